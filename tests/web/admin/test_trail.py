"""The audit trail: searched by person, action, subject, agency and time; exported without formulas; watched itself."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from fayuan.core import audit, checkpoints, trail
from fayuan.core.actor import Actor
from fayuan.core.models import AuditRow
from fayuan.core.trail import Asked

import steps
from cast import NOW, Cast

DAY = timedelta(days=1)
SPAN = {"since": NOW - DAY, "until": NOW + DAY}


def actions(client: Client, query: str) -> list[str]:
    return [row.action for row in client.get(f"/admin/trail/?{query}").context["rows"]]


def test_it_is_found_by_person_action_and_subject(auditor: Client, cast: Cast) -> None:
    matter = steps.received(cast)
    assert actions(auditor, f"who={cast.account('clerk').ref}") == ["受理申请", "提交申请"]
    assert actions(auditor, "action=receive_application") == ["受理申请"]
    assert actions(auditor, f"kind=matter&ref={matter.ref}") == ["受理申请", "提交申请"]


def test_it_is_found_by_agency_and_day(auditor: Client, cast: Cast) -> None:
    steps.received(cast)
    assert actions(auditor, f"office={cast.agency.name}&since=2026-06-12&until=2026-06-12") == [
        "受理申请",
        "提交申请",
    ]
    assert actions(auditor, "since=2026-06-13&action=receive_application") == []


def test_a_wrong_question_is_answered_with_what_to_mend(auditor: Client) -> None:
    page = auditor.get("/admin/trail/?since=2026-06-12&until=2026-06-01")
    assert "结束的日期早于开始的日期" in page.content.decode()


def test_a_citizens_name_is_masked_and_staff_stand_by_name(auditor: Client, cast: Cast) -> None:
    audit.record(cast.applicant, NOW, "view_matter")
    audit.record(cast.clerk, NOW, "view_matter")
    names = {row.who for row in auditor.get("/admin/trail/?action=view_matter").context["rows"]}
    assert names == {"李*", "林某"}


def test_the_auditor_reads_how_far_it_is_sealed_and_takes_a_checkpoint_away(
    auditor: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "CHECKPOINT_KEY_FILE", tmp_path / "checkpoint.pem")
    assert "最长等待" in auditor.get("/admin/trail/seals/").content.decode()
    taken = auditor.post("/admin/trail/checkpoint/")
    assert "attachment" in taken["Content-Disposition"]
    connection.ensure_connection()
    assert checkpoints.check(connection.connection, taken.json()) == ()
    assert AuditRow.objects.get(action="take_checkpoint").details == {"round": 0}


def test_each_search_and_export_stands_in_the_trail_itself(auditor: Client, cast: Cast) -> None:
    auditor.get("/admin/trail/?action=sign_in")
    auditor.post("/admin/trail/export/?action=sign_in")
    searched = AuditRow.objects.get(action="search_audit")
    assert searched.details["action"] == "sign_in"
    assert AuditRow.objects.filter(action="export_audit").count() == 1


def test_pages_meet_without_gap_or_overlap_in_both_directions(cast: Cast) -> None:
    for number in range(7):
        audit.record(cast.clerk, NOW + timedelta(seconds=number // 3), "view_matter", details={"n": number})
    asked = Asked(**SPAN, action="view_matter")
    first = trail.page(asked, size=3)
    second = trail.page(asked, after=first.after, size=3)
    third = trail.page(asked, after=second.after, size=3)
    shown = [row.details["n"] for page in (first, second, third) for row in page.rows]
    assert shown == [6, 5, 4, 3, 2, 1, 0]
    assert not third.after
    back = trail.page(asked, before=third.before, size=3)
    assert [row.pk for row in back.rows] == [row.pk for row in second.rows]
    assert not trail.page(asked, before=second.before, size=3).before


def test_a_mark_that_is_none_shows_the_first_page(auditor: Client, cast: Cast) -> None:
    steps.received(cast)
    assert auditor.get("/admin/trail/?after=%00%FF").status_code == 200
    assert actions(auditor, "after=nonsense&action=receive_application") == ["受理申请"]


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"person": 1}, "person_id"),
        ({"subject_kind": "matter", "subject_id": "X"}, "subject"),
        ({"agency": 1}, "agency"),
        ({"action": "sign_in"}, "action"),
        ({}, "pkey"),
    ],
)
def test_each_question_follows_an_index_and_sorts_nothing_whole(
    cast: Cast, asked: dict[str, object], index: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    plan = trail.rows(Asked(**SPAN, **asked))[:51].explain()  # type: ignore[arg-type]  # each its own type
    assert "Seq Scan" not in plan
    assert index in plan


def test_the_export_holds_no_formulas(auditor: Client, cast: Cast) -> None:
    evil = Actor(kind="staff", name="=HYPERLINK(1)", person_id=cast.clerk.person_id)
    audit.record(evil, NOW, "view_matter", subject=("matter", "+1"))
    answer = auditor.post("/admin/trail/export/?action=view_matter")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][1] == "'=HYPERLINK(1)"
    assert "'+1" in rows[1]
    assert datetime.fromisoformat(rows[1][0]) == NOW.replace(tzinfo=None)


def test_an_export_of_too_many_rows_says_what_to_do(
    auditor: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fayuan.web.admin.trail.MOST_EXPORTED", 1)
    steps.received(cast)
    answer = auditor.post("/admin/trail/export/")
    assert answer.status_code == 422
    assert "请缩短时间" in answer.content.decode()


def test_the_auditor_reads_the_trail_and_nothing_else(auditor: Client, cast: Cast) -> None:
    matter = steps.received(cast)
    for address in ("/admin/accounts/", "/admin/posts/", "/admin/tokens/", f"/desk/matters/{matter.ref}/"):
        assert auditor.get(address).status_code == 404
