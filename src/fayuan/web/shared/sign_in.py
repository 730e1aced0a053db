"""How accounts sign in: allauth does the steps, this adapter counts the failures and writes the audit trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.urls import reverse

from fayuan.core.actor import VISITOR, Actor
from fayuan.core.errors import Locked
from fayuan.people import operations
from fayuan.people.models import Account
from fayuan.people.queries import actor_of
from fayuan.web.shared.request import Request


def visitor(request: HttpRequest) -> Actor:
    """Somebody who is not signed in, with the address they come from."""
    return Actor(kind=VISITOR.kind, name="", ip=request.META.get("REMOTE_ADDR", ""))


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves; failures lock a name for a while; each try leaves an audit row."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: Request, **credentials: Any) -> None:
        try:
            operations.check_not_locked(
                str(credentials.get("username", "")), request.META.get("REMOTE_ADDR", ""), request.now
            )
        except Locked as locked:
            raise forms.ValidationError(locked.says, code="locked") from locked

    def authentication_failed(self, request: Request, **credentials: Any) -> None:
        operations.record_failed_sign_in(
            str(credentials.get("username", "")), request.now, actor=visitor(request)
        )

    def login(self, request: Request, user: Account) -> None:
        super().login(request, user)
        actor = actor_of(user.person, request.now, account=user, ip=request.META.get("REMOTE_ADDR", ""))
        request.session["kind"] = actor.kind
        request.session["seen_at"] = request.now.timestamp()
        operations.record_sign_in(user, request.now, actor=actor)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")
