"""Who may assign, answer, and name the person for a unit."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment.models import Assignment, ReplacementRequest
from fayuan.assignment.queries import asked_before, open_choice, open_request, running
from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed, NotFound, Refusal, WrongState
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.people.models import Role

WISHING = ("submitted", "received", "examined", "awaiting_supplement", "awaiting_assignment")


def require_assigner(by: Actor, matter: Matter) -> None:
    """An assigner of the agency who has no stake in the matter (403)."""
    access.require(by, "assigner", matter)
    access.refuse_own(by, matter)


def require_replacing(by: Actor, matter: Matter) -> None:
    """An assigner who has no stake in the matter and does not handle it: what the recipient says of the lawyer in
    charge is not read by them (403)."""
    require_assigner(by, matter)
    if by.person_id is not None and by.person_id == matter.handler_id:
        raise NotAllowed(_("这件事由您承办，请交给同事办理。"), code="own_matter")


def is_head(by: Actor, matter: Matter) -> bool:
    """Whether the actor heads the unit to which the matter was given."""
    return matter.unit_id is not None and by.has(Role.FIRM_HEAD, matter.unit_id)


def require_naming(by: Actor, matter: Matter) -> None:
    """The head of the unit names the person; so may the agency's assigner (403)."""
    if not is_head(by, matter):
        require_assigner(by, matter)


def require_asked(by: Actor, matter: Matter) -> Assignment:
    """The assignment that the actor may accept or decline: their own, a call to them, or that of the unit they head
    (403); whom somebody else forestalled while they waited for the lock is told so (409)."""
    found = running(matter)
    own = found is not None and by.person_id is not None and is_asked(found, by.person_id)
    of_unit = found is not None and found.person_id is None and is_head(by, matter)
    if found is None or not (own or of_unit):
        late = too_late(matter.ref, by.person_id) if by.person_id is not None else None
        raise late or NotAllowed(_("这件事没有在等您的答复。"))
    return found


def is_asked(assignment: Assignment, person: int) -> bool:
    """Whether the person (by id) was asked: alone, or among others by a call that nobody has answered yet."""
    if assignment.person_id is None:
        return person in assignment.invited
    return assignment.person_id == person


def fetch_asked(ref: str, by: Actor, now: datetime, *, version: int | None = None) -> Matter:
    """The matter for whoever was asked to take it; one who comes too late is told what became of it (409)."""
    try:
        return access.fetch(ref, by, now, version=version)
    except NotFound:
        if by.person_id is not None and (refusal := too_late(ref, by.person_id)):
            raise refusal from None
        raise


def too_late(ref: str, person: int) -> WrongState | None:
    """What became of an offer that the person (by id) does not see any more; None where they were never asked."""
    was = asked_before(ref, person)
    if was is None or (was.ended_at is None and was.person_id == person):
        return None
    if was.mode == Assignment.Mode.CALL and was.person_id not in {None, person}:
        return WrongState(_("这件案子已由别的律师接下，您不用再答复。"))
    if was.status == Assignment.Status.LAPSED:
        return WrongState(_("答复的时间已过，这件案子已另行安排。"), code="late")
    return WrongState(_("这件案子已另行安排，您不用再答复。"))


def require_offering(by: Actor, matter: Matter) -> None:
    """An assigner, while nobody was asked and no choice is open."""
    require_assigner(by, matter)
    if running(matter) is not None or open_choice(matter) is not None:
        raise WrongState(_("已经请受援人选择律师，或者正在等律师答复。"))


def require_choosing(by: Actor, matter: Matter) -> None:
    """The applicant, while a choice is open and nobody was asked yet."""
    access.require_applicant(by, matter)
    if open_choice(matter) is None:
        raise WrongState(_("现在不在选择律师的环节。需要帮助请拨打12348。"))
    if running(matter) is not None:
        raise WrongState(_("您选的律师还没有答复，请等一等。"))


def require_accepting(by: Actor, matter: Matter) -> Assignment:
    """Whoever was asked and has not accepted yet; gives what they were asked."""
    assignment = require_asked(by, matter)
    if assignment.status == Assignment.Status.ACCEPTED:
        raise WrongState(_("您已经接受了这件案子。"))
    return assignment


def require_wishing(by: Actor, matter: Matter) -> None:
    """The applicant's side, or the desk for them, until somebody is in charge or was asked."""
    access.require_side(by, matter)
    if matter.state not in WISHING or running(matter) is not None:
        raise WrongState(_("已经安排了律师，或者还没有申请。要换律师请提更换请求。"))


def may_wish(by: Actor, matter: Matter) -> bool:
    """Whether the actor may say now what is wished of whoever takes the matter."""
    try:
        require_wishing(by, matter)
    except Refusal:
        return False
    return True


def require_asking(by: Actor, matter: Matter) -> Assignment:
    """The applicant's side, when somebody is in charge and no request waits; gives whom it is about."""
    access.require_side(by, matter)
    about = running(matter)
    if about is None or open_request(matter) is not None:
        raise WrongState(_("已经提出更换请求，正在等决定。"))
    return about


def require_keeping(by: Actor, matter: Matter) -> ReplacementRequest:
    """An assigner with a request before them that is not about themself; gives the request."""
    require_replacing(by, matter)
    request = open_request(matter)
    if request is None:
        raise WrongState(_("没有等待决定的更换请求。"))
    return request


def require_head(by: Actor, agency: int) -> None:
    """Who says how an agency (by id) assigns: its approver (403)."""
    if not by.is_system and not by.has("approver", agency):
        raise NotAllowed(_("指派办法由本中心的审批岗确定。"))


def require_assigning_at(by: Actor, agency: int) -> None:
    """An assigner of the agency (by id), without regard to one matter (403)."""
    if not by.is_system and not by.has("assigner", agency):
        raise NotAllowed(_("统一推荐由本中心的指派岗办理。"))


CHECKS: Mapping[str, access.Check] = {
    "propose": require_assigner,
    "offer_choice": require_offering,
    "choose": require_choosing,
    "assign": require_assigner,
    "accept": require_accepting,
    "decline": require_asked,
    "ask_replacement": require_asking,
    "keep": require_keeping,
    "replace": require_replacing,
}


def acts_for(matter: Matter, by: Actor) -> tuple[str, ...]:
    """The steps of this room that the actor may take now, in the order of the lifecycle."""
    return access.acts_among(CHECKS, matter, by)
