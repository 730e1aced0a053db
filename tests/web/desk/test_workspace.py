"""One matter at work: masked people, one timeline, the one next act, clocks with their articles, the verdict."""

import re

import pytest
from desk_pages import LATER, Desk
from pytest_django import DjangoAssertNumQueries

from fayuan.core.models import AuditRow
from fayuan.intake.inputs import MemberInput
from fayuan.matters.models import Entry, Matter

import steps
from cast import ID_NUMBERS, Cast

FILLED = re.compile(r'class="btn(?: wide)?"[^>]*>([^<]+)<')


def test_numbers_are_masked_and_nowhere_in_the_page_whole(cast: Cast) -> None:
    page = Desk(cast, "clerk").read("workspace", steps.received(cast).ref)
    assert "970***********1236" in page
    assert "139****0001" in page
    assert ID_NUMBERS["applicant"] not in page
    assert "13900000001" not in page


@pytest.mark.parametrize(
    ("stage", "person", "act"),
    [
        ("submitted", "clerk", "受理，出具凭证"),
        ("received", "examiner", "写审查意见"),
        ("examined", "approver", "作出决定"),
        ("granted", "assigner", "指派律师"),
        ("closing", "closing_reviewer", "审核结案材料"),
        ("closed", "finance", "支付补贴"),
        ("closed", "closing_reviewer", "归档"),
    ],
)
def test_whoever_it_waits_for_has_one_filled_button_and_it_works(
    cast: Cast, stage: str, person: str, act: str
) -> None:
    matter = getattr(steps, stage)(cast)
    desk = Desk(cast, person)
    assert FILLED.findall(desk.read("workspace", matter.ref)) == [act]
    colleague = "finance" if person == "clerk" else "other_clerk_here"
    assert act not in FILLED.findall(Desk(cast, colleague).read("workspace", matter.ref))


@pytest.mark.parametrize(
    "stage", ["submitted", "received", "examined", "granted", "handling", "closing", "closed", "refused"]
)
@pytest.mark.parametrize(
    "person", ["clerk", "examiner", "approver", "assigner", "closing_reviewer", "finance", "head"]
)
def test_every_act_that_is_shown_opens(cast: Cast, stage: str, person: str) -> None:
    matter = getattr(steps, stage)(cast)
    desk = Desk(cast, person)
    page = desk.read("workspace", matter.ref)
    acts = set(re.findall(rf'href="/desk/matters/{matter.ref}/([a-z-]+)/"', page))
    for act in acts:
        desk.read(act.replace("-", "_"), matter.ref)


def test_the_clock_names_its_article_and_last_day(cast: Cast) -> None:
    page = Desk(cast, "clerk").read("workspace", steps.received(cast).ref)
    assert "法律援助法 43" in page
    assert "06-22止" in page


def test_the_verdict_says_each_step_with_its_article_and_that_it_decides_nothing(cast: Cast) -> None:
    page = Desk(cast, "examiner").read("workspace", steps.received(cast).ref)
    assert "法律援助法 42(3)" in page
    assert "免予核查" in page
    assert "这是演算，不是决定" in page


def test_what_is_missing_is_named(cast: Cast) -> None:
    page = Desk(cast, "clerk").read("workspace", steps.received(cast, materials=("id_card",)).ref)
    assert "还缺的材料" in page
    assert "法律援助申请表" in page


