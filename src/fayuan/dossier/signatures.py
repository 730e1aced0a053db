"""Reads of requests for signatures: by the token of the link, and all those of a paper in all its editions."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound, WrongState
from fayuan.core.keys import ring
from fayuan.dossier.models import Paper, SignatureRequest


def token_digest(token: str) -> bytes:
    """The token of a link as the row keeps it."""
    return ring().blind(token, "dossier_signaturerequest.token")


def code_digest(request: SignatureRequest, code: str) -> bytes:
    """The code bound to its request, so that no table of a million digests opens it for all."""
    return ring().blind(f"{request.pk}:{code}", "dossier_signaturerequest.code")


def request_of(token: str, now: datetime) -> SignatureRequest:
    """The open request of the link. Raises `NotFound` for no such link, `WrongState` for one that opens nothing
    more."""
    found = by_token(token)
    require_open(found, now)
    return found


def by_token(token: str) -> SignatureRequest:
    """The request of the link, open or not; `NotFound` for no such link."""
    rows = SignatureRequest.objects.select_related("person", "paper__matter__agency", "paper__issuer")
    found = rows.filter(token_digest=token_digest(token)).first()
    if found is None:
        raise NotFound(_("这个链接不对。请从短信里重新打开，或者打12348。"))
    return found


def require_open(request: SignatureRequest, now: datetime) -> None:
    """The request may still be signed (409)."""
    if request.signed_at is not None:
        raise WrongState(_("这份文书您已经签过，这个链接不再有用。"))
    if not request.is_open(now):
        raise WrongState(_("这个链接已经过期或者取消。请联系法律援助机构，重新发一个。"))


def editions(paper: Paper) -> QuerySet[Paper]:
    """The paper in all its editions."""
    first = paper.first_id or paper.pk
    return Paper.objects.filter(Q(pk=first) | Q(first=first))


def last_edition(paper: Paper) -> Paper:
    """The edition that stands."""
    rows = editions(paper).select_related("matter__agency", "issuer", "pdf")
    return rows.latest("edition")


def waiting_for(by: Actor, now: datetime) -> QuerySet[SignatureRequest]:
    """The open requests that wait for the actor's own signature, the oldest first."""
    waiting = SignatureRequest.objects.filter(signed_at=None, cancelled_at=None, good_until__gt=now)
    return waiting.filter(person=by.person_id, person__isnull=False).order_by("asked_at", "id")


def requests_for(paper: Paper) -> QuerySet[SignatureRequest]:
    """The requests for this paper in all its editions."""
    return SignatureRequest.objects.filter(paper__in=editions(paper))
