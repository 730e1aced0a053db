"""Bringing an installation back into empty folders, and comparing what came with what was backed up."""

import json
import os
import shlex
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import IO, Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fayuan.project import database, environment, folders, locks
from fayuan.project.backup import envelopes, files, fingerprints, making, places
from fayuan.project.database import programs, roles, server
from fayuan.project.database.cluster import Cluster
from fayuan.project.faults import SetupFault

ROOM = "restored-wal"  # in the cluster's folder: the log that is played again
POLL = 0.1  # seconds
NEWER, KNOWS_NEWER = b"SET transaction_timeout = 0;\n", 170_000
"""What our programs write at the head of a dump and servers before version 17 do not know."""
HEAD = 40  # lines of a dump before which that line stands
SETTINGS = ("restore_command", "recovery_target_time", "recovery_target_action", "recovery_target_timeline")


@dataclass
class Outcome:
    """What came back: seconds it took, rows, files, and what differs from the manifest."""

    seconds: float = 0.0
    rows: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)


def restore(backup: Path, key: X25519PrivateKey, *, until: str = "", wal: Path | None = None) -> Outcome:
    """Bring a backup back into this installation, which must be empty.

    `until` (a moment with its offset) plays the kept log up to it; it needs our own server. Files and keys come as they
    were when the backup was made; a copy of the store that is younger may be laid over it.
    """
    began = time.monotonic()
    told = read_manifest(backup)
    refuse_what_is_there(told)
    unpack_keys(making.stream(backup / places.KEYS_PART, key), folders.var())
    if "files_stay" not in told:
        files.read(making.stream(backup / places.FILES_PART, key), places.shelf())
    if told["kind"] == "folder":
        lay_out(backup, key, database.embedded(), until=until, wal=wal)
    else:
        refill(backup, key, told["kind"])
    outcome = compare(told, exact=not until)
    compare_files(told, making.stream(backup / places.FILES_PART, key), outcome)
    outcome.seconds = time.monotonic() - began
    return outcome


def read_manifest(backup: Path) -> dict[str, Any]:
    """The manifest of a whole backup whose parts are as they were written."""
    told = told_in(backup)
    for name, digest in told["parts"].items():
        if making.digest(backup / name) != digest:
            raise envelopes.broken(backup / name)
    return told


def told_in(backup: Path) -> dict[str, Any]:
    """The manifest of a whole backup."""
    try:
        told: dict[str, Any] = json.loads((backup / places.MANIFEST).read_text())
    except (OSError, ValueError) as fault:
        raise SetupFault(f"{backup} 不是一份完整的备份。", "选有 manifest.json 的文件夹。") from fault
    return told


def refuse_what_is_there(told: dict[str, Any]) -> None:
    """Nothing is ever written over."""
    there = [path for path in places.Secrets(folders.var()).paths.values() if holds(path)]
    if "files_stay" not in told and next(iter(places.shelf().all()), None) is not None:
        there.append(Path(os.environ.get(places.BUCKET) or places.files_dir()))
    if told["kind"] == "folder" and database.embedded().data.exists():
        there.append(database.embedded().data)
    if there:
        raise SetupFault(
            f"{there[0]} 已经有内容，不覆盖。", "设 FAYUAN_VAR=<空文件夹> 再恢复，或者先移走原来的。"
        )


def holds(path: Path) -> bool:
    """Whether a file is there, or a folder with something in it."""
    return path.is_file() or (path.is_dir() and any(path.iterdir()))


def unpack(content: IO[bytes], into: Path) -> None:
    """A tar into a folder; members may not lead out of it."""
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(mode="r|", fileobj=content) as tar:
        tar.extractall(into, filter="data")


def unpack_keys(content: IO[bytes], var: Path) -> None:
    """Each secret to its place, for its owner alone."""
    half = var / "restored-keys"
    shutil.rmtree(half, ignore_errors=True)
    unpack(content, half)
    for name, path in places.Secrets(var).paths.items():
        if (half / name).exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(half / name, path)
            path.chmod(0o700 if path.is_dir() else 0o600)
    shutil.rmtree(half, ignore_errors=True)


