"""Whoever takes a case, and what changes at that very moment, two hundred times each: an offer accepted by two, leave
entered in mid-choice, a firm closed while offers and a batch run. One winner, nobody lost, told in words."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from drill.races import ROUNDS, race

from fayuan.assignment import jobs, nights
from fayuan.assignment.models import Assignment, Leave, Night, NightLine
from fayuan.assignment.operations import (
    accept_assignment,
    ask_night,
    assign_lawyer,
    choose_lawyer,
    close_unit,
    confirm_night,
    offer_choice,
    take_leave,
)
from fayuan.assignment.queries import open_choice, running
from fayuan.matters import timers
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer
from fayuan.play.verify import differences

import steps
from cast import NOW, Cast

pytestmark = pytest.mark.drill
SOON, LATER = NOW + timedelta(minutes=30), NOW + timedelta(hours=2)
AFTER = NOW + timedelta(days=2)


@pytest.fixture
def cast(fresh_database: Callable[[], Cast], monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The standing cast on real connections, all rounds in one week; afterwards everything is as history says."""
    made = fresh_database()
    Lawyer.objects.update(weekly_capacity=4 * ROUNDS)
    monkeypatch.setattr(jobs, "clock_now", lambda: LATER)
    yield made
    assert list(differences()) == []


def choosing(cast: Cast) -> Matter:
    """The applicant may choose."""
    return offer_choice(ref=steps.granted(cast).ref, by=cast.assigner, now=SOON)


def chosen(cast: Cast) -> Matter:
    """The labour lawyer was chosen and has not answered."""
    lawyer = cast.people["lawyer"].pk
    return choose_lawyer(ref=choosing(cast).ref, lawyer=lawyer, by=cast.applicant, now=SOON)


def reopen(cast: Cast) -> Institution:
    """The labour lawyer's firm, working as before."""
    firm = Institution.objects.get(lawyers__person=cast.people["lawyer"])
    Institution.objects.filter(pk=firm.pk).update(valid_to=None)
    return firm


def close(cast: Cast, firm: Institution) -> None:
    """The firm is closed, and every matter leaves it."""
    close_unit(unit=firm.pk, reason="注销执业许可", by=cast.administrator, now=LATER)
    jobs.leave_closed_units()


def test_a_chosen_lawyer_who_accepts_against_an_office_that_assigns_another(cast: Cast) -> None:
    matters, ends = race(
        lambda: chosen(cast),
        lambda matter: accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER),
        lambda matter: assign_lawyer(
            ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.assigner, now=LATER
        ),
    )
    assert ends == {("done", "wrong_state"): ROUNDS}
    for matter in Matter.objects.filter(pk__in=[each.pk for each in matters]):
        assert matter.state == "assigned"
        assert Assignment.objects.get(matter=matter, ended_at=None).person == matter.handler


def test_leave_entered_in_mid_choice_loses_nobody(cast: Cast) -> None:
    """Who comes first wins: the lawyer was asked and may still answer, or the applicant reads until when they are away
    and chooses another."""

    def prepare() -> Matter:
        Leave.objects.all().delete()
        return choosing(cast)

    matters, ends = race(
        prepare,
        lambda matter: choose_lawyer(
            ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=LATER
        ),
        lambda matter: take_leave(first_day=NOW.date(), last_day=NOW.date(), by=cast.lawyer, now=LATER),
    )
    assert set(ends) <= {("done", "done"), ("bad_input", "done")}
    assert sum(ends.values()) == ROUNDS
    asked = [matter for matter in matters if running(matter) is not None]
    assert len(asked) == ends["done", "done"]
    assert all(open_choice(matter) is not None for matter in matters)
    Leave.objects.all().delete()
    timers.run_due(
        AFTER
    )  # nobody answers: whoever was asked is told, the applicant chooses again or the office goes on
    for matter in asked:
        assert running(matter) is None
        assert matter.messages.filter(template="chosen_declined").count() == 1
    assert all(matter.proposals.exists() for matter in matters)


def test_accepting_against_the_firm_being_closed(cast: Cast) -> None:
    """The lawyer is in charge and the assigners know that the firm is gone, or the applicant chooses again."""

    def prepare() -> Matter:
        reopen(cast)
        return chosen(cast)

    firm = reopen(cast)
    matters, ends = race(
        prepare,
        lambda matter: accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER),
        lambda _matter: close(cast, firm),
    )
    assert set(ends) <= {("done", "done"), ("done", "not_found"), ("done", "wrong_state")}
    jobs.leave_closed_units()  # as in the night: whoever accepted at the very moment
    for matter in Matter.objects.filter(pk__in=[each.pk for each in matters]):
        told = Counter(matter.messages.values_list("template", flat=True))
        if matter.handler_id is not None:
            assert told["handler_unit_closed"] >= 1
        else:
            assert (running(matter), told["chosen_declined"]) == (None, 1)
            assert open_choice(matter) is not None


def test_confirming_a_batch_against_the_firm_being_closed(cast: Cast) -> None:
    """Each line is assigned, and the assigners know of the firm, or it says why not and the matter still waits."""
    found: dict[int, Night] = {}

    def prepare() -> Matter:
        reopen(cast)
        matter = steps.granted(cast)
        night = ask_night(agency=cast.agency.pk, by=cast.assigner, now=SOON)
        nights.run(night.pk, SOON)
        found[matter.pk] = Night.objects.get(pk=night.pk)
        return matter

    def confirm(matter: Matter) -> None:
        lines = list(found[matter.pk].lines.filter(matter=matter).values_list("pk", flat=True))
        confirm_night(ref=found[matter.pk].ref, lines=lines, by=cast.assigner, now=LATER)

    firm = reopen(cast)
    matters, ends = race(prepare, confirm, lambda _matter: close(cast, firm))
    assert ends == {("done", "done"): ROUNDS}
    jobs.leave_closed_units()
    for matter in Matter.objects.filter(pk__in=[each.pk for each in matters]):
        line = found[matter.pk].lines.get(matter=matter)
        if line.outcome == NightLine.Outcome.ASSIGNED:
            assert matter.handler == line.person
            gone = line.person == cast.people["lawyer"]
            assert matter.messages.filter(template="handler_unit_closed").exists() == gone
        else:
            assert line.says
            assert (matter.state, running(matter)) == ("awaiting_assignment", None)
