"""What somebody has told so far, as the law and the operations take it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from fayuan.intake import facts
from fayuan.intake.inputs import AgentInput, ApplicationInput, MemberInput, OpponentInput, PersonInput
from fayuan.law import eligibility, materials
from fayuan.law import facts as law
from fayuan.law.claims import Path, claimed
from fayuan.law.priority import priority
from fayuan.law.reasons import Step
from fayuan.matters.rules import book
from fayuan.people.identity import born_of, sex_of
from fayuan.people.models import Person
from fayuan.web.portal.kinds import KINDS, WAYS, Kind, Way
from fayuan.web.portal.questions.answer_form import Answers, day_of

YOUNG = 14  # years, below which a guardian agrees
MADE_HERE = ("application_form", "means_statement", "member_list")  # papers that the answers themselves make
CONTACT = {"all": (True, True), "call": (True, False), "none": (False, False)}  # may call, may text


@dataclass(frozen=True)
class Telling:
    """The answers of one draft, who gives them, and the local day."""

    answers: Answers
    person: Person
    today: date

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return KINDS[self.answers["kind"]]

    @property
    def way(self) -> Way:
        """How far it has got."""
        return WAYS[self.answers["way"]]

    @property
    def for_self(self) -> bool:
        """Whether the one who types is the one to be aided."""
        return self.answers.get("whom") in {"self", "group"}

    @property
    def is_young_child(self) -> bool:
        """Whether it is for a child under fourteen, of whose data a guardian decides (个人信息保护法 31)."""
        if self.answers.get("whom") != "child":
            return False
        born = self._other()["born"]
        return born is not None and (self.today.year, self.today.month, self.today.day) < (
            born.year + YOUNG,
            born.month,
            born.day,
        )

    @property
    def subject(self) -> str:
        """The law's word for the matter."""
        return self.kind.subject or str(self.answers.get("other_subject", "other"))

    @cached_property
    def path(self) -> Path:
        """Whether means are looked at: settled by what happened and to whom, before anything is said of means."""
        return claimed(self._for_law(self._application(0, means=False)), self.today, book()).path

    @cached_property
    def verdict(self) -> eligibility.Verdict:
        """What the law says of it today; advice."""
        return eligibility.assess(self._for_law(self.application()), self.today, book())

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The papers to hand in beside those that the answers make."""
        told = self._for_law(self.application())
        papers = materials.needed(told, self.path, self.today, book())
        return tuple(paper for paper in papers if paper not in MADE_HERE)

    @property
    def priority(self) -> Step | None:
        """The rule by which the place handles such a matter first, where it has one."""
        return priority(self.subject, self.today, str(self.answers["place"]), book())

    def _for_law(self, application: ApplicationInput) -> law.Application:
        return facts.told(application, self._applicant(), self.answers["place"])

    def application(self, agency: int = 0) -> ApplicationInput:
        """The application as the answers make it; of pages that no longer belong, nothing is taken."""
        return self._application(agency, means=self.path == "means_tested")

    def _application(self, agency: int, *, means: bool) -> ApplicationInput:
        given = self.answers
        criminal = given["kind"] == "criminal"
        return ApplicationInput(
            agency=agency,
            applicant=self._person(),
            channel="online",
            subject=self.subject,
            form=self.way.form,
            facts=given.get("story", ""),
            forum_kind=self.way.forum,
            forum_place=given["place"],
            cause_place=given["place"],
            opponents=() if criminal else self._opponents(),
            claim_fen=None if criminal else given.get("claim"),
            means=self._means() if means else None,
            pledge=means and given.get("check") == "pledge",
            materials=self._materials(means=means),
            agent=self._agent(),
            members=self._members(),
            child_consent=bool(self.is_young_child and given.get("child_consent")),
            limitation=day_of(given, "deadline"),
            urgent="limitation" if given.get("deadline") else "",
            detained_at=given.get("detained_at", "") if given.get("whom") == "detained" else "",
            stage=self.way.stage,
            offence=given.get("offence", "") if criminal else "",
            case_number=given.get("case_number", "") if criminal else "",
        )

    def _person(self) -> PersonInput:
        """The one to be aided: the one who types, with what they told anew, or somebody new."""
        groups = list(self.answers.get("groups", ()))
        if self.for_self:
            return PersonInput(self.person.pk, {**self._contact(), "groups": groups})
        return PersonInput(details={**self._other(), "groups": groups})

    def _contact(self) -> dict[str, Any]:
        """How the one who types can safely be reached."""
        may_call, may_text = CONTACT[self.answers.get("contact", "all")]
        note = self.answers.get("contact_note", "")
        return {"may_call": may_call, "may_text": may_text, "contact_note": note}

    def _other(self) -> dict[str, Any]:
        number = self.answers.get("other_id_number", "")
        born = born_of(number) if number else day_of(self.answers, "other_born")
        sex = sex_of(number) if number else ""
        return {"name": self.answers.get("other_name", ""), "id_number": number, "born": born, "sex": sex}

    def _applicant(self) -> law.Person:
        groups = frozenset(self.answers.get("groups", ()))
        if not self.for_self:
            other = self._other()
            return law.Person(born=other["born"], sex=other["sex"] or None, groups=groups, name=other["name"])
        known = facts.person(self.person)
        return law.Person(
            born=known.born,
            sex=known.sex,
            groups=groups,
            disability=known.disability,
            capacity=known.capacity,
            name=known.name,
        )

    def _agent(self) -> AgentInput | None:
        if self.for_self:
            return None
        relations = {"child": self.answers.get("relation", "close_relative"), "detained": "close_relative"}
        relation = relations.get(self.answers["whom"], "entrusted")
        return AgentInput(relation, self.person.name, self.person.pk, self._contact())

    def _members(self) -> tuple[MemberInput, ...]:
        if self.answers.get("whom") != "group":
            return ()
        return tuple(MemberInput(**each) for each in self.answers.get("members", ()))

    def _opponents(self) -> tuple[OpponentInput, ...]:
        names = [self.answers.get("opponent", ""), self.answers.get("opponent_2", "")]
        relation = self.answers.get("opponent_relation", "")
        lives = {"yes": True, "no": False}.get(self.answers.get("same_household", ""))
        return tuple(
            OpponentInput(name, relation if place == 0 else "", lives if place == 0 else None)
            for place, name in enumerate(names)
            if name
        )

    def _means(self) -> dict[str, object] | None:
        """The household as the law asks for it: the applicant, and the others with their income shared out."""
        if self.answers.get("own_income") is None:
            return None
        others = self.answers["household_size"] - 1
        total = self.answers.get("others_income") or 0
        shares = [total // others + (place < total % others) for place in range(others)] if others else []
        own = {"relation": "self", "income_fen": self.answers["own_income"]}
        return {"household": [own, *({"relation": "family", "income_fen": share} for share in shares)]}

    def _materials(self, *, means: bool) -> tuple[str, ...]:
        made = ["application_form"]
        if means and self.answers.get("own_income") is not None:
            made.append("means_statement")
        if self._members():
            made.append("member_list")
        return tuple(dict.fromkeys((*made, *(kept["kind"] for kept in self.answers.get("files", ())))))
