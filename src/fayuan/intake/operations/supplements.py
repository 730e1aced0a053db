"""What is missing is asked for once, and handed in later; without an answer the clock takes the application back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.dossier.operations import issue
from fayuan.intake import assessments
from fayuan.intake.models import SupplementNotice
from fayuan.intake.operations.cooperation import resume_decision
from fayuan.intake.words import chinese_day, material
from fayuan.matters import access, timers
from fayuan.matters.models import Matter, Timer
from fayuan.matters.operations import advance, note, state_before, touch
from fayuan.messaging.operations import tell_applicant


@operation
def ask_supplement(
    *,
    ref: str,
    missing: Sequence[str],
    until: date,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """One notice names everything missing and by when (法律援助法 43(2)); the days until the answer do not count."""
    matter = access.fetch(ref, by, now, version=version)
    access.require(by, "clerk", matter)
    if hasattr(matter, "supplement_notice"):
        raise WrongState(_("补充材料只能一次性通知，这件申请已经通知过了。"))
    _check(missing, until, now)
    advance(matter, "ask_supplement", by=by, now=now)
    SupplementNotice.objects.create(matter=matter, missing=list(missing), until=until, at=now)
    timers.pause(matter, "decide", now=now, reason="supplement")
    last_day = timers.start(matter, "supplement", "T03", now=now, until=until).due_on
    issue(
        matter,
        "supplement_notice",
        by=by,
        now=now,
        data={"missing": [{"name": material(each)} for each in missing], "until": last_day},
    )
    tell_applicant(
        matter, "supplement_asked", now=now, data={"count": str(len(missing)), "date": chinese_day(last_day)}
    )
    return matter


def _check(missing: Sequence[str], until: date, now: datetime) -> None:
    if not missing:
        raise BadInput({"missing": _("请列出要补充的材料，一次列全。")})
    if until <= now.astimezone(SHANGHAI).date():
        raise BadInput({"until": _("补交期限要在今天以后。")})


@operation
def supplement_application(
    *, ref: str, materials: Sequence[str], by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """The applicant (or the window, for them) hands in more; the matter returns to where it was, the clock counts on.

    After a first-aid grant the same act completes the papers (法律援助法 44).
    """
    matter = access.fetch(ref, by, now, version=version)
    if not access.is_desk(by, matter):
        access.require_applicant(by, matter)
    if not materials:
        raise BadInput({"materials": _("请选择补交了哪些材料。")})
    waits_for_papers = matter.timers.filter(name="complete_papers", ended_at=None).exists()
    if matter.state == "deemed_withdrawn":
        raise WrongState(
            _("补充材料的期限已过，申请已按撤回处理。仍然需要援助的，可以重新申请。"), code="late"
        )
    if not waits_for_papers:
        advance(matter, "supplement", by=by, now=now, to=state_before(matter, "awaiting_supplement"))
    handed_in = matter.application
    handed_in.materials = sorted({*handed_in.materials, *materials})
    handed_in.save()
    note(matter, "supplemented", by=by, now=now, data={"materials": list(materials)})
    assessment = assessments.assess(matter, "supplement", now)
    if waits_for_papers:
        if not assessment.missing:
            _complete(matter, assessment.outcome, now)
        touch(matter, now)
        return matter
    matter.save()
    matter.supplement_notice.answered_at = now
    matter.supplement_notice.save()
    timers.stop(matter, "supplement", now)
    resume_decision(matter, now)
    return matter


def _complete(matter: Matter, outcome: str, now: datetime) -> None:
    """The papers of a first-aid grant are there: the duty is met, unless they show that no aid is due; then the clock
    is called off, or stays run out, and the aid may be ended (法律援助法 44)."""
    if outcome != "not_eligible":
        timers.stop(matter, "complete_papers", now)
    elif matter.timers.filter(name="complete_papers", status=Timer.Status.RUNNING).exists():
        timers.stop(matter, "complete_papers", now, met=False)


def deem_withdrawn(timer: Timer, by: Actor, now: datetime) -> None:
    """The last day passed without an answer: the application counts as withdrawn (法律援助法 43(2))."""
    matter = timer.matter
    advance(matter, "deem_withdrawn", by=by, now=now)
    timers.stop_all(matter, now)
    note(matter, "deemed_withdrawn", by=by, now=now, data={"until": str(timer.due_on)})
    tell_applicant(matter, "deemed_withdrawn", now=now)
