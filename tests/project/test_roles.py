"""Three roles: the owner changes a database's shape, the app its rows, the sealer what it was given."""

import psycopg
import pytest
from psycopg import errors, sql

from fayuan.project import database
from fayuan.project.database import roles
from fayuan.project.database.addresses import password_of

SHAPES = [
    "CREATE TABLE other (id int)",
    "CREATE TEMPORARY TABLE other (id int)",
    "CREATE SCHEMA other",
    "ALTER TABLE matter ADD COLUMN other int",
    "DROP TABLE matter",
    "TRUNCATE matter",
    "CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE other",
    "CREATE DATABASE other",
    "SET ROLE fayuan_owner",
]


def as_role(app_url: str, admin_url: str, role: database.Role) -> str:
    return database.role_address(admin_url, role, psycopg.conninfo.conninfo_to_dict(app_url)["dbname"])


def test_the_app_reads_and_writes_rows(app_url: str) -> None:
    with psycopg.connect(app_url) as connection:
        connection.execute("INSERT INTO matter (word) VALUES ('second')")
        connection.execute("UPDATE matter SET word = 'changed' WHERE word = 'first'")
        connection.execute("DELETE FROM matter WHERE word = 'second'")
        assert connection.execute("SELECT word FROM matter").fetchall() == [("changed",)]


@pytest.mark.parametrize("statement", SHAPES)
def test_the_app_changes_no_shape_and_no_rights(app_url: str, statement: str) -> None:
    with (
        psycopg.connect(app_url, autocommit=True) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_the_app_passes_no_right_on(app_url: str) -> None:
    with psycopg.connect(app_url, autocommit=True) as connection:
        connection.execute("GRANT ALL ON matter TO PUBLIC")  # PostgreSQL only warns, and grants nothing
        asked = "SELECT has_table_privilege('fayuan_sealer', 'matter', 'SELECT')"
        assert connection.execute(asked).fetchone() == (False,)


def test_rows_that_only_grow_can_be_closed_to_the_app(app_url: str, admin_url: str) -> None:
    with psycopg.connect(as_role(app_url, admin_url, "owner")) as connection:
        connection.execute("REVOKE UPDATE, DELETE ON matter FROM fayuan_app")
    with psycopg.connect(app_url, autocommit=True) as connection:
        connection.execute("INSERT INTO matter (word) VALUES ('added')")
        for statement in ("UPDATE matter SET word = 'x'", "DELETE FROM matter", "TRUNCATE matter"):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_owner_changes_the_shape(app_url: str, admin_url: str) -> None:
    with psycopg.connect(as_role(app_url, admin_url, "owner")) as connection:
        connection.execute("ALTER TABLE matter ADD COLUMN other int")


def test_the_sealer_sees_nothing_until_a_migration_grants_it(app_url: str, admin_url: str) -> None:
    with (
        psycopg.connect(as_role(app_url, admin_url, "sealer")) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT word FROM matter")


def test_a_stranger_cannot_connect_to_our_databases(app_url: str, admin_url: str) -> None:
    name = psycopg.conninfo.conninfo_to_dict(app_url)["dbname"]
    with psycopg.connect(admin_url) as connection:
        asked = "SELECT has_database_privilege('pg_monitor', %s, 'CONNECT')"
        assert connection.execute(asked, [name]).fetchone() == (False,)


def test_each_role_has_a_password_of_its_own(admin_url: str) -> None:
    passwords = {password_of(role, "secret") for role in database.addresses.ROLES}
    assert len(passwords) == 3


def test_settling_roles_again_changes_nothing(app_url: str, admin_url: str) -> None:
    name = psycopg.conninfo.conninfo_to_dict(app_url)["dbname"]
    database.ensure_roles(admin_url)
    database.ensure_database(admin_url, name)
    with psycopg.connect(app_url) as connection:
        assert connection.execute("SELECT word FROM matter").fetchall() == [("first",)]


def test_an_administrator_need_not_be_a_superuser(admin_url: str, worker_id: str) -> None:
    admin, name = f"plain_admin_{worker_id}", f"project_plain_{worker_id}"
    with psycopg.connect(admin_url, autocommit=True) as connection:
        quoted = sql.Identifier(admin)
        connection.execute(sql.SQL("CREATE ROLE {} CREATEDB CREATEROLE").format(quoted))
        try:
            if connection.info.server_version >= 160000:
                connection.execute(sql.SQL("GRANT fayuan_owner TO {} WITH ADMIN OPTION").format(quoted))
            connection.execute(sql.SQL("SET ROLE {}").format(quoted))
            roles.create_database(connection, name)
        finally:
            connection.execute("RESET ROLE")
            database.drop(admin_url, name)
            connection.execute(sql.SQL("DROP OWNED BY {}").format(quoted))
            connection.execute(sql.SQL("DROP ROLE {}").format(quoted))
