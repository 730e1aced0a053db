"""What every request gets and every answer carries: who asks and when, the idle time-out, strict headers."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.functional import SimpleLazyObject

from fayuan.core import clock
from fayuan.core.actor import VISITOR, Actor
from fayuan.matters.rules import one_book
from fayuan.people.models import Account
from fayuan.people.queries import actor_of
from fayuan.web.shared.kept import keep
from fayuan.web.shared.look import COOKIE, Look

Respond = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
UNATTENDED = "X-Unattended"  # on what an open page asks by itself, with nobody there
STOP_ASKING = 286  # htmx's word for it; what was typed stays, and is kept when it is sent (`shared.kept`)
WORDS = ("text/", "application/json", "application/manifest+json", "image/svg+xml")  # what shrinks
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class RequestMiddleware:
    """Sets `request.now`, `request.actor`, `request.look`; ends a session that has been idle too long.

    All that is asked of the law within a request is answered by one rule book.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        request_id = uuid.uuid4().hex
        if request.headers.get(UNATTENDED) and _is_over(request, now):
            return HttpResponse(status=STOP_ASKING, headers={"HX-Reswap": "none"})
        _end_when_idle(request, now)
        extra = vars(request)
        extra["now"], extra["look"] = now, Look.from_cookie(request.COOKIES.get(COOKIE, ""))
        extra["actor"] = SimpleLazyObject(lambda: _actor(request, now, request_id))
        if "\x00" in request.path:  # no address that we made holds one, and the database cannot look for it
            raise Http404
        with one_book():
            response = self.respond(request)
        response["X-Request-Id"] = request_id
        return response


def _actor(request: HttpRequest, now: datetime, request_id: str) -> Actor:
    account = request.user
    if not isinstance(account, Account) or not account.is_active:
        return replace(VISITOR, ip=request.META.get("REMOTE_ADDR", ""), request_id=request_id)
    return actor_of(
        account.person,
        now,
        account=account,
        ip=request.META.get("REMOTE_ADDR", ""),
        request_id=request_id,
    )


def _is_over(request: HttpRequest, now: datetime) -> bool:
    """Whether nobody is signed in, or the session has been idle for longer than its kind allows (staff less than
    citizens)."""
    if not request.user.is_authenticated:
        return True
    seen, kind = request.session.get(SEEN), request.session.get("kind", "staff")
    return seen is not None and now.timestamp() - seen > settings.SESSION_IDLE_MINUTES[kind] * 60


def _end_when_idle(request: HttpRequest, now: datetime) -> None:
    """Sign out a session that was not used for too long. What a page asks by itself is no use of it."""
    if not request.user.is_authenticated or request.headers.get(UNATTENDED):
        return
    seen = request.session.get(SEEN)
    if _is_over(request, now):
        account_id = request.user.pk
        logout(request)
        if request.method == "POST":
            keep(request, account_id)
        return
    if seen is None or now.timestamp() - seen > 60:  # one write a minute is exact enough
        request.session[SEEN] = now.timestamp()


class HeadersMiddleware:
    """The strictest content policy, no stored copies of pages of people who are signed in."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=(self)")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response


class CompressMiddleware(GZipMiddleware):
    """Compresses what is text, for slow networks; pictures and PDFs are small already.

    The framework pads each answer by a random length, so that its size tells nothing of what it holds (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        shrinks = response.headers.get("Content-Type", "").startswith(WORDS)
        return super().process_response(request, response) if shrinks else response
