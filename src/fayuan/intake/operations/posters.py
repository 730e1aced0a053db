"""Posters are made, opened by whoever scans their code, and revoked."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.intake.access import fetch_poster, require_making_posters
from fayuan.intake.models import Poster
from fayuan.network.models import Institution

LONGEST = 60


@operation
def make_poster(*, agency: int, place: str, by: Actor, now: datetime) -> Poster:
    """A new poster for a place; its code selects the agency (by id)."""
    office = Institution.objects.filter(pk=agency, kind=Institution.Kind.AGENCY).first()
    if office is None:
        raise NotFound
    require_making_posters(by, office)
    if not place.strip() or len(place) > LONGEST:
        raise BadInput({"place": _("请写贴在哪里，最多%(most)d个字。") % {"most": LONGEST}})
    return Poster.objects.create(agency=office, place=place.strip(), made_by_id=by.person, made_at=now)


@operation
def open_poster(*, ref: str, by: Actor, now: datetime) -> Poster:
    """Somebody scanned the code: count it. A revoked code opens nothing (404)."""
    if not Poster.objects.filter(ref=ref, revoked_at=None).update(opened=F("opened") + 1):
        raise NotFound(_("这个二维码已经停用。请从首页进入，或者打12348。"))
    return Poster.objects.select_related("agency").get(ref=ref)


@operation
def revoke_poster(*, ref: str, by: Actor, now: datetime) -> Poster:
    """Its code opens nothing any more; what was begun by it stays."""
    poster = fetch_poster(ref, by)
    if poster.revoked_at is not None:
        raise WrongState(_("这张海报已经停用。"))
    poster.revoked_at = now
    poster.save()
    return poster
