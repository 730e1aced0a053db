"""The request as views see it: with the actor, the moment and the chosen look that the middleware put there."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from fayuan.core.actor import Actor
from fayuan.web.shared.look import Look


class Request(HttpRequest):
    """A request that has passed `RequestMiddleware`. For type checkers; nothing is ever made of this class."""

    actor: Actor
    now: datetime
    look: Look
    htmx: HtmxDetails
