"""The applicant rates the lawyer's work."""

from datetime import timedelta

import pytest

from fayuan.cases.operations import rate_case
from fayuan.cases.queries import rated, rating_for_handler
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.matters.queries import timeline

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)


def test_the_lawyer_reads_the_rating_once_the_matter_has_ended(cast: Cast) -> None:
    matter = steps.closing(cast)
    handler = cast.people["lawyer"].pk
    rate_case(ref=matter.ref, level=2, note="很少联系", by=cast.applicant, now=LATER)
    assert rating_for_handler(matter, handler) is None
    matter.state = "closed"
    rating = rating_for_handler(matter, handler)
    assert rating is not None
    assert (rating.level, rating.note) == (2, "很少联系")
    assert rating_for_handler(matter, cast.people["other_lawyer"].pk) is None


def test_the_office_reads_it_at_once_and_the_lawyer_not_in_the_timeline(cast: Cast) -> None:
    matter = steps.closing(cast)
    rate_case(ref=matter.ref, level=5, by=cast.applicant, now=LATER)
    assert timeline(matter, cast.clerk).filter(kind="rated").exists()
    assert not timeline(matter, cast.lawyer).filter(kind="rated").exists()


def test_it_is_given_once_by_the_applicants_side(cast: Cast) -> None:
    matter = steps.closed(cast)
    with pytest.raises(NotAllowed):
        rate_case(ref=matter.ref, level=5, by=cast.lawyer, now=LATER)
    rate_case(ref=matter.ref, level=4, by=cast.applicant, now=LATER)
    with pytest.raises(WrongState):
        rate_case(ref=matter.ref, level=1, by=cast.applicant, now=LATER)


def test_before_the_work_is_done_nobody_rates_it(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        rate_case(ref=matter.ref, level=5, by=cast.applicant, now=LATER)


@pytest.mark.parametrize("level", [0, 6])
def test_there_are_five_levels(cast: Cast, level: int) -> None:
    matter = steps.closed(cast)
    with pytest.raises(BadInput):
        rate_case(ref=matter.ref, level=level, by=cast.applicant, now=LATER)


def test_a_mark_stands_for_at_least_five_matters(cast: Cast) -> None:
    handler = cast.people["lawyer"].pk
    cast.people["lawyer"].lawyer.weekly_capacity = 99
    cast.people["lawyer"].lawyer.save()
    for level in (5, 5, 4, 4):
        rate_case(ref=steps.closed(cast).ref, level=level, by=cast.applicant, now=LATER)
    assert rated([handler]) == {}
    rate_case(ref=steps.closed(cast).ref, level=2, by=cast.applicant, now=LATER)
    assert rated([handler]) == {handler: 4.0}
