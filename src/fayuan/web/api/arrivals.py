"""Handing over somebody who has signed in elsewhere: a mini-program opens the portal in its web-view, signed in."""

from typing import Annotated

from django.conf import settings
from django.urls import reverse
from ninja import Field, Router, Schema, Status
from pydantic import AfterValidator

from fayuan.people.arrivals import GOOD_FOR, issue_ticket
from fayuan.web.api.notices import caller, local
from fayuan.web.api.problems import Problem
from fayuan.web.api.schemas import Body, Text, possible
from fayuan.web.shared.request import Request

router = Router(tags=["arrivals"])
WRITING = {401: Problem, 403: Problem, 422: Problem, 429: Problem}


class ArrivalIn(Body):
    """Whom the calling system has verified. The identity number only where it has verified that, too."""

    phone: Annotated[Text, Field(min_length=11, max_length=20)]
    name: Annotated[Text, Field(max_length=80)] = ""
    id_number: Annotated[Text, AfterValidator(possible)] = ""


class ArrivalMade(Schema):
    """The address to open in the web-view. It signs in once; opened again, or later, it opens nothing."""

    url: str
    good_for_seconds: int
    good_until: str


@router.post(
    "/arrivals",
    response={201: ArrivalMade, **WRITING},
    summary="Hand somebody over who has signed in elsewhere",
    url_name="arrivals",
    operation_id="issue_ticket",
)
def arrive(request: Request, body: ArrivalIn) -> Status[ArrivalMade]:
    """For tokens of justice bureaus alone. The address holds nothing about the person."""
    ticket = issue_ticket(**body.model_dump(), by=caller(request), now=request.now)
    url = settings.PUBLIC_URL + reverse("portal:arrive", args=[ticket.secret])
    until = local(ticket.good_until).isoformat(timespec="seconds")
    return Status(201, ArrivalMade(url=url, good_for_seconds=int(GOOD_FOR.total_seconds()), good_until=until))
