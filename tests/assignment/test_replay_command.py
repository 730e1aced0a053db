"""`fayuan assignment replay`: the matters of an agency once more, under two policies; nothing is changed."""

import json

import pytest

from fayuan.assignment.commands import main
from fayuan.assignment.models import Assignment
from fayuan.core import clock

import steps
from cast import NOW, Cast


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_two_policies_stand_side_by_side(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    steps.granted(cast)
    assert main(["replay", "--agency", cast.agency.division_id]) == 0
    told = capsys.readouterr().out
    assert "从 quota 换成 order" in told
    assert "%" not in told.splitlines()[0]
    assert not Assignment.objects.exists()


def test_another_share_is_tried_without_setting_it(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    steps.granted(cast)
    assert main(["replay", "--agency", cast.agency.division_id, "--share", "150", "--json"]) == 0
    assert [each["policy"] for each in json.loads(capsys.readouterr().out)] == ["quota", "order 150%"]


def test_an_agency_without_cases_is_told_so(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--agency", cast.agency.division_id]) == 2
    assert "没有待指派过的案件" in capsys.readouterr().err
