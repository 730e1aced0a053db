"""Authorities' notices."""

from fayuan.intake import operations as intake
from fayuan.intake.inputs import NoticeInput, PersonInput
from fayuan.matters.models import Matter
from fayuan.play.casting import person_details
from fayuan.play.stage import Act

STAGES = {
    "police": "investigation",
    "state_security": "investigation",
    "detention_centre": "investigation",
    "procuratorate": "prosecution",
}
"""Which stage such an authority conducts, where the story does not say it."""


def notify(act: Act) -> Matter:
    """The authority asks for a lawyer; whoever is no authority sends from where they work, and is refused."""
    said = act.step.details
    sender = act.player.authority or act.player.firm or act.player.agency
    notice = NoticeInput(
        authority=sender.pk,
        form=said["form"],
        reason=said.get("reason", "other" if said["form"] == "defence" else ""),
        stage=said.get("stage") or STAGES.get(sender.kind, "first_instance"),
        person=_person(act),
        offence=said.get("offence", ""),
        hearing=said.get("hearing"),
        case_number=said.get("case_no", ""),
        detained_at=said.get("detained_at", ""),
        co_defendants=said.get("co_defendants", ()),
    )
    return intake.file_notice(notice=notice, by=act.by, now=act.now)


def _person(act: Act) -> PersonInput:
    """Somebody of the cast by name, or somebody described in the notice."""
    said = act.step.details["person"]
    if isinstance(said, str):
        return PersonInput(id=act.person(said))
    return PersonInput(details=person_details(said, act.now.date()))
