"""The embedded server's data: where it stands, how it is made, and how its server is found alive or dead."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil

from fayuan.project import folders
from fayuan.project.database import addresses, programs
from fayuan.project.database.account import Account, owner_of, unprivileged
from fayuan.project.faults import SetupFault

SERVICE_FOLDER = Path("/var/lib/fayuan")
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT = 107  # bytes of a socket's path, without the closing zero: sockaddr_un
ROOM_NEEDED = 600 * 1024 * 1024  # bytes free before a first start: data, write-ahead log, programs


@dataclass(frozen=True)
class Cluster:
    """One embedded server: all of it is in `home`. A test's server is not durable: it never syncs to disk."""

    home: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "start.log"

    @property
    def lock(self) -> Path:
        return self.home / "start.lock"

    @property
    def users(self) -> Path:
        """The lock that everyone who uses the server shares."""
        return self.home / "users.lock"

    @property
    def kept(self) -> Path:
        """A mark: the server was asked to stay when its last user leaves."""
        return self.home / "kept"

    @property
    def sockets(self) -> Path:
        """The folder of the server's socket; in /tmp where the path in `home` would be too long for one."""
        here = self.home / "run"
        fits = len(os.fsencode(here / SOCKET_NAME)) <= SOCKET_LIMIT
        # libpq splits a host at commas, and so does PostgreSQL its list of socket folders.
        return here if fits and "," not in str(here) else Path("/tmp") / f"fayuan-{short_name(self.home)}"

    @property
    def account(self) -> Account:
        """The user the server runs as."""
        return owner_of(self.data) if self.data.exists() else unprivileged()

    def admin_url(self, database: str = addresses.ADMIN) -> str:
        """The administrator's address; without a password while the cluster has not been made."""
        kept = self.home / "secret"
        password = kept.read_text() if kept.exists() else ""
        return addresses.socket_address(self.sockets, password, database)


def short_name(path: Path) -> str:
    """A short name that stands for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def embedded(var: Path | None = None) -> Cluster:
    """This installation's cluster: in `var/pg`, or in /var/lib where root's server could not enter that."""
    here = (var or folders.var()) / "pg"
    elsewhere = SERVICE_FOLDER / short_name(here)
    if os.geteuid() != 0 or (here / "data").exists():
        return Cluster(here)
    if (elsewhere / "data").exists() or not unprivileged().can("x", nearest(here)):
        return Cluster(elsewhere)
    return Cluster(here)


def nearest(path: Path) -> Path:
    """The path itself or its nearest parent that exists."""
    return next(each for each in (path, *path.parents) if each.exists())


def process(cluster: Cluster) -> psutil.Process | None:
    """The living server of this cluster, or None.

    `postmaster.pid` alone proves nothing: after a kill its number may belong to a stranger, so the process
    must also stand in the data folder, as every PostgreSQL server does.
    """
    try:
        found = psutil.Process(int((cluster.data / "postmaster.pid").read_text().split("\n", 1)[0]))
        alive = found.status() != psutil.STATUS_ZOMBIE and Path(found.cwd()) == cluster.data.resolve()
    except (OSError, ValueError, psutil.Error):
        return None
    return found if alive else None


def ensure_made(cluster: Cluster) -> None:
    """Make the cluster if it is missing. A making that was broken off counts for nothing and begins anew."""
    if cluster.data.exists():
        refuse_other_version(cluster)
        return
    cluster.home.mkdir(parents=True, exist_ok=True)
    cluster.home.chmod(0o755)  # the server's user passes through; data, socket and secret are closed
    refuse_full_disk(cluster.home)
    half = cluster.home / "data.new"
    shutil.rmtree(half, ignore_errors=True)
    make(cluster, half)
    half.rename(cluster.data)


def make(cluster: Cluster, half: Path) -> None:
    """Run `initdb` into a folder that becomes the data folder only when all went well."""
    account = cluster.account
    half.mkdir(mode=0o700)
    account.give(half)
    password = cluster.home / "initdb.password"
    password.touch(mode=0o600)
    password.write_text(addresses.secret(cluster.home / "secret"))
    account.give(password)
    try:
        run_initdb(cluster, account, half, password)
    finally:
        password.unlink()


def run_initdb(cluster: Cluster, account: Account, data: Path, password: Path) -> None:
    """Order and search must not rest on the machine's language: the C locale everywhere, UTF-8 text."""
    command: list[str | Path] = [
        programs.folder(account, cluster.home) / "initdb",
        f"--pgdata={data}",
        f"--username={addresses.ADMIN}",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions",
        *([] if cluster.durable else ["--no-sync"]),
    ]
    done = subprocess.run(
        command, cwd="/", env=environment(), capture_output=True, text=True, check=False, **account.identity
    )
    if done.returncode:
        raise unmade(done.stderr)


def environment() -> dict[str, str]:
    """What the server's programs see of our environment: nothing that could change what they do."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def unmade(errors: str) -> SetupFault:
    """The fault of an `initdb` that failed."""
    if "No space left" in errors:
        return full_disk()
    last = errors.strip().rpartition("\n")[2]
    return SetupFault(f"数据库没有建成：{last}", "按这句话排除后再运行一次；没建成的部分会自动重来。")


def full_disk() -> SetupFault:
    """The fault of a disk without room."""
    return SetupFault(
        "磁盘已满，数据库写不下。", "腾出至少 600 MB 空间后再运行一次，或设 FAYUAN_VAR=<另一块盘的文件夹>。"
    )


def refuse_full_disk(folder: Path) -> None:
    """Say so before anything is written when there is no room for a first start."""
    if shutil.disk_usage(folder).free < ROOM_NEEDED:
        raise full_disk()


def refuse_other_version(cluster: Cluster) -> None:
    """A data folder belongs to one major version of PostgreSQL."""
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    if made_by != programs.MAJOR:
        raise SetupFault(
            f"数据库文件由 PostgreSQL {made_by} 写成，本版本内置 PostgreSQL {programs.MAJOR}。",
            f"先用旧版本导出（pg_dump），移走 {cluster.data} 后再运行，最后导入。",
        )
