"""Signing in by an identity provider (OpenID Connect): whom its claims open an account to, and whom not."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlparse

import jwt
import pytest
from django.test import Client

from fayuan.core.models import AuditRow
from fayuan.people.models import Account

from cast import Cast


class Provider(BaseHTTPRequestHandler):
    """As much of an identity provider as signing in asks for; what it says of the person is `claims`."""

    claims: ClassVar[dict[str, object]] = {}

    def answer(self, told: dict[str, object]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def do_GET(self) -> None:
        home = f"http://127.0.0.1:{self.server.server_address[1]}"
        if "openid-configuration" in self.path:
            places = {
                "authorization_endpoint": "/authorize",
                "token_endpoint": "/token",
                "userinfo_endpoint": "/me",
            }
            self.answer(
                {"issuer": home, "jwks_uri": f"{home}/keys", **{k: home + v for k, v in places.items()}}
            )
        else:
            self.answer({"sub": "7", **self.claims})

    def do_POST(self) -> None:
        home = f"http://127.0.0.1:{self.server.server_address[1]}"
        now = int(time.time())
        stated = {"iss": home, "aud": "fayuan", "sub": "7", "iat": now, "exp": now + 60}
        signed = jwt.encode(stated, "a secret of at least thirty-two letters", "HS256")
        self.answer({"access_token": "t", "token_type": "Bearer", "id_token": signed})

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def provider(settings: Any) -> Iterator[type[Provider]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        where = {"server_url": f"http://127.0.0.1:{server.server_address[1]}"}
        shared = {"client_id": "fayuan", "secret": "s", "settings": where}
        apps = [
            {"provider_id": kind, "name": "云岭省统一身份认证", **shared} for kind in ("staff", "citizen")
        ]
        settings.OIDC_APPS = apps
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
        yield Provider
        server.shutdown()
        thread.join()


def come_back(client: Client, kind: str, **params: str) -> Any:
    """Go to the provider by our link, and come back with its code."""
    away = client.get(f"/sign-in/oidc/{kind}/login/")
    state = parse_qs(urlparse(away["Location"]).query)["state"][0]
    return client.get(f"/sign-in/oidc/{kind}/login/callback/", {"code": "c", "state": state, **params})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("page", "kind"), [("/sign-in/", "staff"), ("/my/sign-in/", "citizen")])
def test_the_button_stands_where_a_provider_is_named(
    client: Client, db: None, provider: type[Provider], settings: Any, page: str, kind: str
) -> None:
    assert f"/sign-in/oidc/{kind}/login/" in client.get(page).content.decode()
    settings.OIDC_APPS = []
    assert "oidc" not in client.get(page).content.decode()


def test_staff_come_in_by_their_sign_in_name(client: Client, cast: Cast, provider: type[Provider]) -> None:
    clerk = cast.account("clerk")
    provider.claims = {"preferred_username": clerk.username, "name": "张三"}
    assert come_back(client, "staff").status_code == 302
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert AuditRow.objects.filter(action="sign_in", result="done").count() == 1


@pytest.mark.parametrize("claims", [{}, {"preferred_username": "nobody"}])
def test_a_name_without_an_account_here_opens_nothing(
    client: Client, cast: Cast, provider: type[Provider], claims: dict[str, object]
) -> None:
    provider.claims = claims
    answer = come_back(client, "staff")
    assert answer.status_code == 403
    assert "系统管理员" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_leaver_is_out_by_this_way_too(client: Client, cast: Cast, provider: type[Provider]) -> None:
    clerk = cast.account("clerk")
    Account.objects.filter(pk=clerk.pk).update(is_active=False)
    provider.claims = {"preferred_username": clerk.username}
    assert come_back(client, "staff").status_code == 403
    assert not is_signed_in(client)


def test_the_second_factor_is_asked_for_where_the_installation_wants_one(
    client: Client, cast: Cast, provider: type[Provider], settings: Any
) -> None:
    settings.STAFF_NEED_TOTP = True
    provider.claims = {"preferred_username": cast.account("clerk").username}
    come_back(client, "staff")
    assert client.get("/desk/")["Location"] == "/sign-in/second/set-up/"


def test_a_citizen_comes_in_by_a_number_the_provider_has_proved(
    client: Client, db: None, provider: type[Provider]
) -> None:
    provider.claims = {"phone_number": "+86 13900001234", "phone_number_verified": True}
    come_back(client, "citizen")
    first = client.session["_auth_user_id"]
    client.post("/sign-out/")
    come_back(client, "citizen")
    assert client.session["_auth_user_id"] == first, "the same number opens the same account"


@pytest.mark.parametrize(
    "claims",
    [
        {"phone_number": "13900001234"},
        {"phone_number": "13900001234", "phone_number_verified": False},
        {"phone_number_verified": True},
    ],
)
def test_a_number_that_is_not_proved_opens_nothing(
    client: Client, db: None, provider: type[Provider], claims: dict[str, object]
) -> None:
    provider.claims = claims
    answer = come_back(client, "citizen")
    assert answer.status_code == 403
    assert "手机验证码" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_provider_that_says_no_leads_to_a_sentence(
    client: Client, db: None, provider: type[Provider]
) -> None:
    answer = come_back(client, "citizen", error="access_denied", code="")
    assert answer.status_code == 403
    assert "再试一次" in answer.content.decode()


def test_nothing_that_the_provider_says_is_kept(client: Client, cast: Cast, provider: type[Provider]) -> None:
    clerk = cast.account("clerk")
    provider.claims = {"preferred_username": clerk.username, "id_number": "330102199001011234"}
    come_back(client, "staff")
    assert "330102199001011234" not in str(client.session.items())
    assert "330102199001011234" not in str(list(AuditRow.objects.values_list("details", flat=True)))
