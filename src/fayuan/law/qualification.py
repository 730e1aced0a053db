"""Who may be assigned to a case: every reason why a lawyer may not, with its article."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fayuan.law.deadlines import corresponding_day
from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.law.rules import Parameter, RuleBook, national
from fayuan.law.words import CRIMINAL_MATTERS

Finding = tuple[str, str, str]  # rule, code, what is said
DEATH_REVIEWS = ("death_review_high_court", "death_review_spc")
UNLICENSED = ("non_litigation",)  # what somebody without a licence may do


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One reason why somebody may not be assigned: ``not_qualified`` or ``conflict_of_interest``."""

    code: str
    article: str
    says: str
    rule: str = ""


def may_be_assigned(
    lawyer: Lawyer, case: CaseForAssignment, on: date, book: RuleBook | None = None
) -> tuple[Exclusion, ...]:
    """Every reason against assigning this lawyer to this case on a day; empty when there is none."""
    return Requirements(case, on, book).against(lawyer)


class Requirements:
    """What one case asks on a day of whoever takes it: worked out once, then asked of many."""

    def __init__(self, case: CaseForAssignment, on: date, book: RuleBook | None = None) -> None:
        self._case, self._on, self._rules = case, on, book or national()
        self._defence = case.matter == "criminal_defence" or case.form == "defence"
        self._minors = case.minor and case.matter in CRIMINAL_MATTERS
        life_or_death = case.life_or_death or case.stage in DEATH_REVIEWS
        self._needed = self._rule("life_or_death") if life_or_death else None

    def met_by(self, lawyer: Lawyer) -> bool:
        """Whether nothing speaks against the lawyer: the same answer as `against`, sooner."""
        if lawyer.defends or lawyer.helped or lawyer.acts_for or lawyer.related_to:
            return not self.against(lawyer)
        return not any(self._rule(name) for name, _code, _says in self._unqualified(lawyer))

    def against(self, lawyer: Lawyer) -> tuple[Exclusion, ...]:
        """Every reason against the lawyer; empty when there is none."""
        exclusions = []
        for name, code, says in (*self._unqualified(lawyer), *_conflicts(lawyer, self._case)):
            entry = self._rule(name)
            if entry is not None:
                exclusions.append(Exclusion(code, entry.value["article"], says, entry.key))
        return tuple(exclusions)

    def _rule(self, name: str) -> Parameter | None:
        return self._rules.find(f"qualification.{name}", self._on, self._case.agency_place)

    def _unqualified(self, lawyer: Lawyer) -> Iterator[Finding]:
        case = self._case
        if not lawyer.practising or _not_yet(lawyer.practice_since, self._on):
            yield "practising", "not_qualified", "没有在执业，不能承办案件。"
        if self._defence and not _is_lawyer(lawyer):
            rule = "investigation" if case.stage == "investigation" else "defence"
            yield rule, "not_qualified", "刑事辩护须由律师承担。"
        if lawyer.kind == "volunteer" and lawyer.practice_since is None and case.form not in UNLICENSED:
            yield "volunteer", "not_qualified", "没有执业证的志愿者不能承办诉讼、仲裁和刑事案件。"
        if self._needed and not _experienced(lawyer, self._needed, self._on):
            years = self._needed.value["years"]
            says = f"刑事辩护经历不满 {years} 年，不能承办可能判处无期徒刑、死刑的案件。"
            yield "life_or_death", "not_qualified", says
        if self._minors and not _knows_minors(lawyer, self._defence):
            yield "minors", "not_qualified", "未成年人刑事案件须由熟悉未成年人身心特点的律师承办。"
        if case.by_choice and not lawyer.open_to_choice:
            yield "choice", "not_qualified", "这位律师没有开放点援，不能选择。"


RULES = (
    *("practising", "volunteer", "defence", "investigation", "life_or_death", "minors", "choice"),
    *("co_defendants", "both_sides", "relative"),
)


def rules_of(place: str, on: date, book: RuleBook | None = None) -> tuple[str, ...]:
    """Which entries of the rules decide at an agency's place on a day; places with the same ask the same."""
    rules = book or national()
    found = (rules.find(f"qualification.{name}", on, place) for name in RULES)
    return tuple(f"{entry.key}@{entry.region}@{entry.valid_from}" if entry else "" for entry in found)


def prefers_minors_lawyer(case: CaseForAssignment) -> bool:
    """Whether a lawyer familiar with minors is to be preferred, though not required (未成年人保护法 104)."""
    return case.minor and case.matter not in CRIMINAL_MATTERS


def _not_yet(since: date | None, on: date) -> bool:
    return since is not None and since > on


def _is_lawyer(lawyer: Lawyer) -> bool:
    """A lawyer, or a member of an agency's staff or a volunteer who holds a lawyer's licence."""
    licensed = lawyer.kind in ("staff", "volunteer") and lawyer.practice_since is not None
    return lawyer.kind == "lawyer" or licensed


def _experienced(lawyer: Lawyer, needed: Parameter, on: date) -> bool:
    """Whether the years of criminal defence are complete on a day."""
    since = lawyer.defence_since
    return since is not None and corresponding_day(since, 12 * needed.value["years"]) <= on


def _knows_minors(lawyer: Lawyer, defence: bool) -> bool:
    defends = "criminal" in lawyer.specialities or lawyer.defence_since is not None
    return "minors" in lawyer.specialities and (defends or not defence)


def _conflicts(lawyer: Lawyer, case: CaseForAssignment) -> Iterator[Finding]:
    if other := _co_defendant(lawyer, case):
        yield (
            "co_defendants",
            "conflict_of_interest",
            f"已为同案的{other}辩护或者提供法律帮助，不能再承办本案。",
        )
    if lawyer.acts_for & case.opponents:
        yield "both_sides", "conflict_of_interest", "正在代理对方当事人，不能承办本案。"
    if lawyer.related_to & (case.opponents | {case.client}):
        yield "relative", "conflict_of_interest", "与本案当事人有利害关系，不能承办本案。"


def _co_defendant(lawyer: Lawyer, case: CaseForAssignment) -> str:
    """Another defendant of the same case whom the lawyer already defends or has helped; empty when there is
    none."""
    others = {
        client.name
        for client in lawyer.defends
        if _same_case(client.case_no, case) and client.name != case.client
    }
    named = {client.name for client in lawyer.defends} | lawyer.helped
    linked = sorted(others | (named & case.co_defendants))
    return linked[0] if linked else ""


def _same_case(case_no: str, case: CaseForAssignment) -> bool:
    return bool(case_no) and case_no == case.case_no
