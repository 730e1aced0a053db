"""What applicants write to the office reaches somebody there."""

from datetime import timedelta

from django.test import Client

from fayuan.intake.operations import file_complaint
from fayuan.messaging.notes import write_to_agency

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=30)


def at_desk(cast: Cast, person: str) -> Client:
    client = Client()
    client.force_login(cast.account(person))
    return client


def test_a_message_waits_on_the_page_with_the_way_to_its_matter(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_to_agency(ref=matter.ref, text="请问什么时候开庭", by=cast.applicant, now=SOON)
    page = at_desk(cast, "clerk").get("/desk/mail/").content.decode()
    assert "请问什么时候开庭" in page
    assert f"/desk/matters/{matter.ref}/" in page
    assert "请问什么时候开庭" not in at_desk(cast, "far_clerk").get("/desk/mail/").content.decode()


def test_a_complaint_is_taken_up_and_answered_in_two_pages(cast: Cast) -> None:
    matter = steps.handling(cast)
    told = {"about": "lawyer", "text": "一直联系不上"}
    complaint = file_complaint(ref=matter.ref, **told, by=cast.applicant, now=SOON)
    approver = at_desk(cast, "approver")
    assert complaint.number in approver.get("/desk/mail/").content.decode()
    place = f"/desk/complaints/{complaint.ref}/"
    assert "一直联系不上" in approver.get(place).content.decode()
    assert approver.post(f"{place}take-up/", {"once_key": "a"}).status_code == 302
    answer = {"outcome": "upheld", "answer": "已更换联系方式", "once_key": "b"}
    assert approver.post(place, answer).status_code == 302
    citizen = at_desk(cast, "applicant")
    page = citizen.get(f"/my/matters/{matter.ref}/complaints/").content.decode()
    assert "已更换联系方式" in page
    assert "属实" in page


def test_the_applicant_reads_number_and_day_of_the_complaint(cast: Cast) -> None:
    matter = steps.handling(cast)
    citizen = at_desk(cast, "applicant")
    form = {"about": "agency", "text": "窗口让我跑了三趟", "once_key": "a"}
    page = citizen.post(f"/my/matters/{matter.ref}/complaints/", form, follow=True).content.decode()
    assert "石援诉字" in page
    assert "告诉您受理不受理" in page
    assert matter.agency.parent is not None
    assert matter.agency.parent.name in page
