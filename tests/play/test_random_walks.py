"""However people wander through a matter's life, what is refused leaves no trace, and history stays true."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from play.walks import company, walk

from fayuan.play.verify import differences

WALKS = int(os.environ.get("FAYUAN_WALKS", "300"))  # of the drill
HEALTH = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)

pytestmark = pytest.mark.usefixtures("fresh_database")


def wander(data: Any) -> None:
    with company() as players:
        for step in walk(players, data.draw):
            event(step.do)  # pytest --hypothesis-show-statistics tells how far walks come
        assert list(differences()) == []


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=HEALTH)
@given(data=st.data())
def test_a_dozen_walks_keep_history_true(data: Any) -> None:
    wander(data)


@pytest.mark.drill
@settings(max_examples=WALKS, deadline=None, suppress_health_check=HEALTH)
@given(data=st.data())
def test_many_walks_keep_history_true(data: Any) -> None:
    wander(data)
