"""How accounts sign in: allauth does the steps, these adapters count the failures and write the audit trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from fayuan.core.actor import VISITOR, Actor
from fayuan.core.errors import Locked, NotAllowed, Refusal
from fayuan.people import operations, vouched
from fayuan.people.models import Account
from fayuan.people.queries import actor_of
from fayuan.web.shared.page import refused
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


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """An identity provider says who somebody is; which account that opens, `people.vouched` decides.

    Of what the provider says nothing is kept: its claims hold names and numbers.
    """

    def pre_social_login(self, request: Request, sociallogin: SocialLogin) -> None:
        raise ImmediateHttpResponse(_signed_in(request, sociallogin))

    def on_authentication_error(self, request: Request, provider: Any, **told: Any) -> None:
        raise ImmediateHttpResponse(refused(request, NotAllowed(vouched.not_proved())))


def _signed_in(request: Request, sociallogin: SocialLogin) -> HttpResponse:
    """Sign in whoever the claims open an account to, second factor included, or say why not."""
    told = sociallogin.account.extra_data
    try:
        account = vouched.sign_in_by_provider(
            kind=sociallogin.account.provider,
            claims=told.get("userinfo") or told.get("id_token") or {},
            by=visitor(request),
            now=request.now,
        )
    except Refusal as refusal:
        return refused(request, refusal)
    response: HttpResponse = perform_login(
        request, account, redirect_url=sociallogin.get_redirect_url(request)
    )
    return response


def provider_link(kind: str, wanted: str = "") -> dict[str, object] | None:
    """Name and address of the provider for `staff` or `citizen`, when there is one; it leads on to `wanted`."""
    for app in settings.OIDC_APPS:
        if app["provider_id"] == kind:
            address = reverse("openid_connect_login", args=[kind])
            return {
                "name": app["name"],
                "address": f"{address}?{urlencode({'next': wanted})}" if wanted else address,
            }
    return None
