"""Walks a story with the law alone: states, dates, verdicts and refusals, without a database or anybody's
rights."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fayuan.law.calendar import Calendar
from fayuan.law.closing import kind_of, missing_papers
from fayuan.law.deadlines import SHANGHAI, Due, due, rule_of
from fayuan.law.eligibility import assess, assess_notice
from fayuan.law.facts import CaseForAssignment, Client, Lawyer, Person
from fayuan.law.lifecycles import NEW, STEPS, NotAdmitted, after
from fayuan.law.qualification import may_be_assigned
from fayuan.law.reading import read_application, read_notice, read_person
from fayuan.law.rules import national
from fayuan.law.termination import may_terminate
from fayuan.law.urgency import may_grant_first

BOOK = national()
CALENDAR = Calendar.official()
LODGING = frozenset({"filed", "hearing"})
"""What of a log shows that a claim was lodged."""
LAWS = frozenset(
    {"out_of_scope", "not_competent", "means_exceeded", "wrong_state", "not_urgent", "not_qualified",
     "conflict_of_interest", "incomplete"}
)  # fmt: skip
"""Refusals that the law itself gives; the others rest on who somebody is."""
ELSEWHERE = frozenset({"redirect", "next_stage"})
"""Steps after which a story goes on in another matter, which the law alone cannot follow."""


class Refused(Exception):
    """The law does not admit a step; ``code`` is the story's word for why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass
class Matter:
    """What the walk knows of one matter."""

    state: str = NEW
    before: str = NEW
    facts: dict[str, Any] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    means_test: str = ""
    due: dict[str, Due] = field(default_factory=dict)
    submitted: datetime | None = None
    asked: date | None = None
    helped_since: date | None = None
    helped: list[tuple[date, date]] = field(default_factory=list)
    notified: bool = False
    client: Person = field(default_factory=Person)
    choosing: bool = False
    unit: bool = False
    declined: set[str] = field(default_factory=set)
    replacing: bool = False
    hearing: bool = False
    lodged: bool = False
    closing: dict[str, Any] = field(default_factory=dict)


