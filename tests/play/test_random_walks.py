"""However people wander through a matter's life, nothing unlawful is done, what is refused leaves no trace, and history
stays true.

    FAYUAN_WALKS=10000 make drill TESTS="tests/play/test_random_walks.py -n 2 --durations=0"

walks ten thousand times and says how long it took; the ordinary suite walks a dozen times, a drill three hundred.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, seed, settings
from hypothesis import strategies as st
from play.walks import company, walk

from fayuan.play.verify import differences

WALKS = int(os.environ.get("FAYUAN_WALKS", "300"))  # of the drill
SHARES = 4  # of the drill's walks, for as many processes
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
@pytest.mark.parametrize("share", range(SHARES))
def test_many_walks_keep_history_true(share: int) -> None:
    @seed(share)
    @settings(max_examples=-(-WALKS // SHARES), deadline=None, suppress_health_check=HEALTH, database=None)
    @given(data=st.data())
    def many(data: Any) -> None:
        wander(data)

    many()
