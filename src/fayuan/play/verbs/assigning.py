"""Proposals, assignment, choice, answers, replacement."""

from fayuan.assignment import operations as assignment
from fayuan.play.stage import Act


def assign(act: Act) -> None:
    """Without `to` the product proposes, or the applicant is let to choose; with it, somebody is in charge."""
    said = act.step.details
    mode = said.get("mode", "manual" if "to" in said else "propose")
    if mode == "propose":
        assignment.propose_lawyer(ref=act.ref, by=act.by, now=act.now)
    if "to" in said:
        _assign_to(act, said["to"], "propose" if mode == "propose" else "manual")
    elif mode == "choice":
        assignment.offer_choice(ref=act.ref, by=act.by, now=act.now)


def _assign_to(act: Act, key: str, mode: str) -> None:
    """To a lawyer; to the firm when its head is named; and a firm's head names the lawyer."""
    to = act.stage.cast[key]
    if act.player.member.plays("firm_head") and not act.player.member.plays("assigner"):
        assignment.name_lawyer(ref=act.ref, lawyer=to.person.pk, by=act.by, now=act.now)
    elif to.firm is not None and not to.member.plays("lawyer"):
        assignment.assign_unit(ref=act.ref, unit=to.firm.pk, by=act.by, now=act.now)
    else:
        reason = act.step.details.get("reason", "")
        assignment.assign_lawyer(
            ref=act.ref, lawyer=to.person.pk, mode=mode, reason=reason, by=act.by, now=act.now
        )


def choose(act: Act) -> None:
    """The applicant chooses a lawyer."""
    lawyer = act.person(act.step.details["lawyer"])
    assignment.choose_lawyer(ref=act.ref, lawyer=lawyer, by=act.by, now=act.now)


def accept(act: Act) -> None:
    """The lawyer takes the case."""
    assignment.accept_assignment(ref=act.ref, by=act.by, now=act.now)


def decline(act: Act) -> None:
    """The lawyer does not take the case."""
    reason = act.step.details.get("reason", "时间有冲突")
    assignment.decline_assignment(ref=act.ref, reason=reason, by=act.by, now=act.now)


def ask_replacement(act: Act) -> None:
    """The recipient asks for another lawyer."""
    said = act.step.details
    assignment.ask_replacement(
        ref=act.ref,
        reason=said.get("reason", "希望更换"),
        evidence=said.get("evidence", ()),
        by=act.by,
        now=act.now,
    )


def replace(act: Act) -> None:
    """The assigner puts another lawyer in charge."""
    said = act.step.details
    assignment.replace_lawyer(
        ref=act.ref, lawyer=act.person(said["to"]), reason=said.get("reason", ""), by=act.by, now=act.now
    )


def keep(act: Act) -> None:
    """The assigner decides that the lawyer stays."""
    reason = act.step.details.get("reason", "没有应当更换的情形")
    assignment.keep_lawyer(ref=act.ref, reason=reason, by=act.by, now=act.now)
