"""An objection to a refusal or a termination goes to the justice bureau that set the agency up."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.dossier.models import Paper
from fayuan.dossier.operations import issue, withdraw
from fayuan.intake.access import require_bureau
from fayuan.intake.models import Objection
from fayuan.intake.words import period
from fayuan.matters import access, timers
from fayuan.matters.models import Matter, Timer
from fayuan.matters.operations import advance, note, see
from fayuan.messaging.operations import tell_applicant
from fayuan.network.models import Institution

OUTCOMES = {"uphold": "upheld", "correct": "corrected"}


@operation
def object_to_decision(
    *, ref: str, reason: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Object to a refusal or a termination (法律援助法 49). A late objection is taken too: the bureau decides on it."""
    matter = access.fetch(ref, by, now, version=version)
    if not access.is_desk(by, matter):
        access.require_applicant(by, matter)
    against = matter.state
    advance(matter, "object", by=by, now=now)
    if not reason.strip():
        raise BadInput({"reason": _("请写下您为什么不同意这个决定。")})
    bureau = matter.agency.parent
    if bureau is None:
        raise WrongState(_("本机构没有登记设立它的司法行政部门，请联系管理员补录后再提交。"))
    late = matter.timers.filter(name="object_until", status=Timer.Status.RUN_OUT).exists()
    Objection.objects.create(
        matter=matter, against=against, by_id=by.person, reason=reason, at=now, is_late=late, bureau=bureau
    )
    timers.stop(matter, "object_until", now)
    timers.start(matter, "decide_objection", "T15", now=now)
    see(matter, bureau.holder, "bureau", now)
    note(matter, "objected", by=by, now=now, data={"late": late})
    return matter


@operation
def decide_objection(
    *, ref: str, outcome: str, by: Actor, now: datetime, reason: str = "", version: int | None = None
) -> Matter:
    """The bureau upholds the decision or orders its correction, within five days (法律援助法 49)."""
    matter = access.fetch(ref, by, now, version=version)
    require_bureau(by, matter)
    access.refuse_own(by, matter)
    if outcome not in OUTCOMES:
        raise BadInput({"outcome": _("请选择维持，还是责令改正。")})
    advance(matter, "decide_objection", by=by, now=now, to=OUTCOMES[outcome])
    objection = matter.objections.latest("id")
    objection.outcome, objection.decided_by_id, objection.decided_at = outcome, by.person_id, now
    objection.answer = reason
    objection.save()
    timers.stop(matter, "decide_objection", now)
    note(matter, "objection_decided", by=by, now=now, data={"outcome": outcome}, body=reason)
    contested = _contested(matter, objection)
    data = _paper(matter, objection, contested)
    paper = issue(matter, "objection_decision", by=by, now=now, issuer=objection.bureau, data=data)
    if outcome == "correct" and contested is not None:
        withdraw(contested, paper.number, by=by, now=now)
    tell_applicant(matter, "objection_decided", now=now)
    return matter


def _contested(matter: Matter, objection: Objection) -> Paper | None:
    """The decision that the objection is against; None where it came on paper before this system."""
    form = "refusal_decision" if objection.against == "refused" else "termination_decision"
    return matter.papers.filter(form=form).order_by("-id").first()


def _paper(matter: Matter, objection: Objection, contested: Paper | None) -> dict[str, object]:
    """The bureau's decision: what was contested, found and ordered, and where to go when it was upheld."""
    data: dict[str, object] = {
        "objector": matter.title_name,
        "contested": contested.name if contested else "",
        "contested_no": contested.number if contested else "",
        "contested_on": contested.issued_at if contested else objection.at,
        "received_on": objection.at,
        "objection": objection.reason,
        "findings": [objection.answer] if objection.answer else [_("经审查，意见如下。")],
        "outcome": objection.outcome,
    }
    if objection.outcome == "correct":
        return {**data, "order": _("撤销原决定，依法重新办理")}
    today = (objection.decided_at or objection.at).astimezone(SHANGHAI).date()
    return {
        **data,
        "reconsideration_body": _("%(place)s人民政府") % {"place": objection.bureau.division.name},
        "reconsideration_period": period("T16a", matter, today),
        "court": _court_of(objection.bureau),
        "suit_period": period("T16b", matter, today),
    }


def _court_of(bureau: Institution) -> str:
    """The court where the bureau sits (行政诉讼法 18); in general words where none is on the list."""
    court = Institution.objects.filter(kind=Institution.Kind.COURT, division=bureau.division_id).first()
    return court.name if court else _("本机关所在地有管辖权的人民法院")
