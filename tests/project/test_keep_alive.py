"""A supervised program is started again when it dies, sooner or later, and takes all it started with it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from fayuan.project import child as children
from fayuan.project.child import FIRST_PAUSE, LONGEST_PAUSE, SETTLED, Child

SLEEPER = "import sys; sys.stdin.read(); import signal; signal.pause()"
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import signal; signal.pause()'])"
STUBBORN = (
    "import signal\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('ready', flush=True)\n"
    "while True: signal.pause()\n"
)


def program(script: str, folder: Path) -> Child:
    return Child("程序", [sys.executable, "-c", script], dict(os.environ), folder / "logs" / "program.log")


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Child]:
    made = program(SLEEPER, tmp_path)
    yield made
    made.stop()


def kill(child: Child) -> None:
    assert child.process is not None
    child.process.kill()
    child.process.wait()


def test_a_dead_program_is_started_again_after_a_pause(sleeper: Child) -> None:
    sleeper.start(0.0)
    kill(sleeper)
    assert sleeper.keep_alive(1.0)
    assert not sleeper.keep_alive(1.0 + FIRST_PAUSE - 0.1)
    assert sleeper.process is None
    sleeper.keep_alive(1.0 + FIRST_PAUSE)
    assert sleeper.process is not None
    assert sleeper.process.poll() is None


def test_pauses_grow_while_a_program_keeps_dying(sleeper: Child) -> None:
    moment, pauses = 0.0, []
    for _ in range(8):
        sleeper.start(moment)
        kill(sleeper)
        sleeper.keep_alive(moment)
        pauses.append(sleeper.due - moment)
        moment = sleeper.due
    assert pauses == [0.5, 1.0, 2.0, 4.0, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_a_program_that_had_settled_is_started_again_soon(sleeper: Child) -> None:
    for moment in (0.0, 1.0):
        sleeper.start(moment)
        kill(sleeper)
        sleeper.keep_alive(moment)
    sleeper.start(2.0)
    kill(sleeper)
    sleeper.keep_alive(2.0 + SETTLED)
    assert sleeper.due == 2.0 + SETTLED + FIRST_PAUSE


def test_stopping_a_program_stops_what_it_started(tmp_path: Path) -> None:
    parent = program(PARENT, tmp_path)
    parent.start(0.0)
    assert parent.process is not None
    seen = psutil.Process(parent.process.pid)
    while not (grandchildren := seen.children()):
        os.sched_yield()
    parent.stop()
    gone, alive = psutil.wait_procs(grandchildren, timeout=10)
    assert gone
    assert not alive


def test_a_program_that_will_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "STOP_PATIENCE", 0.05)
    stubborn = program(STUBBORN, tmp_path)
    stubborn.start(0.0)
    assert stubborn.process is not None
    process = psutil.Process(stubborn.process.pid)
    while "ready" not in stubborn.log.read_text():
        os.sched_yield()
    stubborn.stop()
    assert not process.is_running()


def test_a_long_log_begins_anew_and_the_old_one_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "LOG_LIMIT", 3)
    talker = program("print('new')", tmp_path)
    talker.log.parent.mkdir()
    talker.log.write_text("older words")
    talker.start(0.0)
    assert talker.process is not None
    talker.process.wait()
    talker.stop()
    assert talker.log.read_text() == "new\n"
    assert (tmp_path / "logs" / "program.old.log").read_text() == "older words"
