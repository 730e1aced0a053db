"""A PostgreSQL as an office would run it: the system's own programs, over TCP, durable. For benches and drills."""

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from fayuan.project.database import programs
from fayuan.project.database.account import unprivileged
from fayuan.project.database.addresses import at_database, role_address
from fayuan.project.database.roles import ensure_database, ensure_roles

SYSTEM = Path("/usr/lib/postgresql")
OLDEST = 15
SETTINGS = {
    "shared_buffers": "1GB",
    "max_connections": "120",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
}


def installed() -> Path:
    """The programs of the oldest PostgreSQL of the system that will do, else those of the environment."""
    found = [path for path in SYSTEM.glob("*/bin/postgres") if int(path.parts[-3]) >= OLDEST]
    oldest = min(found, key=lambda path: int(path.parts[-3]), default=None)
    return oldest.parent if oldest else programs.installed()


@contextmanager
def tcp_server(home: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """A server with its data in `home` (which every user may enter), stopped when the block ends; gives the
    administrator's address, by TCP."""
    account, port, password = unprivileged(), free_port(), secrets.token_hex(16)
    data, kept = home / "data", home / "password"
    kept.write_text(password)
    kept.chmod(0o644)
    data.mkdir(mode=0o700)
    account.give(data)
    initdb = ["-D", data, "-U", "admin", "--pwfile", kept, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"]
    subprocess.run(
        [installed() / "initdb", *initdb], check=True, stdout=subprocess.DEVNULL, cwd="/", **account.identity
    )
    given = SETTINGS | {
        "port": str(port),
        "unix_socket_directories": str(data),
        "listen_addresses": "127.0.0.1",
    }
    flat = [part for name, value in (given | (settings or {})).items() for part in ("-c", f"{name}={value}")]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [installed() / "postgres", "-D", data, *flat], cwd="/", stdout=log, stderr=log, **account.identity
        )
    try:
        url = f"postgresql://admin:{password}@127.0.0.1:{port}/postgres"
        wait_for(url)
        yield url
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str) -> None:
    """Until the server lets the administrator in."""
    for _ in range(600):
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def addresses(admin_url: str, name: str = "fayuan") -> dict[str, str]:
    """A fresh database with its roles, as the settings of the environment that lead the product to it."""
    ensure_roles(admin_url)
    ensure_database(admin_url, name)
    roles = {
        "DATABASE_URL": "app",
        "FAYUAN_OWNER_DATABASE_URL": "owner",
        "FAYUAN_SEALER_DATABASE_URL": "sealer",
    }
    return {setting: role_address(admin_url, role, name) for setting, role in roles.items()}  # type: ignore[arg-type]


def version(admin_url: str) -> str:
    """What the server says it is."""
    with psycopg.connect(at_database(admin_url, "postgres")) as connection:
        return (
            f"PostgreSQL {connection.info.parameter_status('server_version')} on {os.cpu_count()} processors"
        )
