"""The steps of a life in the demonstration: each calls the operation that a page would call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from fayuan.assignment import operations as assignment
from fayuan.cases import operations as cases
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.demo import places
from fayuan.demo.kinds import Kind, name
from fayuan.demo.people import Staff
from fayuan.intake import operations as intake
from fayuan.intake.inputs import ApplicationInput, NoticeInput, OpponentInput, PersonInput
from fayuan.matters.models import Matter
from fayuan.people.identity import id_check_letter
from fayuan.people.models import Person
from fayuan.people.operations import add_person
from fayuan.people.queries import actor_of

DAY = timedelta(days=1)


@dataclass
class Case:
    """One matter on its way: who came, with what, and who has it in hand."""

    number: int
    kind: Kind
    staff: Staff
    random: Random
    applicant: Person | None = None
    consultation: str = ""
    ref: str = ""
    received_on: date | None = None  # the paper that ended the case

    @property
    def matter(self) -> Matter:
        """The matter as it stands."""
        return Matter.objects.select_related("handler", "unit").get(ref=self.ref)

    def by(self, key: str, now: datetime) -> Actor:
        """A member of staff as an actor."""
        return self.staff.actor(key, now)

    def applicant_acts(self, now: datetime) -> Actor:
        """The applicant as an actor."""
        assert self.applicant is not None  # everybody who acts has come before
        return actor_of(self.applicant, now, channel="command")

    def lawyer_acts(self, now: datetime) -> Actor:
        """The lawyer in charge, or the one who was asked, as an actor."""
        asked = self.matter.assignments.filter(ended_at=None).select_related("person").get().person
        assert asked is not None  # a lawyer acts only where a person was named
        return actor_of(asked, now, channel="command")


def come(case: Case, now: datetime) -> Person:
    """The applicant, entered when they first come."""
    if case.applicant is None:
        case.applicant = add_person(_details(case), now)
    return case.applicant


def _details(case: Case) -> dict[str, object]:
    first, last = case.kind.born
    born = date(case.random.randint(first, last), case.random.randint(1, 12), case.random.randint(1, 28))
    sex = "f" if "woman" in case.kind.groups or case.random.random() < 0.5 else "m"
    return {
        "name": name(case.number),
        "sex": sex,
        "born": born,
        "id_number": _id_number(born, sex, case.number),
        "phone": f"19900097{case.number:03d}",
        "address": f"云岭省白石市石桥县人民路{case.number + 1}号",
        "groups": list(case.kind.groups),
        "is_fictional": True,
    }


def _id_number(born: date, sex: str, number: int) -> str:
    """An identity number of a division that does not exist, with its check letter."""
    body = f"{places.COUNTY}{born:%Y%m%d}{number * 2 + (sex == 'm'):03d}"
    return body + id_check_letter(body)


def ask(case: Case, now: datetime) -> None:
    """A question at the duty desk, which leads to an application."""
    asked = intake.register_consultation(
        agency=case.staff.agency.pk,
        channel="window",
        subject=case.kind.subject,
        question=case.kind.question,
        answer="可以申请法律援助，请带身份证和有关材料到窗口，也可以网上提交。",
        advise_to_apply=True,
        person=PersonInput(id=come(case, now).pk),
        by=case.by("duty", now),
        now=now,
    )
    case.consultation = asked.ref


def apply(case: Case, now: datetime) -> None:
    """An application, online by the applicant or at the window by a clerk; some lack a paper."""
    kind = case.kind
    applicant = come(case, now)
    online = case.number % 3 == 0
    low, high = kind.claim
    made = intake.submit_application(
        application=ApplicationInput(
            agency=case.staff.agency.pk,
            applicant=PersonInput(id=applicant.pk),
            channel="online" if online else "window",
            subject=kind.subject,
            form=kind.form,
            facts=f"{kind.facts}。",
            forum_kind=kind.forum,
            forum_place=places.COUNTY,
            opponents=(OpponentInput(kind.opponent, relation=kind.relation, same_household=False),),
            claim_fen=case.random.randrange(low, high + 1, 100) * 100 if high else None,
            means=_means(kind),
            pledge=kind.income is not None,
            materials=kind.materials,
            consultation=case.consultation,
        ),
        by=case.applicant_acts(now) if online else case.by("clerk", now),
        now=now,
    )
    case.ref = made.ref


def _means(kind: Kind) -> dict[str, object] | None:
    if kind.income is None:
        return None
    household = [
        {"relation": "self", "income_fen": kind.income * 100},
        {"relation": "child", "income_fen": 0},
    ]
    return {"household": household, "assets": []}


NOTICES: Mapping[str, tuple[str, int, NoticeInput]] = {
    # step: (who notifies, the age of the person, what the notice says)
    "notify_minor": (
        "procuratorate",
        16,
        NoticeInput(0, "defence", "minor", "prosecution", PersonInput(), offence="盗窃罪"),
    ),
    "notify_capacity": (
        "police",
        34,
        NoticeInput(0, "defence", "limited_capacity", "investigation", PersonInput(), offence="故意伤害罪"),
    ),
    "notify_death": (
        "court",
        41,
        NoticeInput(0, "defence", "life_or_death", "first_instance", PersonInput(), offence="故意杀人罪"),
    ),
}


def notify(step: str) -> "Step":
    """The step by which an authority asks for a lawyer."""
    officer, age, notice = NOTICES[step]

    def take(case: Case, now: datetime) -> None:
        born = date(now.year - age, case.random.randint(1, 12), case.random.randint(1, 28))
        person = {"name": name(case.number), "sex": "m", "born": born, "is_fictional": True}
        written = replace(
            notice,
            authority=case.staff.authorities[officer].pk,
            person=PersonInput(details=person),
            letter_number=f"石通〔{now.year}〕{case.number}号",
            detained_at="石桥县看守所",
        )
        case.ref = intake.file_notice(notice=written, by=case.by(officer, now), now=now).ref

    return take


def receive(case: Case, now: datetime) -> None:
    """The receipt."""
    intake.receive_application(ref=case.ref, by=case.by("clerk", now), now=now)


def ask_supplement(case: Case, now: datetime) -> None:
    """A paper is missing; ten days to bring it."""
    until = (now + 10 * DAY).astimezone(SHANGHAI).date()
    intake.ask_supplement(
        ref=case.ref, missing=("case_papers",), until=until, by=case.by("clerk", now), now=now
    )


def supplement(case: Case, now: datetime) -> None:
    """The applicant brings it."""
    intake.supplement_application(
        ref=case.ref, materials=("case_papers",), by=case.applicant_acts(now), now=now
    )


def examine(case: Case, now: datetime) -> None:
    """The examiner is for aid."""
    _examine(case, now, "grant", "符合条件，建议给予法律援助。")


def examine_against(case: Case, now: datetime) -> None:
    """The examiner is against it."""
    _examine(case, now, "refuse", "申报的收入与查询结果不符，经济状况超过标准。")


def _examine(case: Case, now: datetime, result: str, opinion: str) -> None:
    intake.examine_application(
        ref=case.ref,
        result=result,
        means_check="exempt" if case.kind.groups else "pledge",
        opinion=opinion,
        by=case.by("examiner", now),
        now=now,
    )


def grant(case: Case, now: datetime) -> None:
    """Aid is granted."""
    intake.grant_application(ref=case.ref, reason="经核查确有困难", by=case.by("approver", now), now=now)


def grant_first(case: Case, now: datetime) -> None:
    """Aid is granted before the papers are complete: property is about to be moved away."""
    intake.grant_first(
        ref=case.ref,
        reason="preservation",
        complete_by=(now + 10 * DAY).astimezone(SHANGHAI).date(),
        by=case.by("approver", now),
        now=now,
    )


def refuse(case: Case, now: datetime) -> None:
    """Aid is refused."""
    intake.refuse_application(
        ref=case.ref,
        reason="means_exceeded",
        explanation="经查询，申请人另有稳定收入。",
        by=case.by("approver", now),
        now=now,
    )


def withdraw(case: Case, now: datetime) -> None:
    """The applicant takes the application back."""
    intake.withdraw_application(ref=case.ref, reason="对方已经付清", by=case.applicant_acts(now), now=now)


def redirect(case: Case, now: datetime) -> None:
    """The matter belongs to the neighbouring county."""
    intake.redirect_application(
        ref=case.ref,
        to=places.OTHER_COUNTY,
        reason="案件由松岭县人民法院办理",
        by=case.by("clerk", now),
        now=now,
    )


def object_to(case: Case, now: datetime) -> None:
    """The applicant objects."""
    intake.object_to_decision(
        ref=case.ref, reason="那份工作上个月已经没有了", by=case.applicant_acts(now), now=now
    )


def uphold(case: Case, now: datetime) -> None:
    """The bureau upholds the refusal."""
    _decide_objection(case, now, "uphold", "没有新的证据。")


def correct(case: Case, now: datetime) -> None:
    """The bureau orders a correction."""
    _decide_objection(case, now, "correct", "收入已经中断，应当给予援助。")


def _decide_objection(case: Case, now: datetime, outcome: str, reason: str) -> None:
    intake.decide_objection(ref=case.ref, outcome=outcome, reason=reason, by=case.by("bureau", now), now=now)


def propose(case: Case, now: datetime) -> None:
    """The product proposes who could take the case."""
    assignment.propose_lawyer(ref=case.ref, by=case.by("assigner", now), now=now)


def assign(case: Case, now: datetime) -> None:
    """The assigner follows the proposal, making one first where there is none."""
    if not case.matter.proposals.exists():
        propose(case, now)
    first = case.matter.proposals.latest("id").first
    assert first is not None  # the panel has somebody for every kind
    assignment.assign_lawyer(ref=case.ref, lawyer=first, mode="propose", by=case.by("assigner", now), now=now)


def assign_unit(case: Case, now: datetime) -> None:
    """To a firm, whose head names the person."""
    unit = case.staff.firms["石桥律师事务所"]
    assignment.assign_unit(ref=case.ref, unit=unit.pk, by=case.by("assigner", now), now=now)


def name_lawyer(case: Case, now: datetime) -> None:
    """The head names one of the firm's lawyers."""
    lawyer = case.staff.people["lawyer4"]
    assignment.name_lawyer(ref=case.ref, lawyer=lawyer.pk, by=case.by("head3", now), now=now)


