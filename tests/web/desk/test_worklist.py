"""The worklist: whose work it is, in which order, narrowed by the address, a page at a time."""

from datetime import timedelta

from desk_pages import LATER, Desk
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from fayuan.matters import timers
from fayuan.matters.models import Matter
from fayuan.matters.worklists import PAGE, numbered

import steps
from cast import NOW, Cast

DAY = timedelta(days=1)


def short(matter: Matter) -> str:
    """The number as the list shows it."""
    return f">{numbered(matter)}</a>"


def test_an_examiner_begins_with_what_waits_for_an_opinion(cast: Cast) -> None:
    mine, clerks = steps.received(cast), steps.submitted(cast)
    page = Desk(cast, "examiner").read("worklist")
    assert short(mine) in page
    assert short(clerks) not in page


def test_what_is_overdue_stands_first_and_the_head_line_says_how_many(cast: Cast) -> None:
    soon, late = steps.received(cast, NOW - 5 * DAY), steps.received(cast, NOW - 14 * DAY)
    timers.run_due(LATER)
    page = Desk(cast, "examiner").read("worklist")
    assert "今天必须办1件，都已经超期" in page
    assert page.index(short(late)) < page.index(short(soon))


def test_a_day_without_duties_says_so(cast: Cast) -> None:
    assert "今天没有必须办完的事" in Desk(cast, "approver").read("worklist")


def test_what_is_due_by_midnight_must_be_done_today(cast: Cast) -> None:
    steps.received(cast, NOW - 7 * DAY)  # submitted on Friday the 5th, seven days to decide
    assert "今天必须办1件</h1>" in Desk(cast, "examiner").read("worklist")


def test_the_rail_counts_each_view_and_the_views_open_from_it(cast: Cast) -> None:
    waits = steps.granted(cast)
    desk = Desk(cast, "examiner")
    assert '等指派<span id="count-assign">1</span>' in desk.read("worklist")
    assert short(waits) in desk.read("worklist", view="assign")


def test_filters_stand_in_the_address(cast: Cast) -> None:
    injury, wages = steps.received(cast), steps.received(cast, subject="labour_remuneration")
    page = Desk(cast, "examiner").read("worklist", subject="labour_remuneration")
    assert short(wages) in page
    assert short(injury) not in page
    assert 'value="labour_remuneration" selected' in page


def test_a_filter_that_is_no_choice_is_passed_over(cast: Cast) -> None:
    matter = steps.received(cast)
    assert short(matter) in Desk(cast, "examiner").read(
        "worklist", subject="x", due="x", view="x", origin="x"
    )


def test_pages_follow_each_other_by_keys_and_lead_back(cast: Cast) -> None:
    matters = [steps.submitted(cast, NOW + number * timedelta(seconds=1)) for number in range(PAGE + 3)]
    desk = Desk(cast, "clerk")
    first = desk.ask("worklist", view="new").context["leaf"]
    assert (first.shown, first.before, first.after) == (PAGE, "", matters[PAGE - 1].ref)
    second = desk.ask("worklist", view="new", after=first.after).context["leaf"]
    assert (second.shown, second.after) == (3, "")
    back = desk.ask("worklist", view="new", before=second.before).context["leaf"]
    assert (back.shown, back.before) == (PAGE, "")


def test_a_matter_without_a_running_clock_comes_last_and_pages_go_past_it(cast: Cast) -> None:
    ended = [steps.submitted(cast, NOW + number * timedelta(seconds=1)) for number in range(3)]
    for matter in ended[:2]:
        timers.stop(matter, "decide", NOW)
    desk = Desk(cast, "clerk")
    assert desk.read("worklist", view="new").index(short(ended[2])) < desk.read("worklist", view="new").index(
        "没有期限在走"
    )
    after = desk.read("worklist", view="new", after=ended[2].ref)
    assert short(ended[0]) in after
    assert short(ended[2]) not in after


def test_the_next_one_is_the_most_urgent_that_is_mine_to_do(cast: Cast) -> None:
    steps.received(cast)
    urgent = steps.received(cast, NOW - 5 * DAY)
    answer = Desk(cast, "examiner").ask("next")
    assert answer["Location"] == reverse("desk:workspace", args=[urgent.ref])


def test_an_approver_is_not_led_to_what_they_examined_themselves(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "window")
    desk.send("examine", matter.ref, result="grant", means_check="exempt", opinion="符合")
    assert desk.ask("next")["Location"] == reverse("desk:worklist")


def test_what_is_sealed_does_not_say_what_it_is_about(cast: Cast) -> None:
    matter = steps.received(cast)
    Matter.objects.filter(pk=matter.pk).update(label=Matter.Label.SEALED)
    page = Desk(cast, "examiner").read("worklist")
    assert "封存，进案可见" in page
    assert "某机械公司" not in page


def test_a_paused_clock_says_since_which_day(cast: Cast) -> None:
    steps.awaiting_supplement(cast, NOW - 2 * DAY)
    assert "第3天" in Desk(cast, "clerk").read("worklist", view="supplement")


def test_another_county_sees_nothing_of_it(cast: Cast) -> None:
    matter = steps.received(cast)
    assert short(matter) not in Desk(cast, "far_clerk").read("worklist", view="examine")


def test_the_page_costs_the_same_number_of_queries_for_one_row_and_for_many(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    steps.received(cast)
    desk = Desk(cast, "examiner")
    desk.read("worklist")
    with django_assert_num_queries(14):
        desk.read("worklist")
    for _each in range(5):
        steps.received(cast)
    with django_assert_num_queries(14):
        desk.read("worklist")


def test_a_bureau_reads_objections_and_what_is_overdue_below_without_names(cast: Cast) -> None:
    late = steps.received(cast, NOW - 14 * DAY)
    timers.run_due(LATER)
    desk = Desk(cast, "bureau_officer")
    page = desk.read("overdue_below")
    assert cast.agency.name in page
    assert late.title_name not in page
    assert desk.ask("workspace", late.ref).status_code == 404
