"""When a case is closed, and which papers its closing file still lacks."""

from collections.abc import Collection, Sequence
from datetime import date

from fayuan.law.places import NATION
from fayuan.law.reasons import Step
from fayuan.law.rules import Parameter, RuleBook, national
from fayuan.law.words import CRIMINAL_MATTERS


def kind_of(matter: str, form: str, stage: str | None = None) -> str:
    """Which closing papers a case needs: ``criminal``, ``investigation``, ``non_litigation`` or ``civil``."""
    if matter in CRIMINAL_MATTERS:
        return "investigation" if stage == "investigation" else "criminal"
    return "non_litigation" if form == "non_litigation" else "civil"


def closing_date_rule(
    matter: str,
    form: str,
    stage: str | None,
    on: date,
    *,
    terminated: bool = False,
    region: str = NATION,
    book: RuleBook | None = None,
) -> Parameter:
    """The rule that says which paper's receipt closes this case (the day the assignee receives it)."""
    name = "terminated" if terminated else _date_kind(matter, form, stage)
    return (book or national()).value(f"closing.date.{name}", on, region)


def _date_kind(matter: str, form: str, stage: str | None) -> str:
    if matter in CRIMINAL_MATTERS:
        return stage if stage in ("investigation", "prosecution") else "trial"
    return form if form in ("litigation", "arbitration") else "non_litigation"


def missing_papers(
    kind: str,
    outcome: str,
    papers: Collection[str],
    has_hearing: bool,
    *,
    on: date | None = None,
    filed: bool | None = None,
    region: str = NATION,
    book: RuleBook | None = None,
) -> tuple[str, ...]:
    """The papers a closing file still lacks, by the name people know them by; empty when it is complete.

    ``kind`` is that of ``kind_of``, or ``labour`` for civil; ``filed`` says whether a claim had been lodged
    (None: it had, where the file holds one); ``on`` the day of the rules, their latest state where left out.
    """
    rules = book or national()
    rule = _rule(kind, on, region, rules)
    groups = list(rule.value["needs"])
    if has_hearing:
        groups += rule.value.get("hearing", ())
    if outcome == "settled":
        groups += rule.value.get("settled", ())
        lodged = _lodged(papers) if filed is None else filed
        groups += rule.value.get("withdrawal", ()) if lodged else ()
    return tuple(group[0] for group in groups if not _met(group, papers))


def closing_step(
    kind: str, outcome: str, papers: Collection[str], has_hearing: bool, *, book: RuleBook | None = None
) -> Step:
    """Says whether the closing file is complete, naming every paper that it lacks."""
    lacking = missing_papers(kind, outcome, papers, has_hearing, book=book)
    rule = _rule(kind, None, NATION, book or national())
    if lacking:
        says = f"结案材料不齐，还缺：{'、'.join(lacking)}。"
        return Step(rule.key, rule.value["article"], says, {"missing": list(lacking)}, False)
    return Step(rule.key, rule.value["article"], "结案材料齐全。")


def _rule(kind: str, on: date | None, region: str, rules: RuleBook) -> Parameter:
    key = f"closing.papers.{'civil' if kind == 'labour' else kind}"
    return rules.value(key, on, region) if on else rules.history(key)[-1]


def _lodged(papers: Collection[str]) -> bool:
    """Whether the file holds a claim that was lodged."""
    return any(("申请书" in paper or "起诉状" in paper) and not paper.startswith("撤") for paper in papers)


def _met(group: Sequence[str], papers: Collection[str]) -> bool:
    """Whether some paper's name contains a word of the group; a withdrawal is no claim."""
    withdrawal = any(word.startswith("撤") for word in group)
    named = [paper for paper in papers if withdrawal or not paper.startswith("撤")]
    return any(word in paper for word in group for paper in named)
