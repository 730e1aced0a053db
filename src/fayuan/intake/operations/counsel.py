"""The authority says that the person has a lawyer of their own or refuses the assigned one, or asks for another."""

from datetime import date, datetime, time
from typing import TypeAlias

from django.utils.translation import gettext as _

from fayuan.assignment import charge
from fayuan.assignment.queries import running
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.intake import facts
from fayuan.intake.access import require_notifier
from fayuan.intake.clocks import record_done
from fayuan.intake.models import CounselReport, Notice
from fayuan.intake.operations.changes import tell_handling
from fayuan.intake.operations.notices import await_lawyer
from fayuan.law.eligibility import ground_of
from fayuan.law.lifecycles import STEPS
from fayuan.matters import access, timers
from fayuan.matters.models import Entry, Matter, Party, Timer
from fayuan.matters.operations import advance, check_step, note, number, open_matter
from fayuan.matters.rules import book
from fayuan.messaging.labels import settle_by_law
from fayuan.messaging.operations import tell
from fayuan.network.models import Institution

Kind: TypeAlias = CounselReport.Kind
LeadsTo: TypeAlias = CounselReport.LeadsTo
HANDLING_CLOCKS = ("sign_agreement", "name_lawyer", "submit_closing")
CARRIED = (
    "agency", "authority", "title_name", "subject", "form", "stage", "reason", "offence", "case_number",
    "detained_at", "forum_kind", "forum_place",
)  # fmt: skip


@operation
def report_own_lawyer(
    *, ref: str, name: str, by: Actor, now: datetime, on: date | None = None, version: int | None = None
) -> Matter:
    """The person hired a lawyer (`name`) of their own: a ground to end the aid (法律援助法 48(6)); the agency decides.

    `on` is the day on which they did; the police have three days from it to say so (公安规定 47).
    """
    matter = _fetch(ref, "report_own_lawyer", by, now, version)
    if not name.strip():
        raise BadInput({"name": _("请写明受援人委托的律师的姓名和单位。")})
    return _keep(matter, Kind.OWN_LAWYER, LeadsTo.TERMINATION, name, on, by, now)


@operation
def refuse_lawyer(
    *, ref: str, reason: str, by: Actor, now: datetime, on: date | None = None, version: int | None = None
) -> Matter:
    """The person refuses the assigned lawyer, and the authority has found the reason good.

    Who must have a defender gets another one (a court first gives five days to hire one: 刑事诉讼法解释 50); for others
    the agency decides on the end of the aid.
    """
    matter = _fetch(ref, "refuse_lawyer", by, now, version)
    if not reason.strip():
        raise BadInput({"reason": _("请写明受援人拒绝律师的理由。")})
    must = _must_have_counsel(matter, now)
    _keep(matter, Kind.REFUSED, LeadsTo.REPLACEMENT if must else LeadsTo.TERMINATION, reason, on, by, now)
    if must and _notifier(matter).kind == Institution.Kind.COURT:
        timers.start(matter, "own_counsel", "D09", now=_morning(on) if on else now)
    return matter


def _fetch(ref: str, step: str, by: Actor, now: datetime, version: int | None) -> Matter:
    matter = access.fetch(ref, by, now, version=version)
    require_notifier(by, matter)
    check_step(matter, step)
    return matter


def _keep(
    matter: Matter, kind: Kind, leads_to: LeadsTo, words: str, on: date | None, by: Actor, now: datetime
) -> Matter:
    """Keep what was said, whether it was said in time, and tell the office and the lawyer."""
    on = on or now.astimezone(SHANGHAI).date()
    if on > now.astimezone(SHANGHAI).date():
        raise BadInput({"on": _("日期不能晚于今天。")})
    advance(matter, "report_own_lawyer" if kind == Kind.OWN_LAWYER else "refuse_lawyer", by=by, now=now)
    CounselReport.objects.create(
        matter=matter, kind=kind, leads_to=leads_to, words=words.strip(), on=on, told_at=now, by_name=by.name
    )
    late = _told_late(matter, on, now)
    data = {"kind": kind.value, "leads_to": leads_to.value, "late": late}
    note(matter, "counsel_reported", by=by, now=now, audience=Entry.Audience.HANDLING, data=data, body=words)
    tell_handling(matter, "counsel_reported", now)
    return matter


