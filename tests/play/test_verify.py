"""`verify` is silent on what operations have made, and finds every difference that somebody plants."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from fayuan.assignment.operations import accept_assignment, open_call
from fayuan.core.models import Counter
from fayuan.dossier.models import Paper
from fayuan.matters.models import Grant, Matter, Pause, Timer, Transition
from fayuan.play.verify import differences, main

import steps
from cast import NOW, Cast

DAY, LATER = timedelta(days=1), NOW + timedelta(hours=1)
Plant = Callable[[Matter], object]


def found() -> list[str]:
    return [str(each) for each in differences()]


def test_what_operations_have_made_is_as_history_says(cast: Cast) -> None:
    for bring in (
        steps.submitted,
        steps.received,
        steps.examined,
        steps.granted,
        steps.refused,
        steps.assigned,
    ):
        bring(cast)
    assert found() == []


def test_everybody_whom_a_call_asks_sees_the_matter_until_one_has_it(cast: Cast) -> None:
    matter = open_call(ref=steps.granted(cast).ref, by=cast.assigner, now=LATER)
    assert matter.grants.filter(reason="offer", until=None).count() > 1
    assert found() == []
    accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER)
    assert found() == []


def step(matter: Matter, **changes: object) -> Transition:
    """One more step in the history that nobody took."""
    taken = {"order": matter.transitions.count() + 1, "from_state": matter.state, "to_state": matter.state}
    taken |= {"step": "propose", "at": NOW, "by_name": "", "channel": "page"}
    return Transition.objects.create(matter=matter, **{**taken, **changes})


def clock(matter: Matter) -> Timer:
    """The clock of an assigned matter: the days to sign the agreement."""
    return matter.timers.get(name="sign_agreement")


def change(row: object, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (lambda matter: change(matter, state="handling"), "应为 状态 assigned，实为 状态 handling"),
        (lambda matter: change(matter, state_since=NOW - DAY), "states"),
        (lambda matter: change(matter, version=F("version") + 1), "应为 版本 5，实为 版本 6"),
        (lambda matter: step(matter, order=9), "应为 步骤 1 至"),
        (lambda matter: step(matter, from_state="closed"), "从 assigned 开始，实为 从 closed 开始"),
        (lambda matter: step(matter, step="archive"), "合于流程，实为 archive: assigned → assigned"),
        (lambda matter: step(matter, step="dance"), "合于流程，实为 dance"),
    ],
)
def test_a_wrong_state_version_or_chain_is_found(cast: Cast, plant: Plant, words: str) -> None:
    plant(steps.assigned(cast))
    assert any(words in each for each in found())


def test_a_matter_without_history_is_found(cast: Cast) -> None:
    matter = steps.submitted(cast)
    matter.pk, matter.ref, matter.number = None, "00000000A", ""
    matter._state.adding = True
    matter.save()
    assert any("没有任何一步" in each for each in found())


def grant(matter: Matter, reason: str) -> Grant:
    return matter.grants.get(reason=reason, until=None)


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (lambda matter: change(grant(matter, "handler"), until=NOW + DAY), "因 handler 可见，实为 不可见"),
        (lambda matter: change(grant(matter, "unit"), until=NOW + DAY), "因 unit 可见，实为 不可见"),
        (
            lambda matter: change(grant(matter, "applicant"), until=NOW + DAY),
            "因 applicant 可见，实为 不可见",
        ),
        (lambda matter: change(grant(matter, "agency"), until=NOW + DAY), "因 agency 可见，实为 不可见"),
        (
            lambda matter: change(grant(matter, "handler"), holder="p999999"),
            "p999999 没有理由 handler，实为 可见",
        ),
        (lambda matter: change(grant(matter, "handler"), state="closed"), "状态副本 assigned，实为 closed"),
        (lambda matter: change(grant(matter, "handler"), due_at=NOW), "最近期限副本"),
        (lambda matter: change(grant(matter, "handler"), until=NOW - DAY), "止于"),
    ],
)
def test_a_wrong_grant_is_found(cast: Cast, plant: Plant, words: str) -> None:
    plant(steps.assigned(cast))
    assert any(each.startswith("grants") and words in each for each in found())


def test_a_hole_in_the_numbers_is_found(cast: Cast) -> None:
    steps.assigned(cast)
    change(Counter.objects.get(word="申"), last=3)
    assert any("应为 1 至 3 连续，实为 缺 2、3，共缺 2 个" in each for each in found())


def test_a_number_that_stands_twice_is_found(cast: Cast) -> None:
    matter = steps.submitted(cast)
    twin = steps.submitted(cast)
    change(twin, number=matter.number)
    told = found()
    assert any("应为 1 号一个，实为 2 个" in each for each in told)
    assert any("共缺 1 个" in each for each in told)


def test_a_number_of_no_counter_or_beyond_it_is_found(cast: Cast) -> None:
    matter = steps.submitted(cast)
    change(matter, number=matter.number.replace("第1号", "第8号"))
    assert any("应为 最大 1 号，实为 8 号" in each for each in found())
    change(matter, number="某字第1号")
    assert any("实为 没有这个序列" in each for each in found())


def test_a_lost_paper_leaves_a_hole(cast: Cast) -> None:
    matter = steps.granted(cast)
    Paper.objects.filter(matter=matter, form="grant_decision").delete()
    assert any(each.startswith("numbers") and "决字" in each for each in found())


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (lambda matter: change(clock(matter), due_on=NOW.date()), "最后一日"),
        (lambda matter: change(clock(matter), due_at=NOW), "到期时刻"),
        (lambda matter: change(clock(matter), rule="T99"), "按规则 T99 可以推算"),
        (lambda matter: change(clock(matter), started_at=NOW - DAY), "起算"),
        (lambda matter: change(clock(matter), status="met"), "应为 结束时刻"),
        (lambda matter: change(clock(matter), status="paused"), "应为 计时"),
        (lambda matter: change(clock(matter), ended_at=NOW), "应为 已经结束"),
        (
            lambda matter: change(clock(matter), ended_at=NOW, status="met"),
            "在 assigned 时计时，实为 没有计时",
        ),
        (lambda matter: change(clock(matter), status="run_out", run_out_at=NOW), "到期，实为"),
        (
            lambda matter: change(clock(matter), name="decide_objection"),
            "在 assigned 时已经结束，实为 还在计时",
        ),
        (lambda matter: Pause.objects.create(timer=clock(matter), since=NOW, reason=""), "应为 停算"),
    ],
)
def test_a_wrong_clock_is_found(cast: Cast, plant: Plant, words: str) -> None:
    plant(steps.assigned(cast))
    assert any(each.startswith("clocks") and words in each for each in found())


def test_the_command_exits_0_on_a_clean_database_and_1_on_another(
    fresh_database: Callable[[], Cast], capsys: pytest.CaptureFixture[str]
) -> None:
    matter = steps.granted(fresh_database())
    assert main([]) == 0
    assert "没有不符" in capsys.readouterr().out
    change(matter, state="closed")
    assert main([]) == 1
    assert "实为 状态 closed" in capsys.readouterr().out
    assert main(["--json"]) == 1
    assert '"check": "states"' in capsys.readouterr().out
