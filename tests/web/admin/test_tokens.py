"""Tokens: made for an authority, shown once, kept as a digest, ended at once."""

import re
from datetime import timedelta

from django.test import Client

from fayuan.people.models import ApiToken
from fayuan.people.queries import actor_of_token

from cast import NOW, Cast

LATER = NOW + timedelta(hours=1)


def made(security: Client, cast: Cast, **changes: str) -> str:
    given = {
        "institution": cast.court.name,
        "name": "审判系统",
        "until_year": "2026",
        "until_month": "12",
        "until_day": "31",
    }
    answer = security.post("/admin/tokens/new/", {**given, "once_key": "k", **changes})
    return answer.content.decode()


def secret_in(page: str) -> str:
    found = re.search(r"fayuan_[\w-]{43}", page)
    assert found
    return found[0]


def test_a_token_speaks_for_its_authority_alone(security: Client, cast: Cast) -> None:
    actor = actor_of_token(secret_in(made(security, cast)), LATER)
    assert actor is not None
    assert actor.posts == {("authority", cast.court.pk)}
    assert actor.holders == (cast.court.holder,)
    assert actor.channel == "api"


def test_what_is_kept_of_it_opens_nothing(security: Client, cast: Cast) -> None:
    secret = secret_in(made(security, cast))
    token = ApiToken.objects.get()
    assert secret.encode() not in bytes(token.digest)
    assert actor_of_token(bytes(token.digest).hex(), LATER) is None


def test_a_second_click_makes_no_second_token_and_shows_none(security: Client, cast: Cast) -> None:
    made(security, cast)
    assert "令牌已经显示过一次" in made(security, cast)
    assert ApiToken.objects.count() == 1


def test_it_works_to_the_end_of_its_last_day(security: Client, cast: Cast) -> None:
    secret = secret_in(made(security, cast))
    last = NOW.replace(month=12, day=31, hour=23)
    assert actor_of_token(secret, last) is not None
    assert actor_of_token(secret, last + timedelta(hours=1)) is None


def test_an_ended_token_is_out_at_once(security: Client, cast: Cast) -> None:
    secret = secret_in(made(security, cast))
    security.post(f"/admin/tokens/{ApiToken.objects.get().ref}/end/", {"once_key": "e"})
    assert actor_of_token(secret, LATER + timedelta(seconds=1)) is None


def test_a_firm_gets_no_token_and_none_runs_for_years(security: Client, cast: Cast) -> None:
    assert "令牌只发给办案机关" in made(security, cast, institution="正平律师事务所")
    assert "最长一年" in made(security, cast, until_year="9999")


def test_its_use_is_kept_by_the_day(security: Client, cast: Cast) -> None:
    secret = secret_in(made(security, cast))
    actor_of_token(secret, LATER)
    assert ApiToken.objects.get().used_on == NOW.date()
