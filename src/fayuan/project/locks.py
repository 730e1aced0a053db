"""File locks that vanish with the process that holds them, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_lock(path: Path) -> int:
    """Open a lock file, made where it is missing; returns its descriptor, which children do not inherit."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock alone for the length of the block, waiting for it."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def share(descriptor: int) -> None:
    """Take the lock together with others who share it, waiting for whoever holds it alone."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def try_alone(descriptor: int) -> bool:
    """Take the lock alone if nobody else holds it; otherwise give up even a shared hold of it.

    Of several sharers who call this at the same time exactly one gets the lock: each lets go of its own
    share before it looks at the others'.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_free(path: Path) -> bool:
    """True when nobody holds the lock file, alone or shared."""
    descriptor = open_lock(path)
    try:
        return try_alone(descriptor)
    finally:
        os.close(descriptor)
