"""Making a backup while the product runs: first the database, then the files (which never change), then the keys."""

import hashlib
import io
import json
import os
import shlex
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fayuan.project import database, environment, folders, marks
from fayuan.project.backup import envelopes, files, fingerprints, places
from fayuan.project.database import programs
from fayuan.project.faults import SetupFault

Write = Callable[[IO[bytes]], None]


def make(into: Path, now: datetime) -> Path:
    """A backup in a folder of its own, named by the moment; the manifest, written last, says that it is whole."""
    receivers = places.receivers()
    half = into / f"fayuan-{now:%Y%m%d-%H%M%S}.part"
    half.mkdir()
    try:
        with psycopg.connect(environment.url("owner"), autocommit=True) as owner:
            before = fingerprints.of_database(owner)
            put(half / places.DATABASE_PART, receivers, write_database)
            round_number, round_hash = fingerprints.last_round(owner)
            told = fingerprints.steady(before, fingerprints.of_database(owner))
            moving, rights = sorted(set(before) - set(told)), fingerprints.rights(owner)
        told_files = put_files(half / places.FILES_PART, receivers)
        put(half / places.KEYS_PART, receivers, write_keys)
        write_manifest(
            half,
            {
                "at": now.isoformat(),
                "kind": kind(),
                "shape": marks.shape(),
                "tables": told,
                "moving": moving,
                "rights": rights,
                "round": [round_number, round_hash],
                **told_files,
                "parts": {part.name: digest(part) for part in sorted(half.glob("*.sealed"))},
            },
        )
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    whole = half.with_suffix("")
    half.rename(whole)
    return whole


def kind() -> str:
    """How the database's part is made: a copy of our own server's folder, a dump, or what the hook writes."""
    if environment.is_embedded():
        return "folder"
    return "hook" if os.environ.get(places.DUMP_HOOK) else "dump"


def put(path: Path, receivers: Sequence[str], write: Write) -> None:
    """One part, compressed and encrypted as it is written."""
    with envelopes.sealed(path, receivers) as out:
        write(out)
        out.flush()


def put_files(path: Path, receivers: Sequence[str]) -> dict[str, Any]:
    """The files, or their names where they stay where they are; gives what the manifest says of them."""
    shelf = places.shelf()
    found: list[Any] = []
    if places.files_stay():
        put(path, receivers, lambda out: found.append(files.write_names(out, shelf)))
        return {"files_stay": found[0]}
    put(path, receivers, lambda out: found.append(files.write(out, shelf)))
    return {"contents": list(found[0])}


def write_database(out: IO[bytes]) -> None:
    """The database as a stream, consistent whatever is written meanwhile."""
    commands: dict[str, Callable[[], list[str]]] = {
        "folder": base_command,
        "dump": dump_command,
        "hook": hook_command,
    }
    with subprocess.Popen(commands[kind()](), stdout=subprocess.PIPE, env=surroundings()) as running:
        assert running.stdout is not None
        shutil.copyfileobj(running.stdout, out, 1 << 20)
    if running.returncode:
        raise SetupFault(
            "数据库没有备份成。",
            "看上面程序说的原因；自己的服务器可以用 FAYUAN_BACKUP_HOOK 换成管理员的办法。",
        )


def base_command() -> list[str]:
    """Our own server's folder as one tar, with the log that makes it consistent."""
    where = database.embedded()
    options = ["--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast", "--no-password"]
    return [
        str(programs.installed() / "pg_basebackup"),
        *options,
        f"--host={where.sockets}",
        "--username=postgres",
    ]


def dump_command() -> list[str]:
    """A dump of somebody else's server, as the owner of the tables."""
    return [
        str(programs.installed() / "pg_dump"),
        "--format=custom",
        "--compress=0",
        environment.url("owner"),
    ]


def hook_command() -> list[str]:
    """What the administrator of somebody else's server set."""
    return shlex.split(os.environ[places.DUMP_HOOK])


def surroundings() -> dict[str, str]:
    """The environment of those programs, with our own server's password."""
    kept = database.embedded().home / "secret"
    given = {"PGPASSWORD": kept.read_text()} if environment.is_embedded() and kept.exists() else {}
    return {**os.environ, **given}


def write_keys(out: IO[bytes]) -> None:
    """The secrets of this installation as a tar."""
    with tarfile.open(mode="w|", fileobj=out) as tar:
        for name, path in places.Secrets(folders.var()).paths.items():
            if path.exists():
                tar.add(path, name)


def write_manifest(half: Path, told: dict[str, Any]) -> None:
    """What the backup holds, for whoever compares; nothing in it is secret."""
    (half / places.MANIFEST).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stream(path: Path, key: X25519PrivateKey) -> IO[bytes]:
    """The contents of a part."""
    return io.BufferedReader(envelopes.Reader(envelopes.unsealed(path, key)), 1 << 20)
