"""Who may handle, end, review and pay a case."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core import clock
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import NotAllowed, WrongState
from fayuan.law.grounds import Ground
from fayuan.law.termination import suspension_grounds
from fayuan.matters import access
from fayuan.matters.models import Matter, Timer
from fayuan.matters.rules import book
from fayuan.people.models import Person


def fetch_handled(ref: str, by: Actor, now: datetime, *, version: int | None = None) -> tuple[Matter, Person]:
    """The matter, locked, and the lawyer in charge of it, who must be the actor (404, 403)."""
    matter = access.fetch(ref, by, now, version=version)
    access.require_handler(by, matter)
    assert matter.handler is not None
    return matter, matter.handler


def require_approver(by: Actor, matter: Matter) -> None:
    """An approver of the agency who has no stake in the matter and does not handle it (403)."""
    _require_apart(by, "approver", matter)


def require_closing_reviewer(by: Actor, matter: Matter) -> None:
    """A closing reviewer of the agency who has no stake in the matter and does not handle it (403)."""
    _require_apart(by, "closing_reviewer", matter)


def _require_apart(by: Actor, role: str, matter: Matter) -> None:
    access.require(by, role, matter)
    access.refuse_own(by, matter)
    if by.person_id is not None and by.person_id == matter.handler_id:
        raise NotAllowed(_("这件事由您承办，请交给同事办理。"), code="own_matter")


def require_paying(by: Actor, matter: Matter) -> Person:
    """Somebody of the finance desk who is not paid by this payment (403), when one is due; gives the payee."""
    _require_apart(by, "finance", matter)
    if matter.handler is None or hasattr(matter, "payment"):
        raise WrongState(_("本案没有要支付的补贴，或者已经支付过。"))
    return matter.handler


def require_archiving(by: Actor, matter: Matter) -> None:
    """A closing reviewer, not while the recipient may still object."""
    require_closing_reviewer(by, matter)
    require_aided(matter)
    if matter.timers.filter(name="object_until", status=Timer.Status.RUNNING).exists():
        raise WrongState(_("受援人提出异议的期限还没有过，过后再归档。"))


def require_follow_up(by: Actor, matter: Matter) -> None:
    """The window, about a matter in which aid was given."""
    access.require(by, "clerk", matter)
    require_aided(matter)


def require_aided(matter: Matter) -> None:
    """Not a refusal that was upheld: there never was a lawyer at work (409)."""
    if matter.state == "upheld" and not matter.terminations.exists():
        raise WrongState(_("这份申请没有给予过援助，不用归档、回访。"))


def grounds_to_suspend(matter: Matter, now: datetime) -> dict[str, Ground]:
    """The grounds on which the matter's region lets aid be suspended, by key; most regions have none."""
    return suspension_grounds(now.astimezone(SHANGHAI).date(), matter.agency.division_id, book())


def require_suspending(by: Actor, matter: Matter) -> None:
    """An approver, where the region has grounds for it."""
    require_approver(by, matter)
    if not grounds_to_suspend(matter, clock.now()):
        raise WrongState(_("本地没有可以中止法律援助的规定。"))


def require_resuming(by: Actor, matter: Matter) -> None:
    """An approver, when the aid was suspended, or was ended and that is to be corrected."""
    require_approver(by, matter)
    if matter.state != "suspended" and not matter.terminations.exists():
        raise WrongState(_("这件事没有终止过，不用恢复。"))


RATED = frozenset({"closing", "closed", "terminated", "upheld", "archived"})


def require_rating(by: Actor, matter: Matter) -> Person:
    """The applicant's side, when the lawyer's work is done and was not rated yet (403, 409); gives the lawyer."""
    access.require_applicant(by, matter)
    if matter.handler is None or matter.state not in RATED:
        raise WrongState(_("律师还在办。办完了再评价。"))
    if hasattr(matter, "rating"):
        raise WrongState(_("您已经评价过了，谢谢。"))
    return matter.handler


def may_rate(by: Actor, matter: Matter) -> bool:
    """Whether the actor can rate the lawyer's work now."""
    return access.lets(require_rating, by, matter)


CHECKS: Mapping[str, access.Check] = {
    "sign_agreement": access.require_handler,
    "log": access.require_handler,
    "report": access.require_handler,
    "suspend": require_suspending,
    "resume": require_resuming,
    "terminate": require_approver,
    "close": access.require_handler,
    "return_closing": require_closing_reviewer,
    "accept_closing": require_closing_reviewer,
    "pay": require_paying,
    "archive": require_archiving,
    "reopen": require_closing_reviewer,
    "follow_up": require_follow_up,
}


def acts_for(matter: Matter, by: Actor) -> tuple[str, ...]:
    """The steps of this room that the actor may take now, in the order of the lifecycle."""
    return access.acts_among(CHECKS, matter, by)
