"""Asking the recipient afterwards."""

from datetime import timedelta

import pytest

from fayuan.cases.operations import follow_up
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.matters.queries import timeline

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)


def test_the_answer_is_kept_and_the_state_stays(cast: Cast) -> None:
    matter = follow_up(
        ref=steps.archived(cast).ref, satisfied=5, note="律师认真负责", by=cast.clerk, now=LATER
    )
    assert matter.state == "archived"
    assert (matter.follow_ups.get().satisfied, matter.follow_ups.get().note) == (5, "律师认真负责")


def test_the_lawyer_does_not_read_the_answer(cast: Cast) -> None:
    matter = follow_up(ref=steps.closed(cast).ref, satisfied=1, note="不接电话", by=cast.clerk, now=LATER)
    assert not timeline(matter, cast.lawyer).filter(kind="followed_up").exists()
    assert timeline(matter, cast.clerk).filter(kind="followed_up").exists()


@pytest.mark.parametrize("satisfied", [0, 6, -1])
def test_only_one_to_five_is_an_answer(cast: Cast, satisfied: int) -> None:
    matter = steps.closed(cast)
    with pytest.raises(BadInput):
        follow_up(ref=matter.ref, satisfied=satisfied, by=cast.clerk, now=LATER)


def test_before_the_closing_nobody_is_asked(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        follow_up(ref=matter.ref, satisfied=5, by=cast.clerk, now=LATER)


def test_the_lawyer_does_not_ask_about_themselves(cast: Cast) -> None:
    matter = steps.closed(cast)
    with pytest.raises(NotAllowed):
        follow_up(ref=matter.ref, satisfied=5, by=cast.lawyer, now=LATER)
