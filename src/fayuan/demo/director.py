"""Runs the scripts side by side through the past months: step after step by the hour, clocks running out in between.

A script is a generator. It acts, then yields how many working days pass before it goes on (0: a while later on the
same day). What its matter has come to when its last line is reached is what the demonstration shows.
"""

import heapq
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from fayuan.core import clock
from fayuan.demo import clockwork
from fayuan.demo.stage import Stage

Script: TypeAlias = Generator[int, None, None]
SENDING = frozenset({"messaging.send"})
"""Work done here at its own hour, for periods count from it; papers are left to the worker, who has time."""


@dataclass(frozen=True)
class Scene:
    """A script and the working day, counted back from the day of loading, on which it begins."""

    days_ago: int
    script: Callable[[Stage], Script]


@dataclass(order=True)
class Cue:
    """The next step of a script: when, and which."""

    at: datetime
    order: int
    script: Script = field(compare=False)


def direct(stage: Stage, scenes: Iterable[Scene]) -> None:
    """Run the scenes up to the stage's end. Raises `ValueError` when one needs more days than it was given."""
    cues = [
        Cue(stage.hour(stage.last_day(), -scene.days_ago), order, scene.script(stage))
        for order, scene in enumerate(scenes)
    ]
    heapq.heapify(cues)
    while cues and cues[0].at < stage.until:
        cue = heapq.heappop(cues)
        _go_on(stage, cue.at)
        with clock.at(cue.at):
            days = next(cue.script, None)
        if days is not None:
            at = stage.hour(stage.today(), days) if days else stage.a_while_later()
            heapq.heappush(cues, Cue(at, cue.order, cue.script))
    if cues:
        raise ValueError(f"{len(cues)} scenes are not over on {stage.last_day()}")
    _go_on(stage, stage.until)


def _go_on(stage: Stage, at: datetime) -> None:
    """Let time pass: what falls due happens, messages go out."""
    clockwork.elapse(at, only=SENDING)
    stage.now = at
