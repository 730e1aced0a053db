"""Past decisions under another rule set: who would be decided otherwise, by which rule, in which groups."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fayuan.law.eligibility import Verdict, assess
from fayuan.law.facts import Application
from fayuan.law.rules import RuleBook


@dataclass(frozen=True, slots=True)
class Past:
    """A decision taken: its reference, its day, the facts it rested on."""

    ref: str
    on: date
    application: Application


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A decision that the other rules would give otherwise, and the rules that make the difference."""

    ref: str
    before: str
    after: str
    rules: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a replay: how many were looked at, which differ, and how many by rule and by group."""

    looked_at: int
    otherwise: tuple[Otherwise, ...]
    by_rule: Mapping[str, int]
    by_group: Mapping[str, int]


def replay(past: Iterable[Past], before: RuleBook, after: RuleBook) -> Replayed:
    """Assesses each decision again under both rule books, each as of its own day; changes nothing."""
    looked_at, differing = 0, []
    for decision in past:
        looked_at += 1
        if found := _otherwise(decision, before, after):
            differing.append(found)
    by_rule = Counter(rule for found in differing for rule in found.rules)
    by_group = Counter(group for found in differing for group in found.groups)
    return Replayed(looked_at, tuple(differing), dict(by_rule), dict(by_group))


def _otherwise(decision: Past, before: RuleBook, after: RuleBook) -> Otherwise | None:
    was = assess(decision.application, decision.on, before)
    would_be = assess(decision.application, decision.on, after)
    if (was.outcome, was.reason) == (would_be.outcome, would_be.reason):
        return None
    groups = decision.application.applicant.all_groups(decision.on)
    return Otherwise(
        decision.ref,
        was.reason or was.outcome,
        would_be.reason or would_be.outcome,
        _rules_apart(was, would_be),
        tuple(sorted(groups)),
    )


def _rules_apart(was: Verdict, would_be: Verdict) -> tuple[str, ...]:
    """The rules that one verdict used and the other did not, or that passed in only one of them."""
    one = {(step.rule, step.passed) for step in was.steps}
    other = {(step.rule, step.passed) for step in would_be.steps}
    return tuple(sorted({rule for rule, _ in one ^ other}))
