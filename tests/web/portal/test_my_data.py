"""What is held of somebody, who looked, and what they can do about it."""

import json
from datetime import timedelta

import pictures
import pytest
from django.test import Client

from fayuan.cases.operations import follow_up
from fayuan.core import clock
from fayuan.core.errors import WrongState
from fayuan.dossier import jobs, store
from fayuan.dossier.models import Edition
from fayuan.dossier.operations import hand_in_file, seal_volume
from fayuan.intake.models import Draft
from fayuan.intake.operations import save_draft
from fayuan.matters.models import Matter
from fayuan.people.models import Account, Consent, Person

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)


def test_the_page_says_what_is_held_and_why_with_numbers_masked(applicant: Client, cast: Cast) -> None:
    steps.handling(cast)
    page = applicant.get("/my/data/").content.decode()
    assert "970***********1236" in page
    assert "法律援助法第四十一条" in page
    assert "案卷依法归档保存" in page
    assert "970102198504201236" not in page


def test_who_opened_the_file_is_told_in_words_and_oneself_is_left_out(applicant: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    clerk = Client()
    clerk.force_login(cast.account("clerk"))
    clerk.get(f"/desk/matters/{matter.ref}/")
    applicant.get(f"/my/matters/{matter.ref}/")
    page = applicant.get("/my/data/looks/").content.decode()
    assert "工作人员林某" in page
    assert page.count("打开了您的案件") == 1


def test_opening_and_downloading_the_dossier_and_what_lies_in_it_is_told_too(
    applicant: Client, cast: Cast
) -> None:
    matter = steps.closed(cast)
    given = {"kind": "仲裁裁决书", "file_name": "a.pdf", "content": pictures.pdf(1)}
    upload = steps.examined_file(hand_in_file(ref=matter.ref, **given, by=cast.lawyer, now=LATER))
    edition = sealed_volume(cast, matter)
    lawyer, clerk = Client(), Client()
    lawyer.force_login(cast.account("lawyer"))
    clerk.force_login(cast.account("clerk"))
    with clock.at(LATER):
        for way in ("view/", "", "?keep=1"):
            assert lawyer.get(f"/files/{upload.ref}/{way}").status_code == 200
        assert lawyer.get(f"/dossiers/{matter.ref}/").status_code == 200
        for part in ("pdf", "zip"):
            assert clerk.get(f"/editions/{edition.ref}/{part}").status_code == 200
        page = applicant.get("/my/data/looks/").content.decode()
    assert page.count("高某") == 3
    for what in ("看了您案件里的材料", "下载了您案件里的材料", "打开了您的案卷", "下载了您的案卷"):
        assert page.count(what) == 1, what


def sealed_volume(cast: Cast, matter: Matter) -> Edition:
    """The handling volume, sealed, with its papers drawn."""
    matter.papers.update(pdf=store.put(pictures.pdf(), NOW))
    seal_volume(ref=matter.ref, volume="handling", by=cast.closing_reviewer, now=LATER)
    edition = Edition.objects.get(matter=matter)
    jobs.make_edition(edition.pk)
    return edition


def test_all_of_it_comes_in_one_file_and_of_nobody_else(applicant: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    other = steps.received(cast, applicant=steps.PersonInput(id=cast.people["other_applicant"].pk))
    answer = applicant.get("/my/data/my-data.json")
    told = json.loads(answer.content)
    assert told["person"]["id_number"] == "970102198504201236"
    assert [each["number"] for each in told["matters"]] == [matter.number]
    assert other.number not in answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]


def test_it_comes_to_print_as_well(applicant: Client, cast: Cast) -> None:
    steps.granted(cast)
    assert applicant.get("/my/data/my-data.pdf").content.startswith(b"%PDF")


def test_how_to_be_reached_holds_from_now_on(applicant: Client, cast: Cast) -> None:
    form = {"contact": "none", "contact_note": "找我妹妹", "address": "石桥镇1号", "once_key": "a"}
    assert applicant.post("/my/data/contact/", form).status_code == 302
    person = Person.objects.get(pk=cast.people["applicant"].pk)
    assert (person.may_call, person.may_text, person.contact_note) == (False, False, "找我妹妹")


def test_consent_is_given_and_taken_back_by_one_press_each(applicant: Client, cast: Cast) -> None:
    assert applicant.post("/my/data/consent/", {"purpose": "follow_up"}).status_code == 302
    given = Consent.objects.get(person=cast.people["applicant"])
    assert given.withdrawn_at is None
    assert applicant.post("/my/data/consent/", {"purpose": "follow_up", "withdraw": "1"}).status_code == 302
    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_who_took_back_the_consent_is_not_asked_afterwards(applicant: Client, cast: Cast) -> None:
    matter = steps.closed(cast)
    for more in ({}, {"withdraw": "1"}):
        applicant.post("/my/data/consent/", {"purpose": "follow_up", **more})
    with pytest.raises(WrongState):
        follow_up(ref=matter.ref, satisfied=5, by=cast.clerk, now=LATER)


def test_what_the_law_keeps_stays_and_is_said_with_its_reason(applicant: Client, cast: Cast) -> None:
    steps.granted(cast)
    save_draft(ref=None, answers={"kind": "wages"}, by=cast.applicant, now=NOW)
    page = applicant.get("/my/data/erase/").content.decode()
    assert "不能删，法律要求留着" in page
    assert applicant.post("/my/data/erase/", {"sure": "on", "once_key": "a"}).status_code == 302
    assert not Draft.objects.filter(person=cast.people["applicant"]).exists()
    assert Person.objects.get(pk=cast.people["applicant"].pk).name == "李某"


def test_whom_nothing_holds_is_forgotten(client: Client, cast: Cast) -> None:
    client.force_login(cast.account("other_applicant"))
    answer = client.post("/my/data/erase/", {"sure": "on", "once_key": "a"})
    assert answer["Location"] == "/"
    person = Person.objects.get(pk=cast.people["other_applicant"].pk)
    assert (person.name, person.id_number, person.phone) == ("已删除", "", "")
    assert not Account.objects.get(person=person).is_active
    assert client.get("/my/data/").status_code == 302
