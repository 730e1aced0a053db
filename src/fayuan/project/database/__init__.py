"""The database server: an embedded PostgreSQL, three roles, the databases tests run on. Knows no Django."""

from pathlib import Path

from fayuan.project.database.addresses import DATABASE, Role, at_database, role_address, secret
from fayuan.project.database.cluster import Cluster, embedded
from fayuan.project.database.roles import ensure_database, ensure_roles
from fayuan.project.database.server import serving
from fayuan.project.database.trials import clone, drop, make_template, names, rename, test_server

__all__ = [
    "DATABASE",
    "Cluster",
    "Role",
    "at_database",
    "clone",
    "drop",
    "embedded",
    "embedded_url",
    "ensure_database",
    "ensure_roles",
    "make_template",
    "names",
    "rename",
    "role_address",
    "secret",
    "serving",
    "test_server",
]


def embedded_url(role: Role, var: Path | None = None, database: str = DATABASE) -> str:
    """A role's address of the embedded server's database. Starts nothing; `pg/` is in the folder `var`."""
    return role_address(embedded(var).admin_url(), role, database)
