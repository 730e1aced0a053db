"""Seeing a number whole: for a reason, once, and never without a trace."""

from datetime import timedelta

import pytest
from desk_pages import Desk
from django.test import Client

from fayuan.core import clock
from fayuan.core.models import AuditRow
from fayuan.matters import unmasking

import steps
from cast import ID_NUMBERS, NOW, Cast

LATER = NOW + timedelta(hours=3)


def test_a_number_is_shown_for_a_reason_and_the_trail_says_which_and_why_not_what(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    assert ID_NUMBERS["applicant"] not in desk.read("unmask", matter.ref, 0, "id_number")
    answer = desk.post("unmask", matter.ref, 0, "id_number", reason="identity")
    assert ID_NUMBERS["applicant"] in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    row = AuditRow.objects.get(action="unmask")
    assert row.details == {"field": "id_number", "party": 0, "why": "identity"}


@pytest.mark.parametrize("typed", [{}, {"reason": ""}, {"reason": "curiosity"}])
def test_without_a_reason_nothing_is_shown(cast: Cast, typed: dict[str, str]) -> None:
    answer = Desk(cast, "clerk").post("unmask", steps.received(cast).ref, 0, "id_number", **typed)
    assert answer.status_code == 422
    assert ID_NUMBERS["applicant"] not in answer.content.decode()
    assert not AuditRow.objects.filter(action="unmask").exists()


def test_past_a_days_limit_nothing_is_shown_and_the_security_administrator_sees_who_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unmasking, "ALARM", 2)
    monkeypatch.setattr(unmasking, "MOST", 3)
    matter, desk = steps.received(cast), Desk(cast, "clerk")
    for count in range(3):
        assert len(unmasking.alarms(LATER)) == (count >= 2)
        desk.post("unmask", matter.ref, 0, "phone", reason="contact")
    refused = desk.post("unmask", matter.ref, 0, "phone", reason="contact")
    assert refused.status_code == 429
    assert cast.people["applicant"].phone not in refused.content.decode()
    assert AuditRow.objects.filter(action="unmask", result="refused", reason="locked").count() == 1
    assert unmasking.alarms(LATER) == [(cast.clerk.name, 3, True)]
    assert unmasking.alarms(LATER + unmasking.DAY * 2) == []
    officer = Client()
    officer.force_login(cast.account("security"))
    with clock.at(LATER):
        assert cast.clerk.name in officer.get("/admin/unmasks/").content.decode()


@pytest.mark.parametrize(("party", "field"), [(9, "phone"), (0, "bank_account"), (1, "phone")])
def test_a_party_or_field_that_is_not_there_is_not_found(cast: Cast, party: int, field: str) -> None:
    matter = steps.received(cast)
    assert Desk(cast, "clerk").post("unmask", matter.ref, party, field, reason="identity").status_code == 404


def test_the_bureau_reviews_an_objection_without_seeing_numbers_whole(cast: Cast) -> None:
    matter = steps.refused(cast)
    Desk(cast, "clerk").send("object", matter.ref, reason="家里确实困难")
    answer = Desk(cast, "bureau_officer").post("unmask", matter.ref, 0, "phone", reason="contact")
    assert answer.status_code == 403
