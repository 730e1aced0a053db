"""Whether legal aid is to be given: an explained verdict from facts, for a day, under a rule book. A human
decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from fayuan.law.calendar import Calendar
from fayuan.law.claims import Claim, Path, claimed
from fayuan.law.facts import Application, Notice
from fayuan.law.jurisdiction import Competence, competent, competent_for_notice, fits_stage
from fayuan.law.materials import materials_step, missing
from fayuan.law.means import check_step, means_steps
from fayuan.law.reasons import Marked, Step
from fayuan.law.rules import Parameter, RuleBook
from fayuan.law.standing import may_apply
from fayuan.law.urgency import may_grant_first
from fayuan.law.words import AUTHORITIES, STAGES

Outcome = Literal["eligible", "not_eligible", "incomplete", "not_competent"]

MEANS_TEST = {
    "means_tested": "required",
    "exempt": "exempt",
    "no_means_test": "not_applicable",
    "notice": "not_applicable",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the law says of an application or notice, as advice to the person who decides.

    ``reason`` is a code of ``words.REASONS``, None when eligible; ``means`` is the means step's result, None
    where no local number is known or a person has to judge; ``places`` and ``body`` name who is competent.
    """

    outcome: Outcome
    path: Path
    reason: str | None
    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    marks: tuple[Marked, ...]
    places: tuple[str, ...]
    body: str
    rules_hash: str
    means: bool | None

    @property
    def means_test(self) -> str:
        """``required``, ``exempt`` or ``not_applicable``: the path claimed, in one word."""
        return MEANS_TEST[self.path]

    @property
    def citations(self) -> tuple[str, ...]:
        """Every article that a step rests on, in the order of the steps."""
        return tuple(dict.fromkeys(step.article for step in self.steps if step.article))

    @property
    def says(self) -> str:
        """The reasoning as one text."""
        return "".join(step.says for step in self.steps)


def assess(
    application: Application, on: date, book: RuleBook, *, calendar: Calendar | None = None
) -> Verdict:
    """The verdict on an application as of a day; raises NotCovered for a day before the Legal Aid Law.

    ``calendar`` says on which day a period in danger ends; the published days off where left out.
    """
    competence = competent(application, on, book)
    scope = scope_step(application, on, book)
    standing = may_apply(application, on, book)
    claim = claimed(application, on, book)
    means = _means(application, claim, on, book)
    lacking = missing(application, claim.path, on, book)
    urgent = _urgent(application, on, book, calendar)
    steps = (scope, standing, competence.step, *urgent, *claim.steps, *means, materials_step(lacking))
    passed = means[-1].passed if means else True
    outcome, reason = _outcome(competence, scope, standing, passed, lacking)
    marks = _marks(steps, on, application.agency_place, book)
    return Verdict(
        outcome,
        claim.path,
        reason,
        steps,
        lacking,
        marks,
        competence.places,
        competence.body,
        book.hash,
        passed,
    )


def assess_notice(notice: Notice, on: date, book: RuleBook) -> Verdict:
    """The verdict on an authority's notice: no application and no means test, only its form and the right
    agency."""
    competence = competent_for_notice(notice, on, book)
    ground = ground_of(notice, on, book)
    steps = (_ground_step(notice, ground, on), competence.step, _form_step(notice, ground))
    marks = _marks(steps, on, notice.agency_place, book)
    elsewhere = competence.competent is False
    return Verdict(
        "not_competent" if elsewhere else "eligible",
        "notice",
        "not_competent" if elsewhere else None,
        steps,
        (),
        marks,
        competence.places,
        competence.body,
        book.hash,
        means=True,
    )


def scope_step(application: Application, on: date, book: RuleBook) -> Step:
    """Whether the matter is one that legal aid covers here (法律援助法 24, 28, 29, 31, 32, 33 and the
    region's)."""
    entry = book.find(f"scope.{application.matter}", on, application.agency_place)
    inputs = {"matter": application.matter}
    if entry is None or not _for_group(entry, application, on):
        says = "不属于法律援助的事项范围，可以提供咨询，并告知其他途径。"
        return Step("scope", "法律援助法 31", says, inputs, False)
    if application.stage == "retrial" or application.retrial_ordered is not None:
        return _retrial(application, entry)
    return Step(entry.key, entry.value["article"], f"{entry.value['name']}：属于法律援助的事项范围。", inputs)


def _for_group(entry: Parameter, application: Application, on: date) -> bool:
    groups = entry.value.get("any_group")
    return groups is None or not application.applicant.all_groups(on).isdisjoint(groups)


def _retrial(application: Application, entry: Parameter) -> Step:
    if application.retrial_ordered is False:
        says = "对生效裁判不服的，在人民法院决定、裁定再审或者人民检察院提出抗诉之后，才可以申请法律援助。"
        return Step("scope.retrial", "法律援助法 33", says, {"retrial_ordered": False}, False)
    says = f"{entry.value['name']}；案件已经决定再审或者提出抗诉，可以申请法律援助。"
    return Step("scope.retrial", "法律援助法 33", says, {"matter": application.matter})


