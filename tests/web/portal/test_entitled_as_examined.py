"""What "Am I entitled?" answers is what the examiner's screen says of the same facts, branch by branch."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fayuan.intake.models import Assessment
from fayuan.intake.operations import submit_application
from fayuan.people.models import Person
from fayuan.web.portal.kinds import KINDS, OTHER_SUBJECTS
from fayuan.web.portal.questions.who import ASKED_GROUPS
from fayuan.web.portal.telling import Telling

from cast import NOW, Cast

LINE = """\
hardship.formula:
  - value: {name: 试行标准, article: 试行标准 1, base: fixed, amount: 2000 元, below: false}
    from: 2025-01-01
    basis: 试行标准
    mark: 待核实
"""
ANSWERED = ("what", "subject", "place", "way", "groups", "age", "income")
AGES, INCOMES = (10, 17, 35, 65), (150_000, 250_000)  # years; fen, below and above the line
TURNED_AWAY = {"out_of_scope": "no_scope", "means_exceeded": "no_means"}
Answers = dict[str, Any]


def branches(kind: str) -> Iterator[Answers]:
    """Every way, every group, every age, each income: one thing varied at a time, the rest plain."""
    plain = {"kind": kind, "place": "970102", "way": KINDS[kind].ways[0], "groups": [], "age": 35}
    subjects = OTHER_SUBJECTS if kind == "other" else ("",)
    for subject in subjects:
        about = plain | ({"other_subject": subject} if subject else {})
        yield from (about | {"way": way} for way in KINDS[kind].ways)
    yield from (about | {"groups": [group]} for group in ASKED_GROUPS)
    yield from (about | {"age": age} for age in AGES)


def on_the_portal(client: Client, answers: Answers, income: int) -> Answers:
    """What the page of the answer is made from."""
    typed = answers | {"own_income": str(income // 100), "household_size": "1", "answered": ANSWERED}
    shown = client.post("/my/entitled/", typed).context
    return {key: shown[key] for key in ("outcome", "path", "reasons")}


def at_the_desk(cast: Cast, answers: Answers, income: int) -> Assessment:
    """What the examiner reads of an application with these answers."""
    born = date(NOW.year - answers["age"], 1, 1)
    person = Person.objects.create(name="某人", born=born, made_at=NOW)
    told = answers | {"whom": "self", "own_income": income, "household_size": 1}
    given = Telling(told, person, NOW.date()).application(cast.agency.pk)
    matter = submit_application(application=given, by=cast.clerk, now=NOW)
    return matter.assessments.latest("id")


def differences(client: Client, cast: Cast, answers: Answers) -> Iterator[str]:
    for income in INCOMES:
        page, desk = on_the_portal(client, answers, income), at_the_desk(cast, answers, income)
        steps = [step for step in desk.workings if step["rule"] != "materials"]
        read = [(each.rule, each.article, each.says, each.passed) for each in page["reasons"]]
        stand = [(each["rule"], each["article"], each["says"], each["passed"]) for each in steps]
        says = page["outcome"] if page["outcome"] in TURNED_AWAY.values() else None
        if (says, page["path"], read) != (TURNED_AWAY.get(desk.reason), desk.path, stand):
            yield f"{answers} {income}: {page['outcome']} {page['path']} {read}, but {desk.reason} {stand}"
        if page["path"] != "means_tested":
            return


@pytest.fixture(autouse=True)
def local_line(settings: Any, tmp_path: Path) -> None:
    """The province has a line on record, so that income decides."""
    folder = tmp_path / "regions" / "970000"
    folder.mkdir(parents=True)
    (folder / "line.yaml").write_text(LINE, encoding="utf-8")
    settings.RULES_DIRS = [tmp_path]


@pytest.mark.parametrize("kind", KINDS)
def test_both_say_the_same_of_every_branch(client: Client, cast: Cast, kind: str) -> None:
    found = [told for answers in branches(kind) for told in differences(client, cast, answers)]
    assert not found, "\n".join(found[:5])


def test_the_branches_lead_to_every_answer(client: Client, cast: Cast) -> None:
    reached = {
        on_the_portal(client, answers, income)["outcome"]
        for kind in KINDS
        for answers in branches(kind)
        for income in INCOMES
    }
    assert reached >= {"yes", "no_means"}