def offer_choice(case: Case, now: datetime) -> None:
    """The applicant may choose."""
    assignment.offer_choice(ref=case.ref, by=case.by("assigner", now), now=now)


def choose(case: Case, now: datetime) -> None:
    """The applicant chooses."""
    lawyer = case.staff.people["lawyer"]
    assignment.choose_lawyer(ref=case.ref, lawyer=lawyer.pk, by=case.applicant_acts(now), now=now)


def accept(case: Case, now: datetime) -> None:
    """The lawyer takes the case."""
    assignment.accept_assignment(ref=case.ref, by=case.lawyer_acts(now), now=now)


def decline(case: Case, now: datetime) -> None:
    """The lawyer cannot take it."""
    assignment.decline_assignment(
        ref=case.ref, reason="与对方单位有业务往来", by=case.lawyer_acts(now), now=now
    )


def ask_replacement(case: Case, now: datetime) -> None:
    """The recipient asks for another lawyer."""
    assignment.ask_replacement(
        ref=case.ref,
        reason="一直联系不上律师",
        evidence=("通话记录",),
        by=case.applicant_acts(now),
        now=now,
    )


def sign(case: Case, now: datetime) -> None:
    """The agreement is signed."""
    cases.sign_agreement(ref=case.ref, by=case.lawyer_acts(now), now=now)


