"""Past decisions under another rule set: who would be decided otherwise, by which rule, in which groups."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fayuan.law.eligibility import Verdict, assess, assess_notice
from fayuan.law.facts import Application, Notice
from fayuan.law.plainly import name_of, title
from fayuan.law.rules import NotCovered, RuleBook
from fayuan.law.words import GROUPS, REASONS

_ELIGIBLE = "符合法律援助条件"
_SHOWN = 20  # of the decisions that differ; all of them are in the data


@dataclass(frozen=True, slots=True)
class Said:
    """What the law said of a case: its outcome, the reason against it, and the rules used with how each passed."""

    outcome: str
    reason: str
    used: frozenset[tuple[str, bool | None]]

    @property
    def code(self) -> str:
        """The outcome in one word: the reason against it, where there is one."""
        return self.reason or self.outcome


@dataclass(frozen=True, slots=True)
class Past:
    """A decision taken: its reference, its day, the facts it rested on, and what the law said of them then."""

    ref: str
    on: date
    facts: Application | Notice
    said: Said | None = None


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
    """What came of a replay: how many were looked at, how many lie before these rules, which differ, and how many by
    rule and by group."""

    looked_at: int
    not_covered: int
    otherwise: tuple[Otherwise, ...]
    by_rule: Mapping[str, int]
    by_group: Mapping[str, int]


def replay(past: Iterable[Past], before: RuleBook | None, after: RuleBook) -> Replayed:
    """Assesses each decision again under both rule books, each as of its own day; changes nothing.

    Without ``before``, what was said at the time is held against what ``after`` says of the same facts.
    """
    looked_at, not_covered, differing = 0, 0, []
    for decision in past:
        looked_at += 1
        try:
            found = _otherwise(decision, before, after)
        except NotCovered:
            not_covered += 1
            continue
        if found:
            differing.append(found)
    by_rule = Counter(rule for found in differing for rule in found.rules)
    by_group = Counter(group for found in differing for group in found.groups)
    return Replayed(
        looked_at, not_covered, tuple(differing), dict(by_rule.most_common()), dict(by_group.most_common())
    )


def _otherwise(decision: Past, before: RuleBook | None, after: RuleBook) -> Otherwise | None:
    was = said_of(_ask(decision, before)) if before else decision.said
    if was is None:
        return None
    would_be = said_of(_ask(decision, after))
    if was.code == would_be.code:
        return None
    return Otherwise(decision.ref, was.code, would_be.code, _rules_apart(was, would_be), _groups(decision))


def _ask(decision: Past, book: RuleBook) -> Verdict:
    if isinstance(decision.facts, Notice):
        return assess_notice(decision.facts, decision.on, book)
    return assess(decision.facts, decision.on, book)


def said_of(verdict: Verdict) -> Said:
    """A verdict, as far as replays compare it."""
    used = frozenset((step.rule, step.passed) for step in verdict.steps)
    return Said(verdict.outcome, verdict.reason or "", used)


def _rules_apart(was: Said, would_be: Said) -> tuple[str, ...]:
    """The rules that one verdict used and the other did not, or that passed in only one of them."""
    return tuple(sorted({rule for rule, _ in was.used ^ would_be.used}))


def _groups(decision: Past) -> tuple[str, ...]:
    facts = decision.facts
    person = facts.person if isinstance(facts, Notice) else facts.applicant
    return tuple(sorted(person.all_groups(decision.on)))


def lines(found: Replayed, book: RuleBook) -> list[str]:
    """A replay in words; ``book`` knows what the rules are called."""
    told = [f"看了 {found.looked_at} 件已经作出的决定，结论不同的 {len(found.otherwise)} 件。"]
    if found.not_covered:
        told.append(f"其中 {found.not_covered} 件在这套规则施行之前，没有比较。")
    if not found.otherwise:
        return told
    told += [
        "按规则：",
        *(f"　{rule_words(rule, book)}：{count} 件" for rule, count in found.by_rule.items()),
    ]
    told += [
        "按人群：",
        *(f"　{GROUPS.get(group, group)}：{count} 件" for group, count in found.by_group.items()),
    ]
    told += ["结论不同的决定：", *(_line(each) for each in found.otherwise[:_SHOWN])]
    rest = len(found.otherwise) - _SHOWN
    return [*told, f"　另有 {rest} 件，用 --json 看全部。"] if rest > 0 else told


def _line(each: Otherwise) -> str:
    return f"　{each.ref}：{code_words(each.before)} → {code_words(each.after)}"


def code_words(code: str) -> str:
    """An outcome in one word, as people read it."""
    return REASONS.get(code, _ELIGIBLE if code == "eligible" else code)


def rule_words(rule: str, book: RuleBook) -> str:
    """What a rule of a reasoning is called; steps that rest on no single rule keep their own name."""
    known = book.history(rule)
    return f"{title(known[-1])}（{rule}）" if known else name_of(rule)
