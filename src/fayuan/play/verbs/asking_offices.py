"""One office asks another for help, and is answered."""

from datetime import timedelta

from fayuan.intake import operations as intake
from fayuan.intake.models import CooperationLetter
from fayuan.network.models import Institution
from fayuan.play.nodes import StoryFault
from fayuan.play.stage import Act

TWO_WEEKS = timedelta(days=14)


def ask_cooperation(act: Act) -> None:
    """Ask the agency of another place to verify or collect something."""
    said = act.step.details
    agency = Institution.objects.get(kind=Institution.Kind.AGENCY, division=said["to"], valid_to=None)
    intake.send_cooperation_letter(
        ref=act.ref,
        agency=agency.pk,
        items=said.get("items", ("核实申请人的经济状况",)),
        reply_by=said.get("until") or (act.now + TWO_WEEKS).date(),
        by=act.by,
        now=act.now,
    )


def answer_cooperation(act: Act) -> None:
    """Answer the letter sent last: the agency asked itself, or the asking office what came on paper."""
    said, letter = act.step.details, _letter(act)
    answers = intake.record_cooperation_answer
    if act.player.agency.pk == letter.asked_id:
        answers = intake.answer_cooperation_letter
    outcome, answer = said.get("outcome", "helped"), said.get("answer", "已协助办理。")
    answers(ref=letter.ref, outcome=outcome, answer=answer, by=act.by, now=act.now)


def _letter(act: Act) -> CooperationLetter:
    found = CooperationLetter.objects.filter(matter__ref=act.ref).order_by("-id").first()
    if found is None:
        raise StoryFault(act.step.line, "还没有发过协作函")
    return found
