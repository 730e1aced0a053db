"""`fayuan migrate`: brings the database's shape up to date, as the one role that may change it."""

import django
from django.core.management import call_command

from fayuan.project import environment


def main(argv: list[str]) -> int:
    """Migrate as the owner; arguments are those of Django's `migrate`. Then settle what every installation has."""
    with environment.speaking_as(environment.url("owner")):
        django.setup()
        call_command("migrate", *argv)
        call_command("settle")
    return 0
