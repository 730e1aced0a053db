"""Following the write-ahead log of our own server: each segment leaves the machine's disk within a minute, encrypted.

`pg_receivewal` writes what the server commits as it commits it; a replication slot keeps what was not yet received.
What is finished is sealed into the folder of backups and removed here; what is not is sealed anew every minute.
"""

import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from fayuan.project import database, folders, tether
from fayuan.project.backup import making, places
from fayuan.project.database import programs

SLOT = "fayuan_backup"
ROUND = 5.0  # seconds between two looks
PARTIAL_EVERY = 60.0  # seconds between two copies of the segment that is being written
PARTIAL = ".partial"


def follow(into: Path) -> int:
    """Follow until told to stop; ends with the exit code of the receiver when that ends."""
    spool, target = folders.var() / "wal", into / places.WAL
    spool.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    receivers, partial_due = places.receivers(), 0.0
    subprocess.run(
        [*command(spool), "--create-slot", "--if-not-exists"], env=making.surroundings(), check=True
    )
    running = subprocess.Popen(
        command(spool), env=making.surroundings(), preexec_fn=tether.tied(signal.SIGTERM)
    )
    signal.signal(signal.SIGTERM, stopper(running))
    while running.poll() is None:
        time.sleep(ROUND)
        ship(spool, target, receivers)
        if time.monotonic() >= partial_due:
            ship_partial(spool, target, receivers)
            partial_due = time.monotonic() + PARTIAL_EVERY
    ship(spool, target, receivers)
    ship_partial(spool, target, receivers)
    return running.returncode


def stopper(running: "subprocess.Popen[bytes]") -> "signal._HANDLER":
    """Ends the receiver in order; what it has is shipped afterwards."""

    def stop(_order: int, _frame: FrameType | None) -> None:
        running.send_signal(signal.SIGINT)

    return stop


def command(spool: Path) -> list[str]:
    """The receiver's command line."""
    where = database.embedded()
    program = str(programs.installed() / "pg_receivewal")
    return [
        program,
        f"--directory={spool}",
        f"--slot={SLOT}",
        "--no-password",
        f"--host={where.sockets}",
        "--username=postgres",
    ]


def ship(spool: Path, target: Path, receivers: Sequence[str]) -> int:
    """Seal what is finished into the target and remove it here; gives how many."""
    finished = [path for path in sorted(spool.iterdir()) if path.is_file() and path.suffix != PARTIAL]
    for path in finished:
        seal(path, target / f"{path.name}.sealed", receivers)
        (target / f"{path.name}{PARTIAL}.sealed").unlink(missing_ok=True)
        path.unlink()
    return len(finished)


def ship_partial(spool: Path, target: Path, receivers: Sequence[str]) -> None:
    """Seal a copy of the segment that is being written, in place of the last copy."""
    for path in spool.glob(f"*{PARTIAL}"):
        seal(path, target / f"{path.name}.sealed", receivers)


def seal(path: Path, sealed: Path, receivers: Sequence[str]) -> None:
    """One file, sealed."""
    with path.open("rb") as file:
        making.put(sealed, receivers, lambda out: shutil.copyfileobj(file, out))


def prune(into: Path, keep: int) -> tuple[int, int]:
    """Keep so many of the newest backups, and the log since the oldest of them; gives how many of each went."""
    backups = sorted(path.parent for path in into.glob(f"fayuan-*/{places.MANIFEST}"))
    old, kept = backups[:-keep], backups[-keep:]
    for path in old:
        shutil.rmtree(path)
    since = (kept[0] / places.MANIFEST).stat().st_mtime - 3600 if kept else 0.0
    segments = [path for path in (into / places.WAL).glob("*.sealed") if path.stat().st_mtime < since]
    for path in segments if kept else ():
        path.unlink()
    return len(old), len(segments) if kept else 0
