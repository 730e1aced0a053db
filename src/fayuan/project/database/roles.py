"""Who may do what in a database: the owner changes its shape, the app its rows, the sealer seals audit rows.

Everything here may run again at any time. It needs an administrator who may create roles and databases, not
a superuser.
"""

import psycopg
from psycopg import rows, sql

from fayuan.project.database.addresses import (
    DATABASE,
    ROLES,
    Role,
    at_database,
    password_of,
    role_address,
    role_name,
)

OWNER = role_name("owner")
APP = role_name("app")
SEALER = role_name("sealer")

Connection = psycopg.Connection[rows.TupleRow]

# The app works on rows alone. Tables that are only added to (audit rows) take UPDATE and DELETE back in the
# migration that makes them, from each partition too.
RIGHTS = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {APP}, {SEALER};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP};
"""
NO_RIGHTS = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {APP};
"""
"""Takes back what new tables and sequences give the app."""


def ensure_roles(admin_url: str, passwords: dict[Role, str] | None = None) -> None:
    """Create the three roles where they are missing and give them their passwords.

    A role not in `passwords` gets the one that follows from the administrator's (see `addresses`), or keeps
    what it has where the administrator needs none. They travel as SCRAM verifiers, never in clear.
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        admin_password = connection.info.password
        for role in ROLES:
            ensure_role(connection, role_name(role))
            password = (passwords or {}).get(role) or (admin_password and password_of(role, admin_password))
            if password:
                set_password(connection, role_name(role), password)


def ensure_role(connection: Connection, name: str) -> None:
    """One role that may sign in and nothing more."""
    known = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = sql.SQL("CREATE" if known is None else "ALTER")
    connection.execute(sql.SQL("{} ROLE {} LOGIN NOCREATEDB NOCREATEROLE").format(verb, sql.Identifier(name)))


def set_password(connection: Connection, name: str, password: str) -> None:
    """Set a role's password by its verifier, worked out on this side."""
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier))
    )


def ensure_database(admin_url: str, name: str = DATABASE, owner_url: str | None = None) -> None:
    """Create the database where it is missing, in the owner's hands, and settle who may do what in it.

    `owner_url` is the owner's address of it, if its password does not follow from the administrator's.
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if not exists(connection, name):
            create_database(connection, name)
    with psycopg.connect(owner_url or role_address(admin_url, "owner", name), autocommit=True) as connection:
        connection.execute(RIGHTS)
        close_to_strangers(connection, name)


def exists(connection: Connection, name: str) -> bool:
    """True when the server has a database of that name."""
    return connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def create_database(connection: Connection, name: str) -> None:
    """A database whose order never rests on the server's language. An administrator who is no superuser must
    belong to the owner's role to give a database away."""
    asked = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    if connection.execute(asked).fetchone() == (False,):
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0").format(
            sql.Identifier(name), sql.Identifier(OWNER)
        )
    )


def close_to_strangers(connection: Connection, name: str) -> None:
    """Only our roles may connect, and only the owner may make tables, temporary ones too."""
    target = sql.Identifier(name)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(target))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(
            target, sql.Identifier(APP), sql.Identifier(SEALER)
        )
    )


def drop_database(admin_url: str, name: str) -> None:
    """Drop a database if it is there, together with whatever is connected to it."""
    with psycopg.connect(at_database(admin_url, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
