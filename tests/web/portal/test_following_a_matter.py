"""What the applicant does while a matter goes on: choose, write, rate, keep the hearing's day."""

import re
from datetime import timedelta

from django.test import Client

from fayuan.assignment.operations import offer_choice
from fayuan.cases.operations import plan_hearing, rate_case
from fayuan.matters.models import Matter
from fayuan.network.models import Division
from fayuan.people.models import Lawyer

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=30)


def at(matter: Matter, name: str = "") -> str:
    return f"/my/matters/{matter.ref}/{name}"


def choosing(cast: Cast) -> Matter:
    return offer_choice(ref=steps.granted(cast).ref, by=cast.assigner, now=SOON)


def test_the_agency_may_be_asked_to_choose(applicant: Client, cast: Cast) -> None:
    matter = choosing(cast)
    page = applicant.get(at(matter, "choose/")).content.decode()
    assert "替我选" in page
    assert not re.search(r'type="radio"[^>]*checked', page)
    form = {"lawyer": "0", "seen_version": matter.version, "once_key": "a"}
    assert applicant.post(at(matter, "choose/"), form).status_code == 302
    assert matter.choices.get().closed_at is not None
    over = applicant.get(at(matter, "choose/"))
    assert over.status_code == 200
    assert "现在不用选了" in over.content.decode()
    assert "您请中心替您选律师" in applicant.get(at(matter)).content.decode()


def test_what_the_lawyer_says_of_themself_stands_on_the_card(applicant: Client, cast: Cast) -> None:
    Lawyer.objects.filter(person=cast.people["lawyer"]).update(profile="做过十年劳动仲裁")
    page = applicant.get(at(choosing(cast), "choose/")).content.decode()
    assert "做过十年劳动仲裁" in page
    assert "石桥县" in page


def test_the_card_says_how_far_away_the_lawyer_is(applicant: Client, cast: Cast) -> None:
    matter = choosing(cast)
    assert "就在石桥县" in applicant.get(at(matter, "choose/")).content.decode()
    unit = cast.people["lawyer"].lawyer.unit
    unit.division = cast.other_agency.division
    unit.save()
    Division.objects.filter(pk=cast.agency.division_id).update(latitude="28.0", longitude="99.0")
    Division.objects.filter(pk=cast.other_agency.division_id).update(latitude="28.0", longitude="100.0")
    assert "约98公里" in applicant.get(at(matter, "choose/")).content.decode()


def test_after_its_hours_a_choice_says_so_and_stays_open(applicant: Client, cast: Cast) -> None:
    matter = choosing(cast)
    matter.choices.update(until=NOW - timedelta(days=900))
    assert "选的时间已经过了" in applicant.get(at(matter, "choose/")).content.decode()
    page = applicant.get(at(matter)).content.decode()
    assert re.search(r"原定[^<]*前", page)


def test_the_lawyer_answers_a_message(applicant: Client, client: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    sent = applicant.post(
        at(matter, "messages/"), {"to": "lawyer", "text": "什么时候开庭？", "once_key": "a"}
    )
    assert sent.status_code == 302
    lawyer = Client()
    lawyer.force_login(cast.account("lawyer"))
    place = f"/lawyer/cases/{matter.ref}/messages/"
    assert "什么时候开庭" in lawyer.get(place).content.decode()
    assert lawyer.post(place, {"text": "下周三", "once_key": "b"}).status_code == 302
    assert "下周三" in applicant.get(at(matter, "messages/")).content.decode()


def test_a_rating_is_never_chosen_beforehand(applicant: Client, cast: Cast) -> None:
    matter = steps.closed(cast)
    page = applicant.get(at(matter, "rating/")).content.decode()
    assert page.count('type="radio"') == 5
    assert "checked" not in page
    assert applicant.post(at(matter, "rating/"), {"note": ""}).status_code == 422
    assert applicant.post(at(matter, "rating/"), {"level": "4", "note": "谢谢"}).status_code == 302
    assert "谢谢" in applicant.get(at(matter, "rating/")).content.decode()


def test_the_lawyers_page_shows_the_rating_of_an_ended_matter(client: Client, cast: Cast) -> None:
    matter = steps.closed(cast)
    rate_case(ref=matter.ref, level=4, note="耐心", by=cast.applicant, now=SOON)
    client.force_login(cast.account("lawyer"))
    assert "耐心" in client.get(f"/lawyer/cases/{matter.ref}/").content.decode()


def test_the_phone_reads_the_hearing_without_signing_in_and_names_nobody(
    applicant: Client, cast: Cast
) -> None:
    matter = steps.handling(cast)
    day = NOW + timedelta(days=900)
    plan_hearing(ref=matter.ref, at=day, place="石桥县仲裁院", by=cast.lawyer, now=SOON)
    page = applicant.get(at(matter)).content.decode()
    found = re.search(r'href="http://testserver(/my/calendar/[^"]+)"', page)
    assert found is not None
    text = Client().get(found[1]).content.decode()
    assert "SUMMARY:开庭" in text
    assert "李某" not in text
    assert matter.number not in text
    Matter.objects.filter(pk=matter.pk).update(label=Matter.Label.SENSITIVE)
    assert "SUMMARY:有约" in Client().get(found[1]).content.decode()
