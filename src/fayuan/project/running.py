"""Which supervisor runs this installation: never two, and none that left something behind."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from fayuan.project import locks
from fayuan.project.faults import SetupFault

MARK = "FAYUAN_SUPERVISED_IN"  # in the environment of all that a supervisor starts: whose it is


@dataclass(frozen=True)
class Run:
    """A running supervisor: its process and where people find the product."""

    pid: int
    address: str


def lock_of(var: Path) -> Path:
    """The lock the supervisor holds as long as it lives."""
    return var / "run.lock"


def note_of(var: Path) -> Path:
    """The note that says who holds it."""
    return var / "run.json"


@contextmanager
def only_one(var: Path, address: str) -> Iterator[None]:
    """Be the one supervisor of this folder for the length of the block; end what a killed one left."""
    descriptor = locks.open_lock(lock_of(var))
    try:
        if not locks.try_alone(descriptor):
            raise already_running(var)
        end_leftovers(var)
        note_of(var).write_text(json.dumps(asdict(Run(os.getpid(), address))))
        yield
        note_of(var).unlink()
    finally:
        os.close(descriptor)


def current(var: Path) -> Run | None:
    """The supervisor that runs this folder now."""
    if not lock_of(var).exists() or locks.is_free(lock_of(var)) or not note_of(var).exists():
        return None
    return Run(**json.loads(note_of(var).read_text()))


def already_running(var: Path) -> SetupFault:
    """The fault of a second start."""
    run = current(var)
    where = f"：{run.address}" if run else ""
    return SetupFault(
        f"平台已经在运行{where}。", "直接打开网址；要重新启动，先按 Ctrl-C 或执行 fayuan stop。"
    )


def end_leftovers(var: Path) -> None:
    """Kill what a supervisor of this folder, itself killed, could not stop. All of it may be killed."""
    found = [process for process in psutil.process_iter() if is_marked(process, var)]
    for process in found:
        process.kill()
    psutil.wait_procs(found, timeout=10)


def is_marked(process: psutil.Process, var: Path) -> bool:
    """True for a process that a supervisor of this folder started."""
    try:
        return bool(process.environ().get(MARK) == str(var))
    except psutil.Error:  # another user's, or gone meanwhile
        return False
