"""Applications: handed in, received, supplemented, withdrawn, handed over, and the next stage."""

from datetime import timedelta
from typing import Any

from fayuan.intake import operations as intake
from fayuan.intake.inputs import AgentInput, ApplicationInput, MemberInput, OpponentInput, PersonInput
from fayuan.intake.models import Application
from fayuan.matters.models import Matter
from fayuan.play.casting import AGENCY_ROLES, Player
from fayuan.play.stage import Act

WEEK = timedelta(days=7)
AUTHORITY, DUTY_LAWYER = Application.PassedOn.AUTHORITY.value, Application.PassedOn.DUTY_LAWYER.value


def apply(act: Act) -> Matter:
    """Hand an application in, for oneself or for somebody else."""
    said = act.step.details
    applicant = act.stage.cast[said["for"]] if "for" in said else act.player
    forum = said.get("forum", {})
    members = _members(act, applicant)
    passed_on_by, passed_on_as = _passed_on(act)
    application = ApplicationInput(
        agency=act.player.agency.pk,
        applicant=PersonInput(id=applicant.person.pk),
        channel=said.get("channel", "window"),
        subject=said["matter"],
        form=said.get("form", "litigation"),
        stage=said.get("stage", ""),
        offence=said.get("offence", ""),
        case_number=said.get("case_no", ""),
        facts=said.get("facts", ""),
        forum_kind=forum.get("kind", ""),
        forum_place=forum.get("place", act.stage.story.place) if forum else "",
        cause_place=said.get("cause_place", ""),
        opponents=tuple(_opponent(act, each) for each in said.get("opponents", ())),
        claim_fen=said.get("claim"),
        means=_means(said["means"]) if "means" in said else None,
        pledge=said.get("pledge", False),
        materials=said.get("materials", ()),
        agent=_agent(act, applicant),
        members=members,
        member_count=len(members) + 1,
        limitation=said.get("limitation"),
        urgent=said.get("urgent", ""),
        detained_at=said.get("detained_at", ""),
        passed_on_by=passed_on_by,
        passed_on_as=passed_on_as,
        consultation=act.stage.consultations.get(applicant.person.pk, ""),
    )
    made = intake.submit_application(application=application, by=act.by, now=act.now)
    act.stage.consultations.pop(applicant.person.pk, None)
    return made


def _opponent(act: Act, said: dict[str, Any]) -> OpponentInput:
    known = act.stage.cast[said["cast"]].person if "cast" in said else None
    return OpponentInput(
        name=said.get("name") or (known.name if known else ""),
        relation=said.get("relation", ""),
        same_household=said.get("same_household"),
        person=known.pk if known else None,
        id_number=said.get("id", ""),
    )


def _means(said: dict[str, Any]) -> dict[str, object]:
    """The stated means as intake keeps them: fen of a month, fen of worth."""
    household = said.get("household", ())
    return {
        "household": [{"relation": each["relation"], "income_fen": each["income"]} for each in household],
        "assets": [
            {"kind": each["kind"], "value_fen": each.get("value", 0)} for each in said.get("assets", ())
        ],
        "hardships": list(said.get("hardships", ())),
    }


def _agent(act: Act, applicant: Player) -> AgentInput | None:
    """Who applies for the applicant: the one named, or whoever hands in and is neither applicant nor staff."""
    said = act.step.details.get("agent")
    if said is None:
        return None
    known = act.stage.cast[said["cast"]].person if "cast" in said else None
    hands_in = act.player.person
    if known is None and hands_in != applicant.person and not act.player.member.plays(*AGENCY_ROLES):
        known = hands_in
    name = said.get("name") or (known.name if known else "")
    return AgentInput(relation=said["relation"], name=name, person=known.pk if known else None)


def _members(act: Act, applicant: Player) -> tuple[MemberInput, ...]:
    """Those who apply together with the applicant: as the story lists them, or so many people made up."""
    said = act.step.details.get("members", ())
    rows = _made_up_members(said) if isinstance(said, int) else [_known(act, row) for row in said]
    return tuple(
        MemberInput(
            name=row["name"],
            id_number=row.get("id", ""),
            phone=row.get("phone", ""),
            is_representative=row.get("representative", False),
            person=row.get("person"),
        )
        for row in rows
        if row["name"] != applicant.person.name
    )


def _made_up_members(count: int) -> list[dict[str, Any]]:
    """The others of a group of so many, the applicant counted in."""
    return [{"name": f"工友{number}"} for number in range(2, count + 1)]


def _known(act: Act, row: dict[str, Any]) -> dict[str, Any]:
    """A listed member with the name of their person; a bare word may be a cast name."""
    player = act.stage.cast.get(row.get("cast") or row["name"])
    if player is None:
        return row
    return {**row, "name": player.person.name, "person": player.person.pk}


def _passed_on(act: Act) -> tuple[str, str]:
    """Through whom it came and what they are: somebody of the cast by name, the officer who hands it in, or words."""
    said: str = act.step.details.get("passed_on_by", act.step.by if act.player.authority else "")
    player = act.stage.cast.get(said)
    if player is not None:
        name = player.authority.name if player.authority else player.person.name
        return name, AUTHORITY if player.authority else DUTY_LAWYER
    if not said:
        return "", ""
    return said, DUTY_LAWYER if "值班律师" in said else AUTHORITY


def receive(act: Act) -> None:
    """Record what was handed in."""
    intake.receive_application(ref=act.ref, by=act.by, now=act.now)


def ask_supplement(act: Act) -> None:
    """Ask, once, for what is missing."""
    said = act.step.details
    intake.ask_supplement(
        ref=act.ref,
        missing=said.get("missing", ("case_papers",)),
        until=said.get("until") or (act.now + WEEK).date(),
        by=act.by,
        now=act.now,
    )


def supplement(act: Act) -> None:
    """Hand in more."""
    handed_in = act.step.details.get("materials", ("case_papers",))
    intake.supplement_application(ref=act.ref, materials=handed_in, by=act.by, now=act.now)


def withdraw(act: Act) -> None:
    """Take the application back."""
    reason = act.step.details.get("reason", "不再申请")
    intake.withdraw_application(ref=act.ref, reason=reason, by=act.by, now=act.now)


def redirect(act: Act) -> Matter:
    """Hand the application over to the competent agency; gives the linked matter there."""
    said = act.step.details
    here = intake.redirect_application(
        ref=act.ref, to=said["to"], reason=said.get("reason", "不属于本机构管辖"), by=act.by, now=act.now
    )
    there: Matter = here.following.latest("id")
    return there


def next_stage(act: Act) -> Matter:
    """Apply for the next stage of the same dispute."""
    said = act.step.details
    forum = said.get("forum", {})
    return intake.apply_for_next_stage(
        ref=act.ref,
        form=said["form"],
        stage=said.get("stage", ""),
        forum_kind=forum.get("kind", ""),
        forum_place=forum.get("place", ""),
        facts=said.get("facts", ""),
        by=act.by,
        now=act.now,
    )
