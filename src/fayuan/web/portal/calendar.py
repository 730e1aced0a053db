"""The applicant's hearings in the phone's calendar, under an address of their own."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.cases.models import Hearing
from fayuan.cases.queries import hearings_for
from fayuan.core import audit
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.people.models import Account
from fayuan.people.queries import actor_of
from fayuan.web.shared import calendars
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

LABEL = b"portal.calendar"


def address_of(request: Request) -> str:
    """The address of the calendar of whoever asks; it opens nothing once their account is closed."""
    account = Account.objects.get(person=request.actor.person)
    address = reverse("portal:calendar", args=[calendars.token_of(account, LABEL)])
    return request.build_absolute_uri(address)


@page("anyone")
def calendar(request: Request, token: str) -> HttpResponse:
    """The hearings of all matters of the person whom the token names; any other address does not exist."""
    owner = calendars.owner_of(token, LABEL)
    actor = actor_of(owner.person, request.now, account=owner, ip=request.actor.ip)
    own = list(access.own(actor, request.now).values_list("pk", flat=True))
    audit.record(actor, request.now, "read_calendar", subject=owner)
    first = local_day(request.now) - calendars.BACK
    return calendars.answer(hearings_for(own, first), request.now, _title)


def _title(hearing: Hearing) -> str:
    """Neutral words where somebody else may look at the phone."""
    return _("有约") if hearing.matter.label != Matter.Label.NORMAL else _("开庭")
