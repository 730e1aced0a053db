"""Reading by machine: an authority sees its own notices, who was assigned, and the letters to it; nothing else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from sending import Send

from fayuan.assignment.operations import assign_lawyer
from fayuan.core import clock
from fayuan.core.models import AuditRow
from fayuan.dossier import jobs
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

SOON = timedelta(hours=2)


def assigned(send: Send, cast: Cast) -> Matter:
    matter = Matter.objects.get(ref=send().json()["ref"])
    given = {"lawyer": cast.people["defender"].pk, "by": cast.assigner}
    return assign_lawyer(ref=matter.ref, **given, now=NOW + SOON)


def test_before_the_assignment_it_says_until_when_the_reply_is_due(send: Send, court: Client) -> None:
    ref = send().json()["ref"]
    told = court.get(f"/api/v1/notices/{ref}").json()
    assert (told["state"], told["state_words"], told["lawyer"]) == ("awaiting_assignment", "待指派", None)
    assert told["reply_by"] == "2026-06-15"
    assert told["letters"] == []


def test_after_it_names_the_lawyer_and_the_letter(send: Send, court: Client, cast: Cast) -> None:
    matter = assigned(send, cast)
    with clock.at(NOW + 2 * SOON):
        told = court.get(f"/api/v1/notices/{matter.ref}").json()
    assert (told["lawyer"]["name"], told["lawyer"]["unit"]) == ("顾某", "正平律师事务所")
    assert [letter["name"] for letter in told["letters"]] == ["法律援助公函"]
    assert told["reply_by"] is None


def test_the_letter_comes_as_pdf_once_it_is_drawn(send: Send, court: Client, cast: Cast) -> None:
    paper = assigned(send, cast).papers.get(form="official_letter")
    with clock.at(NOW + 2 * SOON):
        waiting = court.get(f"/api/v1/letters/{paper.ref}")
        jobs.draw(paper.pk)
        drawn = court.get(f"/api/v1/letters/{paper.ref}")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "wrong_state")
    assert drawn.content.startswith(b"%PDF")


def test_a_letter_that_is_out_of_reach_says_so(
    send: Send, court: Client, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    paper = assigned(send, cast).papers.get(form="official_letter")
    jobs.draw(paper.pk)
    settings.FILES_DIR = tmp_path / "elsewhere"
    with clock.at(NOW + 2 * SOON):
        answer = court.get(f"/api/v1/letters/{paper.ref}")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def test_papers_to_others_are_not_found(send: Send, court: Client, cast: Cast) -> None:
    paper = assigned(send, cast).papers.get(form="assignment_notice")
    with clock.at(NOW + 2 * SOON):
        assert court.get(f"/api/v1/letters/{paper.ref}").status_code == 404


def test_the_notices_of_others_are_not_found(send: Send, police: Client, cast: Cast) -> None:
    ref = send().json()["ref"]
    answer = police.get(f"/api/v1/notices/{ref}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert police.get("/api/v1/notices").json() == {"notices": [], "after": ""}


def test_applications_are_no_notices(court: Client, cast: Cast) -> None:
    assert court.get(f"/api/v1/notices/{steps.granted(cast).ref}").status_code == 404


def test_a_long_list_is_read_page_by_page(send: Send, court: Client) -> None:
    sent = [send(f"k{number}", offence=f"罪{number}").json()["ref"] for number in range(27)]
    first = court.get("/api/v1/notices").json()
    second = court.get("/api/v1/notices", {"after": first["after"]}).json()
    shown = [each["ref"] for page in (first, second) for each in page["notices"]]
    assert len(first["notices"]) == 25
    assert sorted(shown) == sorted(sent)
    assert second["after"] == ""


def test_each_look_stands_in_the_trail(send: Send, court: Client, cast: Cast) -> None:
    ref = send().json()["ref"]
    court.get(f"/api/v1/notices/{ref}")
    row = AuditRow.objects.get(action="view_notice")
    assert (row.subject_id, row.channel) == (ref, "api")
    assert row.actor_name.startswith(cast.court.name)


def test_answers_are_kept_by_nobody_on_the_way(send: Send, court: Client) -> None:
    assert court.get("/api/v1/notices")["Cache-Control"] == "no-store"


def test_an_address_that_is_none_is_answered_as_a_problem(court: Client) -> None:
    answer = court.get("/api/v1/nothing/")
    assert answer.status_code == 404
    assert answer.json() == {"code": "not_found", "says": "没有这个地址。", "fields": {}}
