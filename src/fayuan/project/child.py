"""A program kept running: watched, started again after a pause when it dies, stopped with all it started."""

import os
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fayuan.project import tether

FIRST_PAUSE = 0.5  # seconds between a death and the next start; doubles with each quick death
LONGEST_PAUSE = 4.0  # so that the product serves again within fifteen, however often its programs were killed
SETTLED = 10.0  # seconds alive after which a death counts as the first again
STOP_PATIENCE = 10.0  # seconds for an orderly end
LOG_LIMIT = 20 * 1024 * 1024  # bytes; one older log is kept beside the current one


@dataclass
class Child:
    """One program under supervision. Moments are seconds of a clock that never goes back."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    pause: float = field(default=FIRST_PAUSE, init=False)
    due: float = field(default=0.0, init=False)

    def keep_alive(self, moment: float) -> bool:
        """See to it that the program runs, now or after its pause. True when it was found dead just now."""
        if self.process is None:
            if moment >= self.due:
                self.start(moment)
            return False
        if self.process.poll() is None:
            return False
        self.bury(moment)
        return True

    def start(self, moment: float) -> None:
        """Start the program in a group of its own: a terminal's Ctrl-C is for the supervisor alone."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=tether.tied(signal.SIGTERM),
            )
        self.started = moment

    def bury(self, moment: float) -> None:
        """End what a dead program left of its group and set when it is started again."""
        self.end_group(signal.SIGKILL)
        self.process = None
        self.pause = FIRST_PAUSE if moment - self.started >= SETTLED else self.pause
        self.due = moment + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Ask the program to end, wait a while, then end it and all it started."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_PATIENCE)
        self.end_group(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def end_group(self, order: signal.Signals) -> None:
        """Signal every process of the program's group that is still there."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, order)
