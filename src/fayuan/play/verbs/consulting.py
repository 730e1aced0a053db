"""Asking, reading, waiting."""

from fayuan.core import audit
from fayuan.intake import operations as intake
from fayuan.intake.inputs import PersonInput
from fayuan.intake.models import Consultation
from fayuan.matters import queries
from fayuan.play.stage import Act

ANSWERING = ("clerk", "duty_lawyer", "hotline_agent", "other_clerk")


QUESTION = "怎样申请法律援助"


def consult(act: Act) -> None:
    """Keep a question and its answer; the asker's next application grows from it."""
    said = act.step.details
    if act.player.member.plays(*ANSWERING):
        person = act.person(said["person"]) if "person" in said else None
        asked = _answered(act, person)
    else:
        person = act.player.person.pk
        asked = intake.ask_question(
            agency=act.player.agency.pk, question=said.get("question", QUESTION), by=act.by, now=act.now
        )
    if person is not None:
        act.stage.consultations[person] = asked.ref


def _answered(act: Act, person: int | None) -> Consultation:
    said = act.step.details
    return intake.register_consultation(
        agency=act.player.agency.pk,
        channel=said.get("channel", "window"),
        question=said.get("question", QUESTION),
        answer=said.get("answer", ""),
        advise_to_apply=said.get("advise_to_apply", False),
        person=PersonInput(id=person) if person is not None else None,
        by=act.by,
        now=act.now,
    )


def read(act: Act) -> None:
    """Open the matter, which is written down as every view is."""
    found = queries.matter(act.ref, act.by, act.now)
    audit.record(act.by, act.now, "view", subject=found)


def wait(act: Act) -> None:
    """Only time passes."""
