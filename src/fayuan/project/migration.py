"""`fayuan migrate`: brings the database's shape up to date, as the one role that may change it."""

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fayuan.project import environment, marks


def main(argv: list[str]) -> int:
    """Migrate as the owner, then settle what every installation has. Takes the arguments of `migrate`."""
    owner_url = environment.url("owner")
    with environment.speaking_as(owner_url):
        django.setup()
        call_command("migrate", *argv)
        call_command("settle")
        call_command("settle_seals")
        resume_trail(owner_url)
        marks.write(owner_url, marks.SHAPE, marks.shape() if is_complete() else "partial")
    return 0


def resume_trail(owner_url: str) -> None:
    """Let the audit trail go on in commit order: a database brought back from a dump counts transactions anew."""
    with psycopg.connect(owner_url) as owner:
        if owner.execute("SELECT to_regproc('core_audit_resume')").fetchone() != (None,):
            owner.execute("SELECT core_audit_resume()")


def is_complete() -> bool:
    """True when no migration is left to run; arguments may have asked for some of them only."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
