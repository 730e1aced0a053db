"""A matter as its script writes it: each line one operation, done by whoever does that at the matter's office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fayuan.assignment import operations as assignment
from fayuan.cases import operations as cases
from fayuan.core.actor import Actor, system
from fayuan.demo.photographs import photograph
from fayuan.demo.places import COUNTY
from fayuan.demo.stage import Stage
from fayuan.dossier import operations as dossier
from fayuan.dossier.quarantine import look_into, settle_upload
from fayuan.intake import operations as intake
from fayuan.intake.inputs import ApplicationInput, NoticeInput, OpponentInput, PersonInput
from fayuan.matters.models import Matter
from fayuan.network.models import Institution

EXEMPT = ("application_form", "id_card", "group_proof", "case_papers")
MEANS_TESTED = ("application_form", "id_card", "means_statement", "case_papers")
UNTESTED = ("application_form", "id_card", "category_proof", "case_papers")
"""The papers of the three paths, complete."""


@dataclass
class Case:
    """One matter on the stage, at one office. `who` is the applicant's key, `lawyer` that of whoever has it."""

    stage: Stage
    matter: Matter
    who: str
    place: str = COUNTY
    lawyer: str = ""

    @property
    def _here(self) -> Mapping[str, Any]:
        return {"ref": self.matter.ref, "now": self.stage.now}

    def _officer(self, role: str) -> Actor:
        return self.stage.officer(role, self.place)

    # intake

    def receive(self) -> None:
        """The clerk records what was handed in."""
        intake.receive_application(by=self._officer("clerk"), **self._here)

    def ask_supplement(self, missing: Sequence[str], until: date) -> None:
        """The clerk asks for what is missing."""
        intake.ask_supplement(missing=missing, until=until, by=self._officer("clerk"), **self._here)

    def supplement(self, materials: Sequence[str]) -> None:
        """The applicant brings it."""
        intake.supplement_application(materials=materials, by=self.stage.by(self.who), **self._here)

    def redirect(self, to: str, reason: str) -> "Case":
        """The clerk hands the application over to the agency of another place; gives the matter there."""
        here = intake.redirect_application(to=to, reason=reason, by=self._officer("clerk"), **self._here)
        return Case(self.stage, here.following.latest("id"), self.who, to)

    def ask_cooperation(self, place: str, items: Sequence[str], reply_by: date) -> None:
        """The examiner asks another agency for help."""
        asked = self.stage.institution("agency", place)
        intake.send_cooperation_letter(
            agency=asked.pk, items=items, reply_by=reply_by, by=self._officer("examiner"), **self._here
        )

    def apply_for_next_stage(self, form: str, forum_kind: str, facts: str) -> None:
        """The recipient applies for the next stage of the dispute."""
        intake.apply_for_next_stage(
            form=form,
            forum_kind=forum_kind,
            forum_place=self.place,
            facts=facts,
            by=self.stage.by(self.who),
            **self._here,
        )

    def hand_in(self, kind: str, name: str) -> None:
        """The applicant hands in a photograph of a paper, and it is looked into at once."""
        file = dossier.hand_in_file(
            kind=kind, file_name=f"{name}.png", content=photograph(), by=self.stage.by(self.who), **self._here
        )
        settle_upload(ref=file.ref, finding=look_into(file), by=system("dossier"), now=self.stage.now)

    def withdraw(self, reason: str) -> None:
        """The applicant takes the application back."""
        intake.withdraw_application(reason=reason, by=self.stage.by(self.who), **self._here)

    def examine(self, opinion: str, *, result: str = "grant", means_check: str = "exempt") -> None:
        """The examiner's opinion."""
        intake.examine_application(
            opinion=opinion,
            result=result,
            means_check=means_check,
            by=self._officer("examiner"),
            **self._here,
        )

    def grant(self, reason: str = "") -> None:
        """The approver grants aid."""
        intake.grant_application(reason=reason, by=self._officer("approver"), **self._here)

    def grant_first(self, reason: str, complete_by: date) -> None:
        """The approver grants aid before the papers are complete."""
        intake.grant_first(reason=reason, complete_by=complete_by, by=self._officer("approver"), **self._here)

    def refuse(self, reason: str, explanation: str) -> None:
        """The approver refuses aid."""
        intake.refuse_application(
            reason=reason, explanation=explanation, by=self._officer("approver"), **self._here
        )

    def object(self, reason: str) -> None:
        """The applicant objects to the decision."""
        intake.object_to_decision(reason=reason, by=self.stage.by(self.who), **self._here)

    def decide_objection(self, outcome: str, reason: str) -> None:
        """The bureau answers the objection."""
        intake.decide_objection(outcome=outcome, reason=reason, by=self.stage.by("bureau"), **self._here)

    # assignment

    def propose(self) -> None:
        """The product proposes somebody."""
        assignment.propose_lawyer(by=self._officer("assigner"), **self._here)

    def offer_choice(self) -> None:
        """The assigner lets the applicant choose."""
        assignment.offer_choice(by=self._officer("assigner"), **self._here)

    def choose(self, lawyer: str) -> None:
        """The applicant chooses a lawyer, who has not answered yet."""
        self.lawyer = lawyer
        assignment.choose_lawyer(lawyer=self.stage.person(lawyer), by=self.stage.by(self.who), **self._here)

    def assign(self, lawyer: str, *, mode: str = "manual", reason: str = "") -> None:
        """The assigner puts a lawyer in charge."""
        self.lawyer = lawyer
        assignment.assign_lawyer(
            lawyer=self.stage.person(lawyer),
            mode=mode,
            reason=reason,
            by=self._officer("assigner"),
            **self._here,
        )

    def assign_unit(self, unit: str) -> None:
        """The assigner gives the matter to a firm, whose head names somebody."""
        found = Institution.objects.get(name=unit)
        assignment.assign_unit(unit=found.pk, by=self._officer("assigner"), **self._here)

    def accept(self) -> None:
        """The lawyer takes the case."""
        assignment.accept_assignment(by=self.stage.by(self.lawyer), no_conflict=True, **self._here)

    def decline(self, reason: str) -> None:
        """The lawyer does not take the case."""
        assignment.decline_assignment(reason=reason, by=self.stage.by(self.lawyer), **self._here)

    def ask_replacement(self, reason: str) -> None:
        """The applicant asks for another lawyer."""
        assignment.ask_replacement(reason=reason, by=self.stage.by(self.who), **self._here)

    def replace(self, lawyer: str, reason: str) -> None:
        """The assigner puts another lawyer in charge."""
        self.lawyer = lawyer
        assignment.replace_lawyer(
            lawyer=self.stage.person(lawyer), reason=reason, by=self._officer("assigner"), **self._here
        )

    # handling

    def sign(self) -> None:
        """The lawyer and the recipient sign the agreement."""
        cases.sign_agreement(by=self.stage.by(self.lawyer), **self._here)

    def log(self, what: str, note: str) -> None:
        """The lawyer writes a line of the handling record."""
        cases.write_log(what=what, note=note, by=self.stage.by(self.lawyer), **self._here)

    def plan_hearing(self, at: datetime, place: str) -> None:
        """The lawyer writes down a hearing."""
        cases.plan_hearing(at=at, place=place, by=self.stage.by(self.lawyer), **self._here)

    def report(self, why: str, note: str) -> None:
        """The lawyer reports to the agency."""
        cases.report_case(why=why, note=note, by=self.stage.by(self.lawyer), **self._here)

    def terminate(self, ground: str, reason: str) -> None:
        """The approver ends the aid."""
        cases.terminate_aid(ground=ground, reason=reason, by=self._officer("approver"), **self._here)

    def close(
        self,
        outcome: str,
        document: str,
        papers: Sequence[str],
        *,
        recovered: int | None = None,
        summary: str = "",
    ) -> None:
        """The lawyer hands in the closing set on the day of the document; `recovered` in yuan."""
        cases.close_case(
            outcome=outcome,
            document=document,
            received_on=self.stage.today(),
            recovered_fen=None if recovered is None else recovered * 100,
            papers=papers,
            summary=summary,
            by=self.stage.by(self.lawyer),
            **self._here,
        )

    def return_closing(self, missing: Sequence[str]) -> None:
        """The reviewer sends the closing set back."""
        cases.return_closing(missing=missing, by=self._officer("closing_reviewer"), **self._here)

    def accept_closing(self) -> None:
        """The reviewer accepts the closing set."""
        cases.accept_closing(by=self._officer("closing_reviewer"), **self._here)

    def pay(self) -> None:
        """The subsidy is paid, as the province's schedule has it."""
        cases.pay_subsidy(by=self._officer("finance"), **self._here)

    def follow_up(self, satisfied: int, note: str) -> None:
        """The clerk asks the recipient how they were helped."""
        cases.follow_up(satisfied=satisfied, note=note, by=self._officer("clerk"), **self._here)

    def archive(self) -> None:
        """The file goes to the archive."""
        cases.archive_case(by=self._officer("closing_reviewer"), **self._here)


