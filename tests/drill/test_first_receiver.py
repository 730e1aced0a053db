"""Two competent agencies receive the same application at the same moment: one of them is the first."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from drill.races import ROUNDS, race

from fayuan.intake.operations import receive_application, submit_application
from fayuan.matters.models import Matter
from fayuan.play.verify import differences

import steps
from cast import NOW, Cast

pytestmark = pytest.mark.drill
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def cast(fresh_database: Callable[[], Cast]) -> Iterator[Cast]:
    """The standing cast on real connections; afterwards everything is as history says."""
    yield fresh_database()
    assert list(differences()) == []


def test_of_two_agencies_one_receives(cast: Cast) -> None:
    rounds, elsewhere = count(), dict[int, Matter]()

    def prepare() -> Matter:
        asked = {
            "forum_place": cast.agency.division_id,
            "cause_place": cast.other_agency.division_id,
            "opponents": (steps.OpponentInput(f"第{next(rounds)}公司"),),
        }
        here = steps.submitted(cast, **asked)
        there = steps.application(cast, agency=cast.other_agency.pk, **asked)
        elsewhere[here.pk] = submit_application(application=there, by=cast.far_clerk, now=NOW)
        return here

    _matters, ends = race(
        prepare,
        lambda matter: receive_application(ref=matter.ref, by=cast.clerk, now=LATER),
        lambda matter: receive_application(ref=elsewhere[matter.pk].ref, by=cast.far_clerk, now=LATER),
    )
    assert set(ends) == {("done", "not_competent")}
    assert sum(ends.values()) == ROUNDS
