"""Plays a story through the operations, each step at its own hour, and holds what comes against what is expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fayuan.core import clock
from fayuan.core.errors import Refusal
from fayuan.demo import clockwork
from fayuan.matters.models import Matter, Timer
from fayuan.play import changes
from fayuan.play.casting import Player, cast
from fayuan.play.changes import Mark, clocks_run_out, mark
from fayuan.play.expectations import Difference, Outcome, differences
from fayuan.play.stage import Stage, act
from fayuan.play.story import Step, Story
from fayuan.play.verbs import DOES

MAKES = frozenset({"apply", "notify", "next_stage"})
"""Verbs about the matter that they make; a handover is about the matter that it ends."""


@dataclass(frozen=True)
class Scene:
    """One step, played: what ran out before it, what came of it, what does not hold."""

    step: Step
    run_out: list[Timer]
    outcome: Outcome
    differences: list[Difference]

    @property
    def breaks_off(self) -> bool:
        """Whether going on makes no sense: a step that should have been done was refused, or the reverse."""
        return bool(self.differences) and (self.outcome.refusal is None) == self.step.must_be_refused


@dataclass
class Performance:
    """A story as it was played."""

    story: Story
    cast: Mapping[str, Player]
    scenes: list[Scene] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every expectation held."""
        return not any(scene.differences for scene in self.scenes)


def play(story: Story) -> Performance:
    """Play the story on the database that Django looks at, which should be empty but for the country's divisions.

    Raises `StoryFault` for what only shows in playing: a step on a matter that is not there yet.
    """
    stage = Stage(story, cast(story))
    performance = Performance(story, stage.cast)
    for scene in _scenes(stage):
        performance.scenes.append(scene)
        if scene.breaks_off:
            break
    return performance


def _scenes(stage: Stage) -> Iterator[Scene]:
    before = stage.story.script[0].at
    for step in stage.story.script:
        yield _play(stage, step, before)
        before = step.at


def _play(stage: Stage, step: Step, before: datetime) -> Scene:
    """Let time pass until the step, do it, and do the work it queued. What a wait brings counts as the wait's."""
    waited = mark()
    clockwork.elapse(step.at)
    clockwork.finish(step.at)
    run_out = clocks_run_out(before, step.at)
    since = waited if step.do == "wait" else mark()
    outcome = _do(stage, step, since)
    return Scene(step, run_out, outcome, differences(step.expect, outcome))


def _do(stage: Stage, step: Step, since: Mark) -> Outcome:
    made, refusal = None, None
    with clock.at(step.at):
        try:
            made = DOES[step.do](act(stage, step))
        except Refusal as refused:
            refusal = refused
        except Exception as failure:  # a fault of the product, not of the story: say where it showed
            failure.add_note(f"story line {step.line}: {step.at:%Y-%m-%d %H:%M} {step.by} {step.do}")
            raise
    clockwork.finish(step.at)
    about = _about(stage, step)
    if made is not None:
        stage.keep(made, step.label)
    matter, beside = (made, None) if step.do in MAKES else (about, made)
    return Outcome(_fresh(matter), _fresh(beside), changes.since(since), refusal, stage.cast)


def _about(stage: Stage, step: Step) -> Matter | None:
    """The matter that the step acts on, if there is one yet."""
    ref = stage.labels.get(step.matter_ref, "") if step.matter_ref else stage.last
    return Matter.objects.filter(ref=ref).first()


def _fresh(matter: Matter | None) -> Matter | None:
    """The matter as it stands now that the queued work is done."""
    return None if matter is None else Matter.objects.select_related("agency").get(pk=matter.pk)
