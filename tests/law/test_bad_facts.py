"""Whatever stands in a file of facts, `fayuan law` answers: a verdict or plain sentences, never a traceback."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fayuan.law.commands import main
from fayuan.law.words import FORMS, GROUPS, MATERIALS, MATTERS

GOOD: dict[str, Any] = {
    "place": "410403",
    "on": "2026-06-12",
    "applicant": {
        "name": "李某",
        "sex": "m",
        "born": "1985-04-20",
        "groups": ["migrant_worker"],
        "disability": {"kind": "visual", "level": 2},
        "capacity": "full",
    },
    "application": {
        "channel": "window",
        "matter": "work_injury",
        "form": "arbitration",
        "forum": {"kind": "labour_arbitration", "place": "410403"},
        "cause_place": "410403",
        "opponents": [{"name": "某机械公司", "relation": "spouse", "same_household": True}],
        "means": {
            "household": [{"relation": "self", "income": 700}, {"relation": "son", "income": 1}],
            "assets": [{"kind": "home", "value": 1, "area": 100}],
            "spending": 100,
            "hardships": ["accident"],
            "low_income_recognised": True,
        },
        "pledge": True,
        "materials": ["application_form"],
        "agent": {"name": "甲", "relation": "close_relative"},
        "members": 3,
        "limitation": "2026-07-01",
        "urgent": "preservation",
        "stage": "first_instance",
        "detained_at": "某看守所",
        "retrial_ordered": True,
        "false_pledge_before": False,
    },
}
NOTICE: dict[str, Any] = {
    "place": "321202",
    "on": "2026-09-28",
    "authority": {"kind": "procuratorate", "place": "321202"},
    "notice": {
        "form": "defence",
        "reason": "minor",
        "stage": "prosecution",
        "person": {"born": "2009-12-01", "groups": ["minor"]},
        "applied": True,
    },
}
AMOUNT: dict[str, Any] = {
    "place": "350303",
    "on": "2026-06-12",
    "service": "civil",
    "stage": "first_instance",
    "members": 2,
    "quality": "excellent",
    "payee": "lawyer",
    "supplements": ["cross_city"],
    "costs": {"鉴定费": "100.50"},
}
LIKELY = (
    *(
        "410403",
        "990403",
        410403,
        "000000",
        "2026-06-12",
        "2014-01-01",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
    ),
    *(
        "2026-06-12T09:00:00Z",
        "veteran",
        "elderly",
        "minor",
        "pirate",
        "self",
        "1e400",
        "NaN",
        ".inf",
        "1_000",
    ),
    *(-1, 0, 10**12, 0.5, 1e300, float("inf"), float("nan"), "1/0", "", " ", "不知道", "\u2028", "٣", "²"),
)
values = st.recursive(
    st.one_of(
        st.sampled_from(LIKELY),
        st.sampled_from([*MATTERS, *GROUPS, *FORMS, *MATERIALS]),
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.dates(),
        st.datetimes(),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def spots(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the facts at which something else may stand."""
    if path:
        yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, item in items:
        yield from spots(item, (*path, name))


def with_at(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The facts with something else at one place."""
    if not path:
        return value
    changed = dict(data) if isinstance(data, dict) else list(data)
    changed[path[0]] = with_at(data[path[0]], path[1:], value)
    return changed


@contextmanager
def read_from(text: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdin", io.StringIO(text))
        yield


def answer(monkeypatch: pytest.MonkeyPatch, command: str, text: str) -> tuple[int, Any]:
    out, err = io.StringIO(), io.StringIO()
    with read_from(text, monkeypatch), redirect_stdout(out), redirect_stderr(err):
        status = main([command, "-", "--json"])
    assert err.getvalue() == ""
    return status, json.loads(out.getvalue())


def must_be_plain(status: int, told: Any) -> None:
    if status == 0:
        return
    assert status == 2
    assert told["faults"]
    assert all(
        each.strip() and "Traceback" not in each and "object at 0x" not in each for each in told["faults"]
    )


@pytest.mark.parametrize(
    ("command", "facts"),
    [("assess", GOOD), ("assess", NOTICE), ("competent", GOOD), ("amount", AMOUNT)],
    ids=["assess", "assess a notice", "competent", "amount"],
)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_anything_in_any_place_is_answered(
    monkeypatch: pytest.MonkeyPatch, command: str, facts: dict[str, Any], data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        facts = with_at(facts, data.draw(st.sampled_from(list(spots(facts)))), data.draw(values))
        if not isinstance(facts, dict):
            break

    must_be_plain(*answer(monkeypatch, command, yaml.safe_dump(facts, allow_unicode=True)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_answered(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    for command in ("assess", "competent", "amount"):
        must_be_plain(*answer(monkeypatch, command, text))


def test_brackets_without_end_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, "assess", "[" * 20_000)[0] == 2


WORDS = st.sampled_from(LIKELY).map(str) | st.text(max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rule=st.sampled_from(["T01", "T08", "T03", "T16a", "decide"]) | WORDS,
    day=st.dates().map(str) | WORDS,
    region=WORDS,
    pause=st.tuples(st.dates(), st.dates()).map(lambda days: f"{days[0]}..{days[1]}") | WORDS,
)
def test_any_words_of_a_deadline_are_answered(
    monkeypatch: pytest.MonkeyPatch, rule: str, day: str, region: str, pause: str
) -> None:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["due", f"--region={region}", f"--pause={pause}", "--json", "--", rule, day])
    told = json.loads(out.getvalue())
    must_be_plain(status, told)


@settings(deadline=None)
@given(days=st.integers(0, 12 * 366))
def test_a_veteran_younger_than_eighteen_is_never_believed(days: int) -> None:
    born = date(2026, 6, 12) - timedelta(days=days)
    facts = with_at(with_at(GOOD, ("applicant", "born"), str(born)), ("applicant", "groups"), ["veteran"])

    with pytest.MonkeyPatch.context() as patched:
        status, told = answer(patched, "assess", yaml.safe_dump(facts, allow_unicode=True))

    assert status == 2
    assert any("退役军人不可能只有" in each for each in told["faults"])


def test_a_folder_or_a_file_of_another_kind_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")

    for path in (tmp_path, picture, tmp_path / "nowhere"):
        assert main(["assess", str(path)]) == 2
        assert capsys.readouterr().err.startswith(f"文件“{path}”")