def _urgent(
    application: Application, on: date, book: RuleBook, calendar: Calendar | None
) -> tuple[Step, ...]:
    """That aid may be given first (法律援助法 44), where what was stated shows it."""
    reasons = [reason for reason in (application.urgent, application.limitation and "limitation") if reason]
    if not reasons:
        return ()
    days, place = calendar or _published(), application.agency_place
    answers = (
        may_grant_first(each, application.limitation, on, days, region=place, book=book) for each in reasons
    )
    return tuple(answer.step for answer in answers if answer.allowed)[:1]


@lru_cache(maxsize=1)
def _published() -> Calendar:
    return Calendar.official()


def _means(application: Application, claim: Claim, on: date, book: RuleBook) -> tuple[Step, ...]:
    if claim.path != "means_tested":
        return ()
    return (check_step(application, on, book), *means_steps(application, on, book))


def _outcome(
    competence: Competence, scope: Step, standing: Step, means: bool | None, lacking: Sequence[str]
) -> tuple[Outcome, str | None]:
    findings: tuple[tuple[bool, Outcome, str], ...] = (
        (competence.competent is False, "not_competent", "not_competent"),
        (scope.passed is False, "not_eligible", "out_of_scope"),
        (standing.passed is False, "not_eligible", "no_right"),
        (means is False, "not_eligible", "means_exceeded"),
        (bool(lacking), "incomplete", "incomplete"),
        (means is None, "incomplete", "means_undetermined"),
    )
    return next(((outcome, reason) for holds, outcome, reason in findings if holds), ("eligible", None))


def _marks(steps: Sequence[Step], on: date, region: str, book: RuleBook) -> tuple[Marked, ...]:
    """How far each rule that was used is known, each once."""
    entries = (book.find(step.rule, on, region) for step in steps)
    return tuple(dict.fromkeys(Marked(entry.key, entry.mark, entry.basis) for entry in entries if entry))


def ground_of(notice: Notice, on: date, book: RuleBook) -> Parameter | None:
    """The rule for a notice's reason, by its key or one of its other names; None for a reason the law does
    not know."""
    reason = "compulsory_treatment" if notice.form == "compulsory_treatment" else notice.reason
    return _ground(reason, on, notice.agency_place, book)


def reason_key(reason: str, on: date, place: str, book: RuleBook) -> str:
    """The law's own key of a reason that was given by one of its other names; an unknown one as it was given."""
    entry = _ground(reason, on, place, book)
    return entry.key.rpartition(".")[2] if entry else reason


def _ground(reason: str, on: date, place: str, book: RuleBook) -> Parameter | None:
    for entry in book.under("notice", on, place):
        if reason == entry.key.rpartition(".")[2] or reason in entry.value.get("aliases", ()):
            return entry
    return None


def _ground_step(notice: Notice, ground: Parameter | None, on: date) -> Step:
    inputs = {"reason": notice.reason, "stage": notice.stage}
    if ground is None:
        says = "通知没有写明法律规定的情形，请与通知机关核对。"
        return Step("notice", "法律援助法 25", says, inputs, None)
    duty = "应当通知" if ground.value["must"] else "可以通知"
    says = f"{ground.value['name']}：办案机关{duty}法律援助机构指派律师，不审查经济状况。"
    if doubt := _doubt(notice, ground, on):
        return Step(ground.key, ground.value["article"], f"{says}{doubt}，请与通知机关核对。", inputs, None)
    return Step(ground.key, ground.value["article"], says, inputs)


def _doubt(notice: Notice, ground: Parameter, on: date) -> str:
    """What in the notice does not fit its own reason."""
    value = ground.value
    if "below_age" in value and notice.person.born and not notice.person.under(value["below_age"], on):
        return f"通知所写的人已满 {value['below_age']} 周岁"
    if "stages" in value and notice.stage and notice.stage not in value["stages"]:
        return f"通知所写的阶段（{STAGES.get(notice.stage, notice.stage)}）与情形不合"
    if "sent_by" in value and notice.authority_kind not in value["sent_by"]:
        return f"这一情形不由{AUTHORITIES.get(notice.authority_kind, notice.authority_kind)}通知"
    return "被告人没有提出申请" if value.get("on_application") and notice.applied is False else ""


def _form_step(notice: Notice, ground: Parameter | None) -> Step:
    """That the authority conducts this stage, and what it is owed (法律援助法 36)."""
    says = "收到通知后三日内指派律师，并将律师的姓名和联系方式告知通知机关。"
    if not fits_stage(notice.authority_kind, notice.stage):
        stage = STAGES.get(notice.stage or "", notice.stage or "")
        says += f"通知机关与案件所处的{stage}不合，请核对。"
        return Step("notice.reply", "法律援助法 36", says, {}, None)
    return Step("notice.reply", "法律援助法 36", says)
