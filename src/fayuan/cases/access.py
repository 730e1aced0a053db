"""Who may handle, end, review and pay a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed
from fayuan.matters import access
from fayuan.matters.models import Matter
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


def require_payer(by: Actor, matter: Matter) -> None:
    """Somebody of the agency's finance desk who is not paid by this payment (403)."""
    _require_apart(by, "finance", matter)


def _require_apart(by: Actor, role: str, matter: Matter) -> None:
    access.require(by, role, matter)
    access.refuse_own(by, matter)
    if by.person_id is not None and by.person_id == matter.handler_id:
        raise NotAllowed(_("这件事由您承办，请交给同事办理。"), code="own_matter")