def apply(stage: Stage, who: str, subject: str, facts: str, /, **said: Any) -> Case:
    """An application of somebody on the roster, written down by a clerk, or handed in online by themself.

    `said` are fields of `ApplicationInput` and `place`, the office; `opponent` names the other side, `claim` is yuan.
    Without a form it is litigation at the court of the place. `applicant` is given where `who` applies for them.
    """
    place, opponent, claim = said.pop("place", COUNTY), said.pop("opponent", ""), said.pop("claim", None)
    agency = stage.institution("agency", place)
    applicant = said.pop("applicant", PersonInput(id=stage.person(who)))
    given: dict[str, Any] = {
        "channel": "window",
        "form": "litigation",
        "forum_kind": "court",
        "forum_place": place,
        "materials": EXEMPT,
        "opponents": (OpponentInput(opponent),) if opponent else (),
        "claim_fen": None if claim is None else claim * 100,
        **said,
    }
    application = ApplicationInput(
        agency=agency.pk, applicant=applicant, subject=subject, facts=facts, **given
    )
    by = stage.by(who) if application.channel == "online" else stage.officer("clerk", place)
    matter = intake.submit_application(application=application, by=by, now=stage.now)
    return Case(stage, matter, who, place)


def notify(stage: Stage, sender: str, notice: NoticeInput) -> Case:
    """An authority's notice, sent by its officer."""
    matter = intake.file_notice(notice=notice, by=stage.by(sender), now=stage.now)
    return Case(stage, matter, who="")
