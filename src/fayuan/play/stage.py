"""The stage on which a story is played: its people, its matters, and the hour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fayuan.core.actor import Actor, system
from fayuan.matters.models import Matter
from fayuan.people.queries import actor_of
from fayuan.play.casting import Player
from fayuan.play.nodes import StoryFault
from fayuan.play.story import SYSTEM, Step, Story


@dataclass
class Stage:
    """What the script moves on: the cast by name, the matters by label, the one made last."""

    story: Story
    cast: Mapping[str, Player]
    last: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    consultations: dict[int, str] = field(default_factory=dict)  # by person: asked, and not yet applied

    def keep(self, matter: Matter, label: str) -> None:
        """Remember a new matter: it is the one made last."""
        self.last = matter.ref
        if label:
            self.labels[label] = matter.ref


@dataclass(frozen=True)
class Act:
    """One step about to be done: by an actor with the posts of this moment."""

    stage: Stage
    step: Step
    by: Actor
    now: datetime

    @property
    def ref(self) -> str:
        """The reference of the matter that the step acts on."""
        step, stage = self.step, self.stage
        found = stage.labels.get(step.matter_ref, "") if step.matter_ref else stage.last
        if not found:
            raise StoryFault(step.line, f"“{step.do}”之前还没有案件")
        return found

    @property
    def matter(self) -> Matter:
        """The matter that the step acts on, whoever asks: for what follows a step, not for what it may do."""
        return Matter.objects.select_related("agency").get(ref=self.ref)

    @property
    def player(self) -> Player:
        """Who acts."""
        return self.stage.cast[self.step.by]

    def person(self, key: str) -> int:
        """The id of a person of the cast."""
        return self.stage.cast[key].person.pk


def act(stage: Stage, step: Step) -> Act:
    """The step with its actor: what they may do is what their posts allow at that hour."""
    if step.by == SYSTEM:
        return Act(stage, step, system(SYSTEM, channel="story"), step.at)
    return Act(stage, step, actor_of(stage.cast[step.by].person, step.at, channel="story"), step.at)
