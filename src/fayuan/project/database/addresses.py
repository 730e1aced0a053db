"""How to reach a database: the three roles, their passwords, and the address of each.

Every password follows from the administrator's by a one-way function, so that one secret is kept, and a role
that knows its own cannot find another's.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urlencode, urlsplit, urlunsplit

Role = Literal["owner", "app", "sealer"]
ROLES: tuple[Role, ...] = ("owner", "app", "sealer")
ADMIN = "postgres"
DATABASE = "fayuan"


def role_name(role: Role) -> str:
    """The role's name in PostgreSQL."""
    return f"fayuan_{role}"


def password_of(role: Role, admin_password: str) -> str:
    """The role's password on a server whose administrator has the given one."""
    return hmac.new(admin_password.encode(), role_name(role).encode(), hashlib.sha256).hexdigest()


def socket_address(folder: Path, password: str, database: str = ADMIN) -> str:
    """The administrator's address of a server that listens in a socket folder."""
    signed = f"{ADMIN}:{quote(password, safe='')}" if password else ADMIN
    where = urlencode({"host": str(folder)}, quote_via=quote)
    return f"postgresql://{signed}@/{quote(database, safe='')}?{where}"


def role_address(admin_url: str, role: Role, database: str = DATABASE) -> str:
    """The address of a database for one of the three roles, from the administrator's of the same server."""
    parts = urlsplit(admin_url)
    password = unquote(parts.password or "")
    signed = f"{role_name(role)}:{password_of(role, password)}" if password else role_name(role)
    return urlunsplit(
        parts._replace(netloc=f"{signed}@{place(parts.netloc)}", path=f"/{quote(database, safe='')}")
    )


def at_database(url: str, database: str) -> str:
    """The same address, but another database of that server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(database, safe='')}"))


def place(netloc: str) -> str:
    """Host and port of an address, without who signs in."""
    return netloc.rpartition("@")[2]


def secret(path: Path) -> str:
    """The secret kept in a file that only its owner reads; made, whole or not at all, where it is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.{os.getpid()}")
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(48))
        keep_first(half, path)
    return path.read_text()


def keep_first(half: Path, path: Path) -> None:
    """Give the finished file its name, unless another process was quicker: then that one's stands."""
    try:
        os.link(half, path)
    except FileExistsError:
        return
    finally:
        half.unlink()
