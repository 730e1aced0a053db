"""`fayuan stop`: ends a running supervisor in order, from another terminal."""

import argparse
import os
import signal
import sys
import time

from fayuan.project import folders, running
from fayuan.project.faults import SetupFault

PATIENCE = 60.0  # seconds
POLL = 0.1  # seconds


def main(argv: list[str]) -> int:
    """Stop the platform that runs from this folder; a platform that does not run is no fault."""
    argparse.ArgumentParser(prog="fayuan stop", description="停止正在运行的平台").parse_args(argv)
    run = running.current(folders.var())
    if run is None:
        sys.stdout.write("平台没有在运行。\n")
        return 0
    os.kill(run.pid, signal.SIGTERM)
    wait_until_gone(run)
    sys.stdout.write("平台已停止。\n")
    return 0


def wait_until_gone(run: running.Run) -> None:
    """Wait until the supervisor has let go of its lock."""
    patience = time.monotonic() + PATIENCE
    while running.current(folders.var()) is not None:
        if time.monotonic() > patience:
            raise SetupFault(
                "平台还没有停下来。", f"再等一会儿；仍不停止时执行 kill -9 {run.pid}，再次启动会自动清理。"
            )
        time.sleep(POLL)