def _told_late(matter: Matter, on: date, now: datetime) -> bool:
    """Only the police have a number of days to tell."""
    if _notifier(matter).kind != Institution.Kind.POLICE:
        return False
    return record_done(matter, "tell_refusal", "T11", began=_morning(on), now=now)


def _must_have_counsel(matter: Matter, now: datetime) -> bool:
    """Whether the notice rests on a ground by which the authority must notify (法律援助法 25(1), 28)."""
    ground = ground_of(facts.notice(matter), now.astimezone(SHANGHAI).date(), book())
    return ground is None or bool(ground.value["must"])


def _notifier(matter: Matter) -> Institution:
    assert matter.authority is not None  # as `require_notifier` has seen
    return matter.authority


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


@operation
def renotice(*, ref: str, by: Actor, now: datetime, reason: str = "", version: int | None = None) -> Matter:
    """The authority asks for another lawyer (刑事诉讼法解释 50): three days to assign begin anew.

    While the case is handled it is given back to be assigned; after its end a linked matter begins. Gives the matter
    that awaits its lawyer.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_notifier(by, matter)
    _meet_court_days(matter, now)
    if matter.state not in STEPS["renotice_ended"].from_states:
        return _give_back(matter, reason, by, now)
    advance(matter, "renotice_ended", by=by, now=now)
    follower = _follow(matter, by, now)
    note(matter, "renoticed", by=by, now=now, data={"number": follower.number}, body=reason)
    return follower


def _meet_court_days(matter: Matter, now: datetime) -> None:
    """After the five days to hire a lawyer the court has three to ask for another (刑事诉讼法解释 50)."""
    hiring = matter.timers.filter(name="own_counsel", ended_at=None).first()
    if hiring is None:
        return
    if hiring.status == Timer.Status.RUN_OUT and hiring.due_on is not None:
        record_done(matter, "renotice", "D09b", began=_morning(hiring.due_on), now=now)
    timers.stop(matter, "own_counsel", now, met=False)


def _give_back(matter: Matter, reason: str, by: Actor, now: datetime) -> Matter:
    """The lawyer in charge is released and the matter awaits assignment again."""
    check_step(matter, "renotice")
    old, lawyer = running(matter), matter.handler
    charge.release(matter, now)
    advance(matter, "renotice", by=by, now=now)
    if old is not None:
        charge.end(old, now)
    charge.lapse_request(matter, by, now)
    for name in HANDLING_CLOCKS:
        timers.stop(matter, name, now, met=False)
    for name in ("assign", "reply_authority"):
        timers.start(matter, name, "T07", now=now)
    note(matter, "renoticed", by=by, now=now, body=reason)
    if lawyer is not None:
        tell(matter, lawyer, "released_lawyer", now=now)
    return matter


def _follow(matter: Matter, by: Actor, now: datetime) -> Matter:
    """A matter of its own for the same notice, linked to the ended one."""
    carried = {name: getattr(matter, name) for name in CARRIED}
    follower = Matter(origin=Matter.Origin.NOTICE, previous=matter, link="re_notice", **carried)
    follower.number = number(follower, "通", now)
    open_matter(follower, step="notify", state="awaiting_assignment", by=by, now=now)
    for party in matter.parties.filter(role__in=(Party.Role.APPLICANT, Party.Role.CO_DEFENDANT)):
        party.pk, party.matter = None, follower
        party._state.adding = True
        party.save()
    before: Notice = matter.notice
    Notice.objects.create(
        matter=follower,
        letter_number=before.letter_number,
        hearing_on=before.hearing_on,
        contact=before.contact,
        at=now,
    )
    await_lawyer(follower, by, now)
    settle_by_law(follower, by, now, like=matter)
    return follower
