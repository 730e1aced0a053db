"""What a lawyer declares of ties to the other side is kept with their answer, and shown where the case is worked on."""

from datetime import timedelta

import pytest
from django.test import Client

from fayuan.assignment.models import ConflictDeclaration
from fayuan.assignment.operations import accept_assignment, replace_lawyer
from fayuan.assignment.queries import declaration_of, undeclared
from fayuan.core import clock
from fayuan.matters.models import Matter, Party

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def taken(client: Client, cast: Cast) -> Matter:
    """The lawyer has ticked the box and taken the case."""
    matter = steps.assigned(cast)
    client.force_login(cast.account("lawyer"))
    with clock.at(LATER):
        sent = client.post(f"/lawyer/offers/{matter.ref}/accept/", {"no_conflict": "on", "once_key": "a"})
    assert sent.status_code == 302
    return matter


def test_the_tick_of_the_page_is_kept_with_the_names_that_stood_there(taken: Matter) -> None:
    kept = ConflictDeclaration.objects.get()
    assert (kept.by_name, kept.others, kept.at) == ("高某", ["某机械公司"], LATER)
    assert kept.assignment == taken.assignments.get()


def test_an_answer_without_it_declares_nothing(cast: Cast) -> None:
    matter = steps.assigned(cast)
    accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER)
    assert declaration_of(matter) is None


@pytest.mark.parametrize(("who", "address"), [("assigner", "/desk/matters"), ("lawyer", "/lawyer/cases")])
def test_office_and_lawyer_read_it_with_the_case(
    client: Client, cast: Cast, taken: Matter, who: str, address: str
) -> None:
    client.force_login(cast.account(who))
    with clock.at(LATER):
        page = client.get(f"{address}/{taken.ref}/").content.decode()
    assert "高某6月12日声明：本人和所在单位与对方没有利害关系" in page


def test_about_those_who_become_known_later_nothing_was_said(
    client: Client, cast: Cast, taken: Matter
) -> None:
    Party.objects.create(matter=taken, role=Party.Role.OPPONENT, name="某劳务公司", order=9)
    kept = declaration_of(taken)
    assert kept is not None
    assert undeclared(taken, kept) == ["某劳务公司"]
    client.force_login(cast.account("assigner"))
    with clock.at(LATER):
        assert "声明之后登记的：某劳务公司" in client.get(f"/desk/matters/{taken.ref}/").content.decode()


def test_it_goes_with_the_lawyer_who_declared_it(client: Client, cast: Cast, taken: Matter) -> None:
    other = cast.people["other_lawyer"].pk
    replace_lawyer(ref=taken.ref, lawyer=other, reason="承办人生病", by=cast.assigner, now=LATER)
    assert declaration_of(taken) is None
    client.force_login(cast.account("assigner"))
    with clock.at(LATER):
        page = client.get(f"/desk/matters/{taken.ref}/").content.decode()
    assert "承办人没有在平台上声明与对方有无利害关系" in page
