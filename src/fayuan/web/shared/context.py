"""What every template may read: the look, who is signed in, whether this is the demonstration, the navigation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fayuan.core.actor import Actor
from fayuan.network.models import Institution
from fayuan.people.models import Role
from fayuan.web.shared.look import Look


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "look": getattr(request, "look", Look()),
        "is_demo": settings.DEMO,
        "hotline_number": settings.HOTLINE,
        "place": settings.PLACE_NAME,
        "signed_in": SimpleLazyObject(lambda: signed_in(actor)),
    }


def signed_in(actor: Actor | None) -> dict[str, str] | None:
    """Name, posts and office of whoever is signed in; None when nobody is."""
    if actor is None or actor.account_id is None:
        return None
    offices = Institution.objects.filter(pk__in={place for _role, place in actor.posts}).order_by(
        "kind", "pk"
    )
    office = offices.first()
    roles = [str(Role(role).label) for role in sorted({role for role, _place in actor.posts})]
    return {"name": actor.name, "role": "、".join(roles[:2]), "office": office.name if office else ""}
