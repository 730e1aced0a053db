"""Holding what a story expects against what is; each difference says what was expected and what was found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fayuan.cases.models import Payment
from fayuan.core.errors import NotFound, Refusal
from fayuan.law.lifecycles import STATES
from fayuan.matters.models import Matter, Timer
from fayuan.messaging.models import Message
from fayuan.play.casting import Player
from fayuan.play.changes import Changes, open_clocks

OUTSIDE = ("applicant", "stranger", "lawyer", "duty_lawyer", "firm_head", "authority")
"""Who can be told: the people outside the office. What staff are told stands on their worklists."""


@dataclass(frozen=True)
class Difference:
    """One expectation that does not hold."""

    what: str
    expected: str
    found: str


@dataclass(frozen=True)
class Outcome:
    """What came of a step: the matter it was about, the one it made beside, what changed, or who refused it."""

    matter: Matter | None
    beside: Matter | None
    changes: Changes
    refusal: Refusal | None
    cast: Mapping[str, Player]


Check = Callable[[Any, Outcome], str | None]
"""Given what is expected, says what was found instead; None when the expectation holds."""


def differences(expect: Mapping[str, Any], outcome: Outcome) -> list[Difference]:
    """Everything expected of the step that does not hold."""
    found = _admission(expect, outcome)
    for key, expected in expect.items():
        instead = CHECKS[key](expected, outcome) if key in CHECKS else None
        if instead is not None:
            found.append(Difference(key, _words(expected), instead))
    return found


def _admission(expect: Mapping[str, Any], outcome: Outcome) -> list[Difference]:
    """Whether the step was done or refused as it should be."""
    refusal = outcome.refusal
    found = f"被拒绝（{refusal.code}）：{refusal.says}" if refusal is not None else "办成了"
    if expect.get("not_found"):
        right = isinstance(refusal, NotFound)
        return [] if right else [Difference("not_found", "对这个人不存在", found)]
    if expect.get("not_allowed"):
        code = expect.get("because")
        right = refusal is not None and code in {None, *_codes(refusal)}
        return [] if right else [Difference("not_allowed", f"被拒绝（{code or '任何理由'}）", found)]
    return [] if refusal is None else [Difference("step", "办成", found)]


def _codes(refusal: Refusal) -> tuple[str, ...]:
    """What an actor may not see they have no right to, and what comes too late the state does not admit any more: then
    both reasons are true."""
    if isinstance(refusal, NotFound):
        return (refusal.code, "no_right")
    return (refusal.code, "wrong_state") if refusal.code == "late" else (refusal.code,)


def _state(expected: str, outcome: Outcome) -> str | None:
    if outcome.matter is None:
        return "没有案件"
    state = outcome.matter.state
    return None if state == expected else f"{state}（{STATES[state].chinese}）"


def _means_test(expected: str, outcome: Outcome) -> str | None:
    found = outcome.matter.means_test if outcome.matter else ""
    return None if found == expected else found or "没有"


def _due(expected: Mapping[str, date], outcome: Outcome) -> str | None:
    """The named clocks are open and end on these days; after a handover, those of the matter there too."""
    clocks: dict[str, Timer] = {}
    for matter in (outcome.beside, outcome.matter):
        clocks.update(open_clocks(matter) if matter else {})
    wrong = [name for name, day in expected.items() if name not in clocks or clocks[name].due_on != day]
    if not wrong:
        return None
    return "，".join(f"{name}: {clocks[name].due_on if name in clocks else '没有在走'}" for name in wrong)


def _cites(expected: Iterable[str], outcome: Outcome) -> str | None:
    given = [_closed_up(article) for article in outcome.changes.reasons]
    says = _closed_up(outcome.refusal.says) if outcome.refusal else ""
    missing = [each for each in expected if not _cited(_closed_up(each), given, says)]
    if not missing:
        return None
    return f"没有 {'、'.join(missing)}；引用了 {'、'.join(dict.fromkeys(given)) or '无'}"


def _cited(article: str, given: list[str], says: str) -> bool:
    """An item of an article cites the article."""
    return article in says or any(each == article or each.startswith(f"{article}(") for each in given)


def _closed_up(article: str) -> str:
    return "".join(article.split())


def _papers(expected: Iterable[str], outcome: Outcome) -> str | None:
    issued = [paper.name for paper in outcome.changes.papers]
    missing = [name for name in expected if name not in issued]
    return None if not missing else f"没有 {'、'.join(missing)}；出具了 {'、'.join(issued) or '无'}"


def _told(expected: Iterable[str], outcome: Outcome) -> str | None:
    told = told_by(outcome)
    return None if told == sorted(set(expected)) else "、".join(told) or "没有人"


def told_by(outcome: Outcome) -> list[str]:
    """The cast members outside the office for whom the step wrote a message that may reach them."""
    messages = outcome.changes.messages
    return sorted(
        key
        for key, player in outcome.cast.items()
        if player.member.plays(*OUTSIDE) and any(_is_to(player, each) for each in messages)
    )


def _is_to(player: Player, message: Message) -> bool:
    """Whether a message is to the person, or to the institution that they stand for."""
    if message.person is not None:
        return message.person == player.person
    stands_for = {player.authority, player.firm if player.member.plays("firm_head") else None}
    return message.institution in stands_for


def _overdue(expected: Iterable[str], outcome: Outcome) -> str | None:
    run_out = _run_out(outcome.matter)
    return None if set(expected) <= set(run_out) else "、".join(run_out) or "没有"


def _run_out(matter: Matter | None) -> list[str]:
    if matter is None:
        return []
    timers = matter.timers.filter(status=Timer.Status.RUN_OUT).order_by("run_out_at")
    return list(dict.fromkeys(timers.values_list("name", flat=True)))


def _proposed(expected: str | Mapping[str, tuple[str, ...]], outcome: Outcome) -> str | None:
    proposed = proposed_by(outcome)
    is_first = isinstance(expected, str) and proposed[:1] == [expected]
    is_nowhere = not isinstance(expected, str) and not set(expected["not"]) & set(proposed)
    return None if is_first or is_nowhere else "、".join(proposed) or "没有人"


def proposed_by(outcome: Outcome) -> list[str]:
    """The cast names of those proposed, the first first."""
    keys = {player.person.pk: key for key, player in outcome.cast.items()}
    return [keys.get(person, "别人") for person in outcome.changes.proposed]


def _amount(expected: Mapping[str, Any], outcome: Outcome) -> str | None:
    payment = Payment.objects.filter(matter=outcome.matter).first()
    if payment is None:
        return "没有支付"
    if payment.amount_fen != expected["subsidy"]:
        return f"{_yuan(payment.amount_fen)}（{payment.says}）"
    wanted = [(line.get("name"), line.get("amount")) for line in expected.get("lines", ())]
    lines = [(line["name"], line["amount_fen"]) for line in payment.workings]
    missing = [line for line in wanted if not any(_same_line(line, each) for each in lines)]
    return None if not missing else "，".join(f"{name} {_yuan(fen)}" for name, fen in lines) or "没有明细"


def _same_line(wanted: tuple[str | None, int | None], line: tuple[str, int | None]) -> bool:
    return wanted[0] in {None, line[0]} and wanted[1] in {None, line[1]}


def _yuan(fen: int | None) -> str:
    return "金额未定" if fen is None else f"{fen / 100:.2f}元"


CHECKS: Mapping[str, Check] = {
    "state": _state,
    "means_test": _means_test,
    "due": _due,
    "cites": _cites,
    "papers": _papers,
    "told": _told,
    "overdue": _overdue,
    "proposed": _proposed,
    "amount": _amount,
}


def _words(expected: object) -> str:
    """What is expected, as a person writes it."""
    if isinstance(expected, Mapping):
        return "，".join(f"{key}: {_words(value)}" for key, value in expected.items())
    if isinstance(expected, (list, tuple)):
        return "、".join(_words(each) for each in expected) or "没有"
    return str(expected)
