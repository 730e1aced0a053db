"""Posts: given and ended by the security administrator; the review of who holds what and who never comes."""

from datetime import timedelta

from django.http import HttpResponse
from django.test import Client

from fayuan.core.models import AuditRow
from fayuan.people.models import Account

from cast import NOW, Cast


def give(security: Client, cast: Cast, to: str, role: str, place: str) -> HttpResponse:
    address = f"/admin/holders/{cast.account(to).ref}/give/"
    return security.post(address, {"role": role, "institution": place, "once_key": "k"})


def test_a_post_is_given_and_opens_its_desk_at_the_next_request(
    security: Client, client: Client, cast: Cast
) -> None:
    client.force_login(cast.account("applicant"))
    assert client.get("/desk/").status_code == 404
    # somebody who worked here once comes back: only staff, past or present, stand in the register
    cast.people["applicant"].posts.create(role="duty_lawyer", institution=cast.agency, since=NOW, until=NOW)
    give(security, cast, "applicant", "clerk", cast.agency.name)
    assert client.get("/desk/").status_code == 200


def test_a_post_that_ends_closes_its_desk_at_the_next_request(
    security: Client, client: Client, cast: Cast
) -> None:
    client.force_login(cast.account("clerk"))
    post = cast.people["clerk"].posts.get()
    security.post(f"/admin/posts/{post.ref}/end/", {"once_key": "k"})
    assert client.get("/desk/").status_code == 404


def test_a_version_that_the_form_never_had_does_not_disturb_ending(security: Client, cast: Cast) -> None:
    post = cast.people["clerk"].posts.get()
    answer = security.post(f"/admin/posts/{post.ref}/end/", {"once_key": "k", "seen_version": "13900000000"})
    assert answer.status_code == 302
    assert not cast.people["clerk"].posts.filter(until=None).exists()


def test_the_three_administrators_are_three_people_without_other_posts(security: Client, cast: Cast) -> None:
    for to, role in (("clerk", "auditor"), ("auditor", "administrator"), ("auditor", "clerk")):
        answer = give(security, cast, to, role, cast.agency.name)
        assert "必须由不同的人担任" in answer.content.decode()


def test_a_firm_has_no_clerks(security: Client, cast: Cast) -> None:
    answer = give(security, cast, "clerk", "clerk", "正平律师事务所")
    assert "这类单位没有这个岗位" in answer.content.decode()


def test_nobody_gives_themself_a_post(security: Client, cast: Cast) -> None:
    answer = give(security, cast, "security", "clerk", cast.agency.name)
    assert answer.status_code == 403


def test_the_review_shows_who_has_not_signed_in_for_ninety_days(security: Client, cast: Cast) -> None:
    Account.objects.filter(username="clerk").update(last_login=NOW - timedelta(days=3))
    Account.objects.filter(username="examiner").update(last_login=NOW - timedelta(days=91))
    rows = security.get("/admin/posts/?unused=on&office=石桥县").context["rows"]
    names = {post.person.account.username for post, _seen, _unused in rows}
    assert "examiner" in names
    assert "clerk" not in names
    assert all(unused for _post, _seen, unused in rows)


def test_looking_at_the_review_stands_in_the_trail(security: Client) -> None:
    security.get("/admin/posts/")
    assert AuditRow.objects.filter(action="review_access").count() == 1


def test_the_security_administrator_reads_neither_trail_nor_cases(security: Client) -> None:
    for address in ("/admin/trail/", "/admin/accounts/", "/desk/"):
        assert security.get(address).status_code == 404
