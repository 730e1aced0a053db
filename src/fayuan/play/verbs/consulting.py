"""Asking, reading, waiting."""

from fayuan.core import audit
from fayuan.intake import operations as intake
from fayuan.intake.inputs import PersonInput
from fayuan.matters import queries
from fayuan.play.stage import Act


def consult(act: Act) -> None:
    """Keep a question and its answer; the asker's next application grows from it."""
    said = act.step.details
    person = act.person(said["person"]) if "person" in said else None
    if person is None and act.player.member.plays("applicant", "stranger"):
        person = act.player.person.pk
    asked = intake.register_consultation(
        agency=act.player.agency.pk,
        channel=said.get("channel", "window"),
        question=said.get("question", "怎样申请法律援助"),
        answer=said.get("answer", ""),
        advise_to_apply=said.get("advise_to_apply", False),
        person=PersonInput(id=person) if person is not None else None,
        by=act.by,
        now=act.now,
    )
    if person is not None:
        act.stage.consultations[person] = asked.ref


def read(act: Act) -> None:
    """Open the matter, which is written down as every view is."""
    found = queries.matter(act.ref, act.by, act.now)
    audit.record(act.by, act.now, "view", subject=found)


def wait(act: Act) -> None:
    """Only time passes."""
