"""The closing set: handed in, returned, accepted."""

from datetime import date, timedelta

import pytest

from fayuan.cases.operations import accept_closing, close_case, return_closing, write_log
from fayuan.core.errors import BadInput, LawForbids, NotAllowed, WrongState
from fayuan.matters.models import Matter, Timer
from fayuan.people.models import Post

import steps
from cast import NOW, Cast

AUGUST = NOW.replace(month=8, day=20)
LATER = AUGUST + timedelta(days=1)


def close(cast: Cast, matter: Matter, **changes: object) -> Matter:
    """Hand in a set for an award received on 14 August."""
    given: dict[str, object] = {
        "outcome": "partly_won",
        "document": "仲裁裁决书",
        "received_on": date(2026, 8, 14),
        "recovered_fen": 1_800_000,
        "papers": steps.CLOSING_PAPERS,
        "by": cast.lawyer,
        "now": AUGUST,
    }
    return close_case(ref=matter.ref, **{**given, **changes})  # type: ignore[arg-type]  # named by the test


def test_the_reviewer_has_thirty_days(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast))
    assert matter.state == "closing"
    assert matter.timers.get(name="review_closing").due_on == date(
        2026, 9, 20
    )  # from Saturday to a Sunday that is worked


def test_the_lawyers_thirty_days_count_from_the_day_of_receipt_and_are_met(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast))
    clock = matter.timers.get(name="submit_closing")
    assert (clock.due_on, clock.status) == (date(2026, 9, 14), Timer.Status.MET)


def test_a_late_set_is_taken_in_and_stays_on_record_as_late(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast), received_on=date(2026, 7, 1))
    clock = matter.timers.get(name="submit_closing")
    assert (clock.status, clock.ended_at) == (Timer.Status.RUN_OUT, AUGUST)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", "opinion_adopted"),
        ("outcome", "great"),
        ("document", " "),
        ("received_on", date(2026, 8, 21)),
        ("recovered_fen", -1),
    ],
)
def test_what_cannot_be_so_is_refused(cast: Cast, field: str, value: object) -> None:
    matter = steps.handling(cast)
    with pytest.raises(BadInput) as refused:
        close(cast, matter, **{field: value})
    assert list(refused.value.fields) == [field]


def test_only_the_lawyer_in_charge_closes(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(NotAllowed):
        close(cast, matter, by=cast.closing_reviewer)


def test_without_an_agreement_nothing_is_closed(cast: Cast) -> None:
    matter = steps.assigned(cast)
    with pytest.raises(WrongState):
        close(cast, matter)


def test_an_incomplete_set_cannot_be_accepted_and_what_is_missing_is_named(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast), papers=steps.CLOSING_PAPERS[:-1])
    with pytest.raises(LawForbids) as refused:
        accept_closing(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
    assert refused.value.code == "incomplete"
    assert "结案报告表" in refused.value.says


def test_after_a_hearing_its_record_is_asked_for(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_log(
        ref=matter.ref, what="hearing", on=date(2026, 6, 30), by=cast.lawyer, now=NOW + timedelta(days=1)
    )
    close(cast, matter)
    with pytest.raises(LawForbids) as refused:
        accept_closing(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
    assert "庭审笔录" in refused.value.says


def test_a_returned_set_goes_back_to_the_lawyer_who_is_told(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast))
    matter = return_closing(ref=matter.ref, missing=["结案报告表"], by=cast.closing_reviewer, now=LATER)
    assert matter.state == "handling"
    assert [each.person for each in matter.messages.filter(made_at=LATER)] == [cast.people["lawyer"]]
    assert matter.timers.get(name="submit_closing", ended_at=None).due_on == date(2026, 9, 14)
    assert not matter.timers.filter(name="review_closing", ended_at=None).exists()


def test_when_the_days_are_over_at_the_return_they_begin_again(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast), received_on=date(2026, 7, 1))
    return_closing(ref=matter.ref, missing=["结案报告表"], by=cast.closing_reviewer, now=LATER)
    assert matter.timers.get(name="submit_closing", ended_at=None).due_on == date(
        2026, 9, 20
    )  # a working Sunday


def test_a_return_names_what_is_missing(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast))
    with pytest.raises(BadInput):
        return_closing(ref=matter.ref, missing=[], by=cast.closing_reviewer, now=LATER)


def test_both_sets_stay_on_record(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast), papers=())
    return_closing(ref=matter.ref, missing=["结案报告表"], by=cast.closing_reviewer, now=LATER)
    close(cast, matter, now=LATER)
    accept_closing(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
    assert [bool(each.accepted_at) for each in matter.closings.order_by("id")] == [False, True]


def test_an_accepted_set_closes_the_case(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast))
    matter = accept_closing(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
    assert matter.state == "closed"
    assert not matter.timers.filter(ended_at=None).exists()


def test_only_a_closing_reviewer_accepts(cast: Cast) -> None:
    matter = close(cast, steps.handling(cast))
    for key in ("clerk", "approver", "finance"):
        with pytest.raises(NotAllowed):
            accept_closing(ref=matter.ref, by=cast.actor(key), now=LATER)


def test_nobody_reviews_a_case_they_handled(cast: Cast) -> None:
    Post.objects.create(
        person=cast.people["lawyer"], role="closing_reviewer", institution=cast.agency, since=NOW
    )
    matter = close(cast, steps.handling(cast))
    with pytest.raises(NotAllowed) as refused:
        accept_closing(ref=matter.ref, by=cast.actor("lawyer", LATER), now=LATER)
    assert refused.value.code == "own_matter"