def lay_out(backup: Path, key: X25519PrivateKey, cluster: Cluster, *, until: str, wal: Path | None) -> None:
    """Our own server's folder, and the log after it up to a moment."""
    account = cluster.account
    cluster.home.mkdir(parents=True, exist_ok=True)
    cluster.home.chmod(0o755)
    half = cluster.home / "data.new"
    shutil.rmtree(half, ignore_errors=True)
    unpack(making.stream(backup / places.DATABASE_PART, key), half)
    if until:
        play_until(half, cluster, wal or backup.parent / places.WAL, key, until)
    for path in (half, *half.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        account.give(path)
    half.rename(cluster.data)
    settle(cluster)


def play_until(data: Path, cluster: Cluster, wal: Path, key: X25519PrivateKey, until: str) -> None:
    """Have the server play the kept log up to a moment when it starts."""
    room = cluster.home / ROOM
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(mode=0o700)
    for path in sorted(wal.glob("*.sealed")):
        segment = room / path.name.removesuffix(".sealed").removesuffix(".partial")
        if path.name.endswith(".partial.sealed") and segment.exists():
            continue
        segment.write_bytes(making.stream(path, key).read())
        cluster.account.give(segment)
    cluster.account.give(room)
    wanted = {
        "restore_command": f'cp "{room}/%f" "%p"',
        "recovery_target_time": until,
        "recovery_target_action": "promote",
        "recovery_target_timeline": "latest",
    }
    with (data / "postgresql.auto.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in wanted.items())
    (data / "recovery.signal").touch()


def settle(cluster: Cluster) -> None:
    """Start the server until it has played all it should, and let it forget that it was restored."""
    with locks.held(cluster.lock):
        server.bring_up(cluster, tied=True)
    with psycopg.connect(cluster.admin_url(), autocommit=True) as admin:
        while admin.execute("SELECT pg_is_in_recovery()").fetchone() == (True,):
            time.sleep(POLL)
        for name in SETTINGS:
            admin.execute(f"ALTER SYSTEM RESET {name}")
        admin.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active")
    server.stop(cluster)
    shutil.rmtree(cluster.home / ROOM, ignore_errors=True)


def refill(backup: Path, key: X25519PrivateKey, kind: str) -> None:
    """A dump into an empty database of somebody else's server, or whatever the hook makes of it."""
    content = making.stream(backup / places.DATABASE_PART, key)
    command = shlex.split(os.environ.get(places.RESTORE_HOOK, ""))
    if kind == "hook" and not command:
        raise SetupFault("这份备份是用管理员的办法做的。", f"把恢复的命令设到 {places.RESTORE_HOOK}。")
    with rights_as_dumped(environment.url("owner")):
        done = fed(command, content) if kind == "hook" else by_dump(content)
    if not done:
        raise SetupFault("数据库没有恢复成。", "看上面程序说的原因；数据库必须是空的。")
    with psycopg.connect(environment.url("owner")) as owner:
        owner.execute("SELECT core_audit_resume()")


@contextmanager
def rights_as_dumped(owner_url: str) -> Iterator[None]:
    """Within it a new table gives nobody rights by itself: a dump says what was granted and never what was not, and the
    app would get back what was taken from it, such as to change audit rows."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(roles.NO_RIGHTS)
    try:
        yield
    finally:
        with psycopg.connect(owner_url, autocommit=True) as owner:
            owner.execute(roles.RIGHTS)


def fed(command: Sequence[str], content: IO[bytes]) -> bool:
    """Run a program that reads the content; whether it was content with it."""
    with subprocess.Popen(command, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        pour(content, running.stdin)
    return running.returncode == 0


def by_dump(content: IO[bytes]) -> bool:
    """A dump as a script into the owner's database, all of it or nothing."""
    url, home = environment.url("owner"), programs.installed()
    with psycopg.connect(url) as owner:
        unknown = NEWER if owner.info.server_version < KNOWS_NEWER else b""
    filling = [str(home / "psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    reading = [str(home / "pg_restore"), "--no-owner", "--file=-"]
    with (
        subprocess.Popen(reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader,
        subprocess.Popen(
            [*filling, f"--output={os.devnull}", f"--dbname={url}"], stdin=subprocess.PIPE
        ) as filler,
    ):
        assert reader.stdin is not None
        feeding = Thread(target=pour, args=(content, reader.stdin))
        feeding.start()
        assert reader.stdout is not None
        assert filler.stdin is not None
        with suppress(BrokenPipeError):
            head = [line for line in islice(reader.stdout, HEAD) if line != unknown]
            filler.stdin.writelines(head)
        pour(reader.stdout, filler.stdin)
        feeding.join()
    return reader.returncode == 0 and filler.returncode == 0


def pour(content: IO[bytes], into: IO[bytes]) -> None:
    """All of it into a program's input, which is closed then; one that has stopped reading says why by itself."""
    with suppress(BrokenPipeError):
        shutil.copyfileobj(content, into, 1 << 20)
    with suppress(BrokenPipeError):
        into.close()


def compare(told: dict[str, Any], *, exact: bool) -> Outcome:
    """Rows, hashes, files and the trail's last round against the manifest; after `until` the tables may hold more."""
    outcome = Outcome()
    with environment.database_served(), psycopg.connect(environment.url("owner")) as owner:
        found, rights = fingerprints.of_database(owner), fingerprints.rights(owner)
        number, mark = told["round"]
        asked = "SELECT encode(hash, 'hex') FROM core_auditround WHERE number = %s"
        kept = owner.execute(asked, [number]).fetchone()
    outcome.rows = sum(count for count, _mark in found.values())
    was = told.get("rights", rights)  # a backup made by an earlier version says nothing of them
    outcome.faults += [
        f"{name} 的权限与备份时不同" for name in sorted({*was, *rights}) if was.get(name) != rights.get(name)
    ]
    if exact:
        outcome.faults += [f"{name} 与备份时不同" for name in fingerprints.differences(told["tables"], found)]
        if number and (kept is None or kept[0] != mark):
            outcome.faults.append("审计记录的封存与备份时不同")
    return outcome


def compare_files(told: dict[str, Any], part: IO[bytes], outcome: Outcome) -> None:
    """What lies in the store against the manifest: names and contents, or that nothing is missing where it stayed."""
    shelf = places.shelf()
    if "files_stay" in told:
        outcome.files = told["files_stay"]
        gone, count = files.missing(part, shelf)
        outcome.faults += [f"存储里缺 {name}" for name in gone]
        if count > len(gone):
            outcome.faults.append(f"存储里一共缺{count}个文件")
        return
    outcome.files, mark = files.mark(shelf)
    if "contents" in told:
        is_same = [outcome.files, mark] == told["contents"]
    else:  # made by an earlier version, which marked the names alone
        names = sorted(Path(name).name for name, _put_at in shelf.all())
        is_same = [len(names), sha256("\n".join(names).encode()).hexdigest()] == told["files"]
    if not is_same:
        outcome.faults.append("文件与备份时不同")


@contextmanager
def elsewhere(var: Path, *, stay: bool) -> Iterator[None]:
    """Let this process look at an installation in another folder, with a server of its own. `stay`: files are not in
    the backup and are looked for where they lie; else they come into that folder, not into a bucket."""
    before = dict(os.environ)
    for name in (
        "DATABASE_URL",
        "FAYUAN_KEYS_FILE",
        "FAYUAN_FILES_DIR",
        "FAYUAN_SEALS_DIR",
        "FAYUAN_CHECKPOINT_KEY_FILE",
        *((places.BUCKET,) if not stay else ()),
    ):
        os.environ.pop(name, None)
    os.environ["FAYUAN_VAR"] = str(var)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
