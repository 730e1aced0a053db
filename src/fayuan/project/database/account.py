"""Under which user of the machine the server runs: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from fayuan.project.faults import SetupFault

CANDIDATES = ("postgres", "nobody")


class Identity(TypedDict, total=False):
    """The arguments of `subprocess` that run a program as somebody else; empty for oneself."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of the machine."""

    uid: int
    gid: int

    @property
    def identity(self) -> Identity:
        """How to start a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if os.geteuid() == 0 else {}

    def give(self, path: Path) -> None:
        """Make this user the owner of the path."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def can(self, right: str, path: Path) -> bool:
        """Ask the machine itself whether this user has the right (`r`, `w` or `x`) on the path."""
        asked = subprocess.run(["test", f"-{right}", path], cwd="/", check=False, **self.identity)
        return asked.returncode == 0


def unprivileged() -> Account:
    """The user a server started now runs as: oneself, or for root the first unprivileged user there is."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise SetupFault(
        "数据库不能以 root 身份运行，而本机没有 postgres 或 nobody 用户。",
        "改用普通用户运行，或先执行 useradd --system postgres。",
    )


def owner_of(path: Path) -> Account:
    """The user to whom an existing data folder belongs; the server must go on as that user."""
    found = path.stat()
    owner = Account(found.st_uid, found.st_gid)
    if os.geteuid() not in (0, owner.uid):
        raise SetupFault(
            f"数据库文件夹 {path} 属于另一个用户，当前用户读不了。",
            "改用当初安装的用户运行；或设 FAYUAN_VAR=<自己的文件夹> 另建一套。",
        )
    return owner