def logged(what: str, note: str) -> "Step":
    """The step by which the lawyer writes a line of the handling record."""

    def take(case: Case, now: datetime) -> None:
        cases.write_log(ref=case.ref, what=what, note=note, by=case.lawyer_acts(now), now=now)

    return take


def plan_hearing(case: Case, now: datetime) -> None:
    """A hearing in three weeks."""
    day = (now + 21 * DAY).astimezone(SHANGHAI).replace(hour=9, minute=30, second=0, microsecond=0)
    cases.plan_hearing(ref=case.ref, at=day, place="第二审判庭", by=case.lawyer_acts(now), now=now)


def report(case: Case, now: datetime) -> None:
    """The lawyer reports a difficult case."""
    cases.report_case(
        ref=case.ref, why="difficult", note="因果关系需要鉴定", by=case.lawyer_acts(now), now=now
    )


def judgment(case: Case, now: datetime) -> None:
    """The result has come."""
    case.received_on = now.astimezone(SHANGHAI).date()
    cases.write_log(
        ref=case.ref, what="judgment", note=f"收到{case.kind.document}", by=case.lawyer_acts(now), now=now
    )


def terminate(case: Case, now: datetime) -> None:
    """Aid ends: the recipient has hired a lawyer."""
    cases.terminate_aid(
        ref=case.ref, ground="own_lawyer", reason="已自行委托律师", by=case.by("approver", now), now=now
    )


