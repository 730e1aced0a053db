"""Applications at the window from elsewhere: accepted for another agency, passed on by a place of detention."""

from desk_pages import Desk

from fayuan.matters.models import Matter

from cast import Cast

APPLIED = {
    "channel": "window",
    "name": "罗某",
    "subject": "labour_remuneration",
    "form": "arbitration",
    "forum_kind": "labour_arbitration",
    "facts": "拖欠三个月",
}
HANDED = {
    "passed_on_as": "authority",
    "passed_on_by": "石桥县看守所",
    "handed_on_year": "2026",
    "handed_on_month": "6",
    "handed_on_day": "11",
}


def test_an_application_for_another_agency_is_there_a_moment_later(cast: Cast) -> None:
    there = cast.other_agency.division_id
    page = Desk(cast, "clerk").send("nearby", **APPLIED, forum_place=there, to=there)
    assert "已代收并转给有权办理的机构" in page
    assert Matter.objects.get(agency=cast.other_agency).state == "submitted"


def test_what_is_competent_here_is_named_at_its_place(cast: Cast) -> None:
    typed = APPLIED | {"forum_place": cast.agency.division_id, "to": cast.other_agency.division_id}
    answer = Desk(cast, "clerk").post("nearby", **typed)
    assert answer.status_code == 422
    assert "本机构就有管辖权" in answer.content.decode()
    assert not Matter.objects.exists()


def test_a_duty_lawyer_does_not_accept_for_others(cast: Cast) -> None:
    assert Desk(cast, "duty_lawyer").ask("nearby").status_code == 403


def test_who_passed_it_on_and_when_is_written_down_with_it(cast: Cast) -> None:
    Desk(cast, "clerk").send("new_application", **APPLIED, **HANDED, handed_hour="7:00")
    matter = Matter.objects.get()
    assert matter.application.passed_on_by == "石桥县看守所"
    assert matter.timers.get(name="pass_on").status == "run_out"


def test_a_day_without_its_hour_is_asked_for(cast: Cast) -> None:
    answer = Desk(cast, "clerk").post("new_application", **APPLIED, **HANDED)
    assert answer.status_code == 422
    assert "24小时从那时起算" in answer.content.decode()
