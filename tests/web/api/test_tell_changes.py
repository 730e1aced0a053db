"""What has changed since a notice, by machine: the lawyer is told once."""

from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from sending import Send

from fayuan.assignment.operations import assign_lawyer
from fayuan.core import clock
from fayuan.matters.models import Matter
from fayuan.messaging.models import Message

from cast import NOW, Cast

LATER = NOW + timedelta(hours=3)


def tell(client: Client, ref: str, key: str = "c", **body: object) -> HttpResponse:
    address, headers = f"/api/v1/notices/{ref}/changes", {"Idempotency-Key": key}
    with clock.at(LATER):
        return client.post(address, body, content_type="application/json", headers=headers)


def assigned(send: Send, cast: Cast) -> Matter:
    ref = send().json()["ref"]
    given = {"lawyer": cast.people["defender"].pk, "by": cast.assigner}
    return assign_lawyer(ref=ref, **given, now=NOW + timedelta(hours=2))


def test_a_new_hearing_is_told_to_the_lawyer_once(send: Send, court: Client, cast: Cast) -> None:
    matter = assigned(send, cast)
    for _ in range(2):
        assert tell(court, matter.ref, what="hearing", on="2026-07-20", value="第二法庭").status_code == 201
    assert Message.objects.filter(template="notice_changed", matter=matter).count() == 1
    assert str(matter.notice_changes.get().on) == "2026-07-20"


def test_another_authority_cannot_tell(send: Send, police: Client, cast: Cast) -> None:
    matter = assigned(send, cast)
    assert tell(police, matter.ref, what="hearing", on="2026-07-20").status_code == 404


def test_a_hearing_in_the_past_and_an_hour_without_a_zone_are_refused(
    send: Send, court: Client, cast: Cast
) -> None:
    matter = assigned(send, cast)
    past = tell(court, matter.ref, what="hearing", on="2026-06-01")
    bare = tell(court, matter.ref, what="hearing", hearing_at="2026-07-20T09:00:00")
    assert (past.status_code, bare.status_code) == (422, 422)
    assert "on" in past.json()["fields"]
    assert "时区" in bare.json()["fields"]["hearing_at"]
