"""The lawyer's hearings in the phone's calendar."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.cases.models import Hearing
from fayuan.cases.queries import hearings_of
from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.people.models import Person, Role
from fayuan.people.queries import actor_of
from fayuan.web.shared import calendars
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

LABEL = b"lawyer.calendar"


def address_of(person: Person) -> str:
    """The address of the person's calendar; it opens nothing once their account is closed."""
    return reverse("lawyer:calendar", args=[calendars.token_of(person.account, LABEL)])


@page("anyone")
def calendar(request: Request, token: str) -> HttpResponse:
    """The calendar that the token opens, while its owner is a lawyer; any other address does not exist."""
    owner = calendars.owner_of(token, LABEL)
    actor = actor_of(owner.person, request.now, account=owner, ip=request.actor.ip)
    if not actor.has(Role.LAWYER):
        raise NotFound
    hearings = hearings_of(owner.person, local_day(request.now) - calendars.BACK)
    audit.record(actor, request.now, "read_calendar", subject=owner)
    return calendars.answer(hearings, request.now, _title)


def _title(hearing: Hearing) -> str:
    return f"{_('开庭')} {hearing.matter.number}"
