"""Ties a process to its parent's life, so that a parent killed outright leaves nobody behind (Linux only)."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def tied(order: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the new process gets the signal when the one that calls this now dies."""
    parent = os.getpid()

    def tie() -> None:
        ask_kernel(order)
        if os.getppid() != parent:  # it died before the kernel knew
            os.kill(os.getpid(), order)

    return tie


def ask_kernel(order: signal.Signals) -> None:
    """Have the kernel send this process the signal when its parent dies; elsewhere than on Linux, nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, order)