def close(case: Case, now: datetime) -> None:
    """The whole closing set."""
    _close(case, now, case.kind.closing_papers)


def close_short(case: Case, now: datetime) -> None:
    """A closing set without its report."""
    _close(case, now, case.kind.closing_papers[:-1])


def _close(case: Case, now: datetime, papers: tuple[str, ...]) -> None:
    assert case.received_on is not None  # a result came before
    low, high = case.kind.claim
    cases.close_case(
        ref=case.ref,
        outcome=case.random.choice(("won", "partly_won", "mediated")),
        document=case.kind.document,
        received_on=case.received_on,
        recovered_fen=case.random.randrange(low, high + 1, 100) * 80 if high else None,
        papers=papers,
        by=case.lawyer_acts(now),
        now=now,
    )


def return_closing(case: Case, now: datetime) -> None:
    """The set comes back."""
    cases.return_closing(ref=case.ref, missing=("结案报告表",), by=case.by("reviewer", now), now=now)


def accept_closing(case: Case, now: datetime) -> None:
    """The set is accepted."""
    cases.accept_closing(ref=case.ref, by=case.by("reviewer", now), now=now)


def pay(case: Case, now: datetime) -> None:
    """The subsidy is paid: the fictional province has no schedule, so the agency's paper gives the amount."""
    cases.pay_subsidy(ref=case.ref, amount_fen=180_000, by=case.by("finance", now), now=now)


def archive(case: Case, now: datetime) -> None:
    """The file goes to the archive."""
    cases.archive_case(ref=case.ref, by=case.by("reviewer", now), now=now)


def follow_up(case: Case, now: datetime) -> None:
    """The recipient is asked."""
    cases.follow_up(
        ref=case.ref,
        satisfied=case.random.choice((4, 5)),
        note="律师认真负责",
        by=case.by("clerk", now),
        now=now,
    )


Step = Callable[[Case, datetime], None]

TAKE: Mapping[str, Step] = {
    "ask": ask,
    "apply": apply,
    **{step: notify(step) for step in NOTICES},
    "receive": receive,
    "ask_supplement": ask_supplement,
    "supplement": supplement,
    "examine": examine,
    "examine_against": examine_against,
    "grant": grant,
    "grant_first": grant_first,
    "refuse": refuse,
    "withdraw": withdraw,
    "redirect": redirect,
    "object": object_to,
    "uphold": uphold,
    "correct": correct,
    "propose": propose,
    "assign": assign,
    "assign_unit": assign_unit,
    "name_lawyer": name_lawyer,
    "offer_choice": offer_choice,
    "choose": choose,
    "accept": accept,
    "decline": decline,
    "ask_replacement": ask_replacement,
    "sign": sign,
    "meet": logged("met", "约见受援人，核对经过和证据"),
    "file": logged("filed", "提交申请书和证据材料"),
    "read_file": logged("read_file", "阅卷"),
    "opinion": logged("opinion", "提交辩护意见"),
    "plan_hearing": plan_hearing,
    "report": report,
    "judgment": judgment,
    "terminate": terminate,
    "close": close,
    "close_short": close_short,
    "return": return_closing,
    "accept_closing": accept_closing,
    "pay": pay,
    "archive": archive,
    "follow_up": follow_up,
}