def test_a_note_is_kept_for_colleagues_on_its_own_ground(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    assert desk.post("workspace", matter.ref, text="请先问清<b>对方</b>", to="office").status_code == 302
    page = desk.read("workspace", matter.ref)
    assert '<div class="inner">请先问清&lt;b&gt;对方&lt;/b&gt;</div>' in page
    assert matter.entries.get(kind="note").audience == Entry.Audience.OFFICE


def test_a_letter_goes_to_the_applicant_with_a_message_that_says_only_that_it_is_there(cast: Cast) -> None:
    matter = steps.received(cast)
    Desk(cast, "clerk").post("workspace", matter.ref, text="请带上病历", to="applicant")
    assert matter.entries.get(kind="letter").audience == Entry.Audience.ALL
    assert "病历" not in matter.messages.get(template="letter").text


def test_an_empty_note_is_asked_for_and_nothing_is_kept(cast: Cast) -> None:
    matter = steps.received(cast)
    answer = Desk(cast, "clerk").post("workspace", matter.ref, text="  ", to="office")
    assert answer.status_code == 422
    assert not matter.entries.filter(kind="note").exists()


def test_the_timeline_can_be_narrowed_to_papers_and_to_notes(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    assert "交申请" not in desk.read("workspace", matter.ref, show="papers").split("经过")[1]
    assert "申请材料接收凭证" in desk.read("workspace", matter.ref, show="papers")


def test_every_opening_stands_in_the_trail(cast: Cast) -> None:
    matter = steps.received(cast)
    Desk(cast, "clerk").read("workspace", matter.ref)
    row = AuditRow.objects.filter(action="view_matter").latest("id")
    assert (row.subject_id, row.person_id, row.at) == (matter.ref, cast.people["clerk"].pk, LATER)


def test_who_cannot_be_reached_by_text_is_told_in_person_and_that_is_recorded(cast: Cast) -> None:
    person = cast.people["applicant"]
    type(person).objects.filter(pk=person.pk).update(may_text=False)
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    assert "记下已告知" in desk.read("workspace", matter.ref)
    message = matter.messages.get()
    desk.send("handover", matter.ref, message=str(message.pk))
    message.refresh_from_db()
    assert message.status == "handed"
    assert "记下已告知" not in desk.read("workspace", matter.ref)


def test_another_countys_clerk_a_hotline_agent_and_the_bureau_do_not_find_it(cast: Cast) -> None:
    matter = steps.received(cast)
    for person in ("far_clerk", "hotline_agent", "bureau_officer", "applicant", "lawyer", "administrator"):
        assert Desk(cast, person).ask("workspace", matter.ref).status_code == 404


def test_the_workspace_costs_the_same_number_of_queries_however_long_the_story(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = steps.received(cast), steps.received(cast)
    desk = Desk(cast, "examiner")
    for number in range(5):
        desk.post("workspace", long.ref, text=f"备注{number}", to="office")
    desk.read("workspace", short.ref)
    with django_assert_num_queries(QUERIES):
        desk.read("workspace", short.ref)
    with django_assert_num_queries(QUERIES):
        desk.read("workspace", long.ref)


QUERIES = 25


def group(cast: Cast, count: int) -> Matter:
    """A wage claim of many: the applicant, two who speak for all, and the others."""
    members = tuple(
        MemberInput(f"工友{number:03d}", phone=f"1390001{number:04d}", is_representative=number in {7, 30})
        for number in range(1, count)
    )
    return steps.received(cast, members=members, member_count=count, subject="labour_remuneration")


def test_a_large_group_shows_who_speaks_for_it_whole_and_the_others_in_pages(cast: Cast) -> None:
    matter = group(cast, 49)
    desk = Desk(cast, "examiner")
    page = desk.read("workspace", matter.ref)
    whole, table = page.split('id="members"')
    assert "共同申请人，代表人" in whole
    for speaker in ("李某", "工友007", "工友030"):
        assert speaker in whole
        assert f"<td>{speaker}</td>" not in table
    assert "<h2>共同申请人</h2>" not in whole
    assert "共46人" in table
    assert "第1到20人" in table
    last = desk.read("workspace", matter.ref, members="3").split('id="members"')[1]
    assert "第41到46人" in last
    assert "工友048" in last
    assert "工友001" not in last
    assert "第41到46人" in desk.read("workspace", matter.ref, members="99")


def test_the_numbers_of_the_table_lead_to_the_same_person(cast: Cast) -> None:
    matter = group(cast, 12)
    desk = Desk(cast, "examiner")
    party = list(matter.parties.all()).index(matter.parties.get(name="工友009"))
    assert "1390****" not in desk.read("workspace", matter.ref)
    table = desk.read("workspace", matter.ref).split('id="members"')[1]
    assert f'href="/desk/matters/{matter.ref}/unmask/{party}/phone/">139****0009' in table
    shown = desk.post("unmask", matter.ref, party, "phone", reason="contact").content.decode()
    assert "13900010009" in shown


def test_a_small_group_needs_no_table(cast: Cast) -> None:
    page = Desk(cast, "examiner").read("workspace", group(cast, 5).ref)
    assert 'id="members"' not in page
    assert page.count("共同申请人</h2>") == 4


def test_a_group_of_hundreds_costs_no_more_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = Desk(cast, "examiner")
    for count in (12, 60):
        matter = group(cast, count)
        desk.read("workspace", matter.ref)
        with django_assert_num_queries(QUERIES):
            desk.read("workspace", matter.ref)
