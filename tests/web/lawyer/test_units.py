"""The head of a firm: names the person for what was given to the firm, and sees numbers, not people."""

from datetime import timedelta

from django.test import Client

from fayuan.assignment import operations as assignment
from fayuan.core import clock
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=10)


def given_to_the_firm(cast: Cast) -> Matter:
    matter = steps.granted(cast)
    firm = cast.firms["正平律师事务所"].pk
    return assignment.assign_unit(ref=matter.ref, unit=firm, by=cast.assigner, now=SOON)


def test_the_head_begins_at_the_firms_page(head: Client, cast: Cast) -> None:
    assert head.get("/lawyer/")["Location"] == "/lawyer/unit/"
    assert "现在没有" in head.get("/lawyer/unit/").content.decode()


def test_the_head_names_the_person(head: Client, cast: Cast) -> None:
    matter = given_to_the_firm(cast)
    assert matter.number in head.get("/lawyer/unit/").content.decode()
    page = head.get(f"/lawyer/unit/{matter.ref}/").content.decode()
    assert "高某" in page
    assert "白某" not in page  # of another firm
    given = {"seen_version": matter.version, "lawyer": cast.people["lawyer"].pk}
    assert head.post(f"/lawyer/unit/{matter.ref}/", given)["Location"] == "/lawyer/unit/"
    matter.refresh_from_db()
    assert matter.handler == cast.people["lawyer"]


def test_the_firms_list_tells_numbers_and_lawyers_but_not_whose_cases_they_are(
    head: Client, cast: Cast
) -> None:
    matter = steps.handling(cast)
    page = head.get("/lawyer/unit/").content.decode()
    assert matter.number in page
    assert "高某" in page
    assert "李某" not in page
    assert "工伤" not in page


def test_the_firms_list_puts_first_whose_duty_is_late(head: Client, cast: Cast) -> None:
    fresh, late = steps.handling(cast), steps.assigned(cast)
    with clock.at(NOW + timedelta(days=8)):
        page = head.get("/lawyer/unit/").content.decode()
    assert "1件今天到期或者已经超期，请提醒承办人。" in page
    assert page.index(late.number) < page.index(fresh.number)
    assert "签委托协议" in page
    assert "超期" in page.split(late.number)[1].split(fresh.number)[0]


def test_a_lawyer_without_the_post_does_not_find_the_firms_page(lawyer: Client, cast: Cast) -> None:
    matter = given_to_the_firm(cast)
    assert lawyer.get("/lawyer/unit/").status_code == 404
    assert lawyer.get(f"/lawyer/unit/{matter.ref}/").status_code == 404
