"""Who may apply for whom (法律援助法 24, 29, 33, 40)."""

from datetime import date

from fayuan.law.facts import Application
from fayuan.law.reasons import Step
from fayuan.law.rules import RuleBook

GUARDIANS = frozenset(
    {
        "father",
        "mother",
        "parent",
        "guardian",
        "legal_representative",
        "spouse",
        "husband",
        "wife",
        "stepfather",
        "stepmother",
        "adoptive_parent",
        "son",
        "daughter",
        "child",
    }
)
"""Relations by which an opponent can be the legal representative of somebody without full capacity (民法典
27, 28)."""


def may_apply(application: Application, on: date, book: RuleBook) -> Step:
    """Whether whoever hands the application in may do so; ``passed`` None where a person has to find out."""
    agent = application.agent
    if agent is None:
        rule, passed, says = _self(application, on)
    elif agent.is_opponent:
        rule, passed = "standing.other_when_infringed", False
        says = "代为申请的人就是对方当事人，不能代为申请；应由其他法定代理人或者近亲属代为申请。"
    elif agent.relation == "legal_representative":
        rule, passed, says = _legal_representative(application, on)
    elif agent.relation == "close_relative":
        rule, passed, says = _close_relative(application, on)
    else:
        rule, passed, says = _entrusted(application, on)
    entry = book.find(rule, on, application.agency_place)
    inputs = {"agent": agent.relation if agent else "self", "capacity": application.applicant.capacity_on(on)}
    return Step(rule, entry.value["article"] if entry else "", says, inputs, passed)


Finding = tuple[str, bool | None, str]


def _self(application: Application, on: date) -> Finding:
    if application.applicant.died:
        return (
            "standing.self",
            False,
            "本人已经去世，不能以其名义申请；由有权主张权利的近亲属以自己的名义申请。",
        )
    capacity = application.applicant.capacity_on(on)
    if capacity == "none":
        return (
            "standing.legal_representative",
            None,
            "申请人没有民事行为能力，应由法定代理人代为申请，请联系其法定代理人。",
        )
    if capacity == "limited":
        return "standing.self", True, "本人申请。申请人是限制民事行为能力人，可以由法定代理人代为申请。"
    return "standing.self", True, "本人申请。"


def _legal_representative(application: Application, on: date) -> Finding:
    if application.applicant.capacity_on(on) != "full":
        return "standing.legal_representative", True, "由法定代理人代为申请。"
    by_matter = _by_matter(application, "legal_representative") or _by_matter(application, "close_relative")
    if by_matter:
        return by_matter
    if application.detained:
        return "standing.detained", True, "在押人员由法定代理人代为申请。"
    return (
        "standing.self",
        False,
        "申请人有完全民事行为能力，没有法定代理人；应由本人申请，或者书面委托他人代为申请。",
    )


def _close_relative(application: Application, on: date) -> Finding:
    if by_matter := _by_matter(application, "close_relative"):
        return by_matter
    if application.detained:
        return "standing.detained", True, "在押人员由近亲属代为申请。"
    if application.applicant.died and application.matter in (
        "private_prosecution",
        "incidental_civil_action",
    ):
        return "standing.criminal_party", True, "被害人已经去世，由近亲属申请。"
    if application.applicant.capacity_on(on) == "full":
        return "standing.self", False, "近亲属不能直接代为申请；应由本人申请，或者书面委托近亲属代为申请。"
    if any(opponent.relation in GUARDIANS for opponent in application.opponents):
        return "standing.other_when_infringed", True, "法定代理人是对方当事人，由近亲属代为申请。"
    says = "近亲属代为申请：须查明法定代理人是否侵犯其合法权益，或者近亲属本人就是法定代理人。"
    return "standing.legal_representative", None, says


def _entrusted(application: Application, on: date) -> Finding:
    if application.applicant.capacity_on(on) == "none":
        return "standing.entrusted", None, "申请人没有民事行为能力，委托书应由其法定代理人签署，请核对。"
    return "standing.entrusted", True, "受本人书面委托代为申请。"


def _by_matter(application: Application, relation: str) -> Finding | None:
    """Where the matter itself lets the relative apply (articles 24, 29, 33)."""
    if application.stage == "retrial" and relation == "close_relative":
        return "standing.retrial", True, "再审案件，近亲属可以申请。"
    if application.matter in ("criminal_defence", "compulsory_treatment") and relation == "close_relative":
        return "standing.defence", True, "犯罪嫌疑人、被告人的近亲属可以申请。"
    if application.matter == "victim_representation":
        return "standing.criminal_party", True, "被害人的法定代理人或者近亲属可以申请。"
    return None