class Walk:
    """One story, step by step."""

    def __init__(self, story: dict[str, Any]) -> None:
        self.story = story
        self.matter = Matter()
        self.defended: dict[str, set[Client]] = {}

    def step(self, step: dict[str, Any]) -> None:
        """Takes a step; raises Refused where the law does not admit it."""
        at = step["at"] if isinstance(step["at"], datetime) else datetime.fromisoformat(step["at"])
        self.at = at.replace(tzinfo=SHANGHAI)
        self.lapse()
        act = getattr(self, f"do_{step['do']}", None)
        details = step.get("with") or {}
        if act:
            act(step, details)
        elif step["do"] not in ("consult", "read", "wait"):
            self.move(step["do"])

    def lapse(self) -> None:
        """What falls due by now: an unanswered supplement notice."""
        clock = self.matter.due.get("supplement")
        fixed = clock is not None and not clock.provisional
        if self.matter.state == "awaiting_supplement" and clock and fixed and clock.at <= self.at:
            self.move("deem_withdrawn")

    def move(self, step: str, to: str | None = None) -> None:
        try:
            self.matter.state = after(step, self.matter.state, to)
        except NotAdmitted:
            raise Refused("wrong_state") from None

    def admits(self, step: str) -> None:
        if self.matter.state not in STEPS[step].from_states:
            raise Refused("wrong_state")

    def may_tell_now(self) -> bool:
        """Whether a message written at this hour goes out at once: periods that begin with it start then."""
        return 8 <= self.at.hour < 21

    def clock(self, name: str, start: datetime, **more: Any) -> None:
        rule = rule_of(name, by_notice=self.matter.notified)
        self.matter.due[name] = due(rule, start, CALENDAR, region=self.story["place"], **more)

    def judge(self) -> None:
        application, _ = read_application(self.matter.facts, BOOK)
        verdict = assess(application, self.at.date(), BOOK)
        self.matter.cites, self.matter.means_test = verdict.citations, verdict.means_test
        self.matter.client = application.applicant
        self.verdict = verdict

    def do_apply(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.matter = Matter(submitted=self.at)
        person = self.story["cast"][details.get("for", step["by"])]
        self.matter.facts = {
            "place": self.story["place"], "on": self.at.date(), "applicant": person, "application": details
        }  # fmt: skip
        self.judge()
        self.move("submit")
        self.clock("decide", self.at)

    def do_notify(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        sender = self.story["cast"][step["by"]]
        self.matter = Matter(
            notified=True, facts=details, client=read_person(details["person"], self.at.date())
        )
        facts = {"place": self.story["place"], "on": self.at.date(), "authority": sender, "notice": details}
        verdict = assess_notice(*read_notice(facts, BOOK), BOOK)
        if verdict.outcome == "not_competent":
            raise Refused("not_competent")
        self.matter.cites, self.matter.means_test = verdict.citations, verdict.means_test
        self.move("notify")
        self.clock("assign", self.at)
        self.clock("reply_authority", self.at)

    def do_receive(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.judge()
        if self.verdict.reason in ("not_competent", "out_of_scope"):
            raise Refused(self.verdict.reason)
        self.move("receive")

    def do_ask_supplement(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        if self.matter.asked is not None:  # what is missing is said once
            raise Refused("wrong_state")
        before = self.matter.state
        self.move("ask_supplement")
        self.matter.before, self.matter.asked = before, self.at.date()
        self.clock("supplement", self.at, until=details["until"])

    def do_supplement(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        if "complete_papers" in self.matter.due:
            del self.matter.due["complete_papers"]
            self.matter.facts["application"]["materials"] += details["materials"]
            return
        self.move("supplement", self.matter.before)
        assert self.matter.asked is not None
        assert self.matter.submitted is not None
        self.clock("decide", self.matter.submitted, pauses=[(self.matter.asked, self.at.date())])
        self.matter.facts["application"]["materials"] += details["materials"]

    def do_grant(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.admits("grant")
        self.judge()
        ordered = self.matter.state == "corrected"  # then the means are settled
        if self.verdict.reason == "means_exceeded" and not ordered and not details.get("reason"):
            raise Refused("means_exceeded")
        if self.verdict.reason not in (None, "means_undetermined", "means_exceeded"):
            raise Refused(self.verdict.reason)
        self.move("grant")
        self.clock("assign", self.at)

    def do_grant_first(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        limitation = self.matter.facts["application"].get("limitation")
        answer = may_grant_first(details["reason"], limitation, self.at.date(), CALENDAR)
        if not answer.allowed:
            raise Refused("not_urgent")
        self.matter.cites = answer.citations
        self.move("grant_first")
        self.clock("assign", self.at)
        self.clock("complete_papers", self.at, until=details["complete_by"])

    def do_refuse(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("refuse")
        self.clock("object_until", self.at)

    def do_ask_cooperation(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("ask_cooperation")
        self.matter.helped_since = self.at.date()
        self.clock("cooperation", self.at, until=details["until"])

    def do_answer_cooperation(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        if self.matter.helped_since is None:
            raise Refused("wrong_state")
        assert self.matter.submitted is not None
        self.matter.helped.append((self.matter.helped_since, self.at.date()))
        self.matter.helped_since = None
        self.clock("decide", self.matter.submitted, pauses=self.matter.helped)

    def do_archive(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        clock = self.matter.due.get("object_until")
        if self.matter.state == "terminated" and clock is not None and self.at.date() <= clock.on:
            raise Refused("wrong_state")
        self.move("archive")

    def do_object(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("object")
        self.clock("decide_objection", self.at)

    def do_decide_objection(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("decide_objection", {"uphold": "upheld", "correct": "corrected"}[details["outcome"]])
        self.matter.cites = ("法律援助法 49",)

    def do_assign(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        if "to" not in details:
            proposes = details.get("mode") == "propose"
            self.move("propose" if proposes else "offer_choice")
            self.matter.choosing = not proposes
            return
        self.qualify(details["to"])
        if self.matter.state == "assigned" and self.matter.unit:  # which names one of its people
            return
        self.move("assign")
        self.matter.unit = "lawyer" not in self.story["cast"][details["to"]]["role"]
        self.clock("sign_agreement", self.at)
        self.defended.setdefault(details["to"], set()).add(self.as_client())

    def as_client(self) -> Client:
        return Client(self.matter.client.name, self.matter.facts.get("case_no", ""))

    def qualify(self, name: str, *, by_choice: bool = False) -> None:
        exclusions = self.exclusions(name, by_choice=by_choice)
        if exclusions:
            raise Refused(exclusions[0])

    def exclusions(self, name: str, *, by_choice: bool = False) -> list[str]:
        member, facts = self.story["cast"][name], self.matter.facts
        lawyer = Lawyer(
            practice_since=member.get("practice_since"),
            defence_since=member.get("defence_since"),
            specialities=frozenset(member.get("specialities", ())),
            open_to_choice=member.get("open_to_choice", True),
            defends=frozenset(self.defended.get(name, ())) if self.matter.notified else frozenset(),
            related_to=frozenset({member["id"]} if "id" in member else ()),
        )
        case = CaseForAssignment(
            matter="criminal_defence" if self.matter.notified else facts["application"]["matter"],
            agency_place=self.story["place"],
            client=self.matter.client.name,
            stage=facts.get("stage"),
            life_or_death=facts.get("reason") == "life_or_death",
            minor=self.matter.client.under(18, self.at.date()),
            case_no=facts.get("case_no", ""),
            co_defendants=frozenset(facts.get("co_defendants", ())),
            by_choice=by_choice,
            opponents=self.opponents(),
        )
        return [exclusion.code for exclusion in may_be_assigned(lawyer, case, self.at.date())]

    def opponents(self) -> frozenset[str]:
        """The other side, by name and where it is told by identity number."""
        told = self.matter.facts.get("application", {}).get("opponents", ())
        return frozenset(str(each[key]) for each in told for key in ("name", "id") if key in each)

    def do_choose(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        if not self.matter.choosing:
            raise Refused("wrong_state")
        if details["lawyer"] in self.matter.declined:
            raise Refused("declined")
        self.qualify(details["lawyer"], by_choice=True)
        self.move("choose")

    def do_decline(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("decline")
        self.matter.declined.add(step["by"])

    def do_accept(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        chosen = self.matter.state == "awaiting_assignment"
        self.move("accept")
        if chosen:
            self.clock("sign_agreement", self.at)

    def do_log(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("log")
        self.matter.hearing = self.matter.hearing or details["what"] == "hearing"
        self.matter.lodged = self.matter.lodged or details["what"] in LODGING

    def do_ask_replacement(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("ask_replacement")
        self.matter.replacing = True
        self.clock("decide_replacement", self.at)

    def do_keep(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        if not self.matter.replacing:
            raise Refused("wrong_state")
        self.move("keep")
        self.matter.replacing = False

    def do_replace(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.qualify(details["to"])
        self.move("replace")
        self.matter.replacing = False
        self.clock("sign_agreement", self.at)

    def do_terminate(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        if details["ground"] == "first_grant_not_completed" and not self.never_completed():
            raise Refused("wrong_state")
        found = may_terminate(details["ground"], self.at.date(), notified=self.matter.notified)
        if not found.passed:
            raise Refused("wrong_state")
        self.matter.cites = (found.article,)
        self.move("terminate")
        self.clock("object_until", self.at)

    def never_completed(self) -> bool:
        """Whether a first grant was not completed in time, or completed papers show that no aid is due (art. 44)."""
        if "complete_papers" in self.matter.due:
            return "complete_papers" in self.overdue()
        self.judge()
        return self.verdict.outcome == "not_eligible"

    def do_close(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        self.move("close")
        self.matter.closing = details
        received = datetime.combine(details["received_on"], self.at.timetz())
        self.clock("submit_closing", received)
        self.clock("review_closing", self.at)

    def do_accept_closing(self, step: dict[str, Any], details: dict[str, Any]) -> None:
        facts = self.matter.facts.get("application", {})
        matter = "criminal_defence" if self.matter.notified else facts["matter"]
        kind = kind_of(matter, facts.get("form", "defence"), self.matter.facts.get("stage"))
        closing = self.matter.closing
        lodged = self.matter.lodged
        if missing_papers(kind, closing["outcome"], closing["papers"], self.matter.hearing, filed=lodged):
            raise Refused("incomplete")
        self.move("accept_closing")

    def overdue(self) -> set[str]:
        """Clocks that have run out by now."""
        return {name for name, clock in self.matter.due.items() if clock.at <= self.at}
