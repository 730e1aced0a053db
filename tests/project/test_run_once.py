"""One supervisor runs an installation; a killed one leaves nothing that the next cannot clear away."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from fayuan.project import running, stopping
from fayuan.project.faults import SetupFault


def test_a_second_start_says_where_the_first_is(tmp_path: Path) -> None:
    first = running.only_one(tmp_path, "http://127.0.0.1:8000")
    second = running.only_one(tmp_path, "http://127.0.0.1:8001")
    with first, pytest.raises(SetupFault, match=r"已经在运行：http://127\.0\.0\.1:8000"), second:
        pass


def test_after_an_orderly_stop_nobody_runs(tmp_path: Path) -> None:
    with running.only_one(tmp_path, "http://127.0.0.1:8000"):
        assert running.current(tmp_path) == running.Run(os.getpid(), "http://127.0.0.1:8000")
    assert running.current(tmp_path) is None


def test_a_killed_supervisors_note_counts_for_nothing(tmp_path: Path) -> None:
    running.note_of(tmp_path).write_text('{"pid": 1, "address": "http://127.0.0.1:8000"}')
    running.lock_of(tmp_path).touch()
    assert running.current(tmp_path) is None


def test_what_a_killed_supervisor_left_running_is_ended_before_the_next_begins(tmp_path: Path) -> None:
    script = "import signal; print('ready', flush=True); signal.pause()"
    marked = os.environ | {running.MARK: str(tmp_path)}
    elsewhere = os.environ | {running.MARK: str(tmp_path / "another")}
    command = [sys.executable, "-c", script]
    with (
        subprocess.Popen(command, env=marked, stdout=subprocess.PIPE, text=True) as left,
        subprocess.Popen(command, env=elsewhere, stdout=subprocess.PIPE, text=True) as other,
    ):
        for process in (left, other):
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        with running.only_one(tmp_path, "http://127.0.0.1:8000"):
            assert not psutil.pid_exists(left.pid) or left.wait(10)
            assert other.poll() is None
        other.kill()


def test_stopping_what_does_not_run_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAYUAN_VAR", str(tmp_path))
    assert stopping.main([]) == 0
    assert "没有在运行" in capsys.readouterr().out
