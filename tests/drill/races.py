"""Two acts at the same moment, on connections of their own: what came of each, round after round."""

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from fayuan.core.errors import Refusal
from fayuan.matters.models import Matter

ROUNDS = int(os.environ.get("FAYUAN_ROUNDS", "200"))
TOGETHER = 30.0  # seconds until a racer that never comes is noticed
Act = Callable[[Matter], object]


def race(prepare: Callable[[], Matter], *acts: Act) -> tuple[list[Matter], Counter[tuple[str, ...]]]:
    """Let the acts race on a freshly prepared matter, `ROUNDS` times; gives the matters, and how the rounds ended.

    An act ends as `done` or with the code of its refusal; a round as the sorted ends of its acts.
    """
    matters, ends = [], Counter[tuple[str, ...]]()
    line = Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as racers:
        for _round in range(ROUNDS):
            matter = prepare()
            running = [racers.submit(_run, act, matter, line) for act in acts]
            ends[tuple(sorted(each.result() for each in running))] += 1
            matters.append(matter)
        for _ in acts:
            racers.submit(_leave, line).add_done_callback(lambda done: done.result())
    return matters, ends


def _run(act: Act, matter: Matter, line: Barrier) -> str:
    line.wait(TOGETHER)
    try:
        act(matter)
    except Refusal as refusal:
        return refusal.code
    return "done"


def _leave(line: Barrier) -> None:
    """Each racer closes its connection; the line makes sure that each does it once."""
    line.wait(TOGETHER)
    connections.close_all()
