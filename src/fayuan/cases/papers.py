"""What the papers of a case say of the people who handle it and of its early end."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.dossier.facts import forum_words
from fayuan.dossier.models import Paper
from fayuan.dossier.operations import issue
from fayuan.law.clocks import clock
from fayuan.law.reasons import Step
from fayuan.law.shapes import UNITS
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer, Person

DEFENCE_SCOPE = ("会见、通信", "查阅、摘抄、复制案卷材料", "调查取证", "提出辩护意见", "出庭辩护")
REPRESENTATION_SCOPE = ("代为立案、起诉或者申请", "调查取证", "参加调解、庭审和辩论", "代收法律文书")
GRANTS = ("grant", "grant_first", "notify")


def is_defence(matter: Matter) -> bool:
    """Whether the case is a defence; all others are representation."""
    return matter.form == "defence"


def kind_and_scope(matter: Matter) -> dict[str, object]:
    """What is entrusted: defence or representation, and the powers that go with it."""
    if is_defence(matter):
        return {"kind": "defence", "scope": list(DEFENCE_SCOPE)}
    return {"kind": "representation", "scope": list(REPRESENTATION_SCOPE)}


def handler_row(person: Person, unit: Institution, *columns: str) -> dict[str, str]:
    """The handler as a row of a paper, with the columns that the form has; what is not known is left out."""
    profile = Lawyer.objects.filter(person=person).first()
    known = {
        "name": person.name,
        "unit": unit.name,
        "licence": profile.licence_number if profile else "",
        "phone": person.phone,
    }
    return {name: known[name] for name in columns if known[name]}


def period(matter: Matter, rule: str, now: datetime) -> str:
    """The length of a clock in words: 5日, 5个工作日."""
    found = clock(rule, now.astimezone(SHANGHAI).date(), matter.agency.division_id, book())
    return f"{found.length}{UNITS[found.unit]}"


def last_paper(matter: Matter, form: str) -> Paper | None:
    """The paper of this form that was issued last."""
    return matter.papers.filter(form=form).order_by("-id").first()


def issue_termination_decision(matter: Matter, ground: Step, reason: str, by: Actor, now: datetime) -> Paper:
    """The decision to the recipient: ground, article, and where to object within which time."""
    granted = matter.transitions.filter(step__in=GRANTS).latest("order")
    decision = last_paper(matter, "grant_decision")
    bureau = matter.agency.parent
    data: dict[str, object] = {
        "granted_on": granted.at,
        "decision_no": decision.number if decision else "",
        "reasons": [text for text in (ground.says, reason) if text],
        "basis": [ground.article],
        "objection_period": period(matter, "T14", now),
        "bureau": bureau.name if bureau else _("设立本机构的司法行政部门"),
        "bureau_address": bureau.address if bureau else "",
        "bureau_phone": bureau.phone if bureau else "",
    }
    return issue(matter, "termination_decision", by=by, now=now, data=data)


def issue_termination_letter(matter: Matter, ground: Step, decision: Paper, by: Actor, now: datetime) -> None:
    """The letter to the authority that was told who handles the case: it is handled no longer."""
    letter = last_paper(matter, "official_letter")
    if letter is None or matter.handler is None or not forum_words(matter):
        return
    data: dict[str, object] = {
        "letter_no": letter.number,
        "handlers": [matter.handler.name],
        "reason": ground.says,
        "terminated_on": now,
        "decision_no": decision.number,
    }
    issue(matter, "termination_letter", by=by, now=now, data=data, for_applicant=False)
