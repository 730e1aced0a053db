"""Where people begin: the first page of whoever signs in, by their posts."""

from django.urls import reverse

from fayuan.core.actor import Actor
from fayuan.web.shared.page import AUDIENCES

ORDER = (
    ("desk", "desk:worklist"),
    ("lawyer", "lawyer:today"),
    ("authority", "authority:notices"),
    ("admin", "admin:start"),
)


def door(actor: Actor) -> str | None:
    """The address of the actor's desk; None for citizens and visitors, who begin at the home page."""
    held = {role for role, _place in actor.posts}
    return next((reverse(name) for audience, name in ORDER if held & AUDIENCES[audience]), None)
