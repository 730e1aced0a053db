"""Who may do what when, written down a second time: what a walk did is held against this, not against the product."""

from collections.abc import Mapping
from dataclasses import dataclass

from fayuan.law.lifecycles import STEPS
from fayuan.matters.models import Matter
from fayuan.play.casting import Player
from fayuan.play.story import Step

AT_DESK: Mapping[str, str] = {
    "receive": "clerk",
    "ask_supplement": "clerk",
    "redirect": "clerk",
    "follow_up": "clerk",
    "ask_cooperation": "clerk",
    "examine": "examiner",
    "grant": "approver",
    "grant_first": "approver",
    "refuse": "approver",
    "terminate": "approver",
    "suspend": "approver",
    "resume": "approver",
    "find_false_pledge": "approver",
    "assign": "assigner",
    "replace": "assigner",
    "keep": "assigner",
    "return_closing": "closing_reviewer",
    "accept_closing": "closing_reviewer",
    "archive": "closing_reviewer",
    "reopen": "closing_reviewer",
    "pay": "finance",
}
BY_HANDLER = frozenset({"sign_agreement", "log", "report", "close"})
BY_ASKED = frozenset({"accept", "decline"})
BY_APPLICANT = frozenset({"withdraw", "choose"})
BY_SIDE = frozenset({"supplement", "object", "ask_replacement", "next_stage"})  # or written down at the desk
BY_NOTIFIER = frozenset({"change_notice", "report_own_lawyer", "refuse_lawyer", "renotice"})
ALSO_EXAMINER = frozenset({"ask_cooperation"})
AFTER_AID = frozenset({"pay", "archive", "follow_up"})  # nothing of these after a refusal that was upheld
DESK = frozenset({"clerk", "examiner", "approver", "assigner", "closing_reviewer", "finance"})


@dataclass(frozen=True)
class Before:
    """How the matter stood before a step: what decides whether the step may be done."""

    state: str
    agency: int
    bureau: int | None
    handler: int | None
    unit: int | None
    asked: frozenset[int]
    applicants: frozenset[int]
    completes_papers: bool
    was_terminated: bool


def before(matter: Matter) -> Before:
    """The standing of the matter now."""
    running = matter.assignments.filter(ended_at=None).first()
    side = matter.parties.filter(role__in=("applicant", "agent"), person__isnull=False)
    return Before(
        state=matter.state,
        agency=matter.agency_id,
        bureau=matter.agency.parent_id,
        handler=matter.handler_id,
        unit=matter.unit_id,
        asked=frozenset({running.person_id} - {None}) if running else frozenset(),
        applicants=frozenset(side.values_list("person", flat=True)),
        completes_papers=matter.timers.filter(name="complete_papers", ended_at=None).exists(),
        was_terminated=matter.terminations.exists(),
    )


def lawful(step: Step, player: Player, was: Before) -> bool:
    """Whether that person may do that step at a matter that stands so."""
    return _right(step, player, was) and _admitted(step, player, was)


def _right(step: Step, player: Player, was: Before) -> bool:
    verb, person = step.do, player.person.pk
    heads_unit = player.member.plays("firm_head") and player.firm is not None and player.firm.pk == was.unit
    if verb in BY_HANDLER:
        return person == was.handler
    if verb in BY_ASKED:
        return person in was.asked or (heads_unit and not was.asked)
    if verb in BY_APPLICANT:
        return person in was.applicants
    if verb in BY_SIDE:
        return person in was.applicants or _at_desk(player, was, DESK)
    if verb in BY_NOTIFIER:
        return player.authority is not None
    if verb == "decide_objection":
        return player.member.plays("bureau") and player.agency.parent_id == was.bureau
    roles = {AT_DESK[verb]} | ({"examiner"} if verb in ALSO_EXAMINER else set())
    return _at_desk(player, was, frozenset(roles)) or (verb == "assign" and heads_unit)


def _at_desk(player: Player, was: Before, roles: frozenset[str]) -> bool:
    return player.agency.pk == was.agency and player.member.plays(*roles)


def _admitted(step: Step, player: Player, was: Before) -> bool:
    if step.do == "supplement" and was.completes_papers:
        return True
    if was.state == "upheld" and step.do in AFTER_AID and not was.was_terminated:
        return False
    names: tuple[str, ...] = (step.do,)
    if step.do == "assign":
        if player.member.plays("firm_head"):  # names the person in charge, which is no step
            return was.state in {"assigned", "handling"} and was.handler is None
        names = ("assign",) if "to" in step.details else ("propose", "offer_choice")
    if step.do == "renotice":
        names = ("renotice", "renotice_ended")
    return any(was.state in STEPS[name].from_states for name in names)
