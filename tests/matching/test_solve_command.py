"""`fayuan matching solve`: what it prints and how it ends."""

import json
from pathlib import Path

import pytest

from fayuan.matching.commands import main

TEXT = "2 3  1 2 9  2 1 1  3 3 3  2 2 2  3 4"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A problem whose optimum is 3."""
    path = tmp_path / "problem"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_prints_cost_bound_seconds_and_agents(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(file)]) == 0
    lines = dict(line.split(" ", 1) for line in capsys.readouterr().out.splitlines())
    assert (lines["cost"], lines["bound"], lines["agents"]) == ("3", "3", "0 1 1")
    assert float(lines["seconds"]) < 60


def test_prints_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(file), "--json", "--seconds", "5"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["cost"], told["bound"], told["agents"]) == (3, 3, [0, 1, 1])


def test_reports_while_it_works(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(file), "--progress"]) == 0
    assert "3 ≥ 3" in capsys.readouterr().err


def test_what_cannot_be_done_ends_with_one_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "problem"
    path.write_text("1 2  1 1  2 2  3", encoding="utf-8")
    assert main(["solve", str(path)]) == 1
    assert "没有人接" in capsys.readouterr().err
    assert main(["solve", str(path), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["left_over"]) == 1


@pytest.mark.parametrize("content", ["", "a b"])
def test_a_broken_file_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "problem"
    path.write_text(content, encoding="utf-8")
    assert main(["solve", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    assert main(["solve", str(tmp_path / "none")]) == 2
