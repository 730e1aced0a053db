"""The words of the story format: what may be said of a person, which details a verb takes, what may be expected."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from yaml import MappingNode, Node, ScalarNode

from fayuan.intake.models import Channel
from fayuan.law.clocks import NAMES as CLOCKS
from fayuan.law.lifecycles import STATES
from fayuan.law.rules import RuleBook
from fayuan.law.words import (
    AUTHORITIES,
    DISABILITIES,
    FORMS,
    FORUMS,
    GROUPS,
    MATERIALS,
    MATTERS,
    RELATIONS,
    STAGES,
    URGENT_REASONS,
)
from fayuan.play.nodes import (
    Read,
    StoryFault,
    day,
    either,
    fields,
    flag,
    line_of,
    mapping,
    one_of,
    several,
    text,
    whole,
    yuan,
)

ROLES = (
    "applicant",
    "clerk",
    "examiner",
    "approver",
    "assigner",
    "lawyer",
    "firm_head",
    "duty_lawyer",
    "authority",
    "bureau",
    "closing_reviewer",
    "finance",
    "reviewer",
    "hotline_agent",
    "other_clerk",
    "stranger",
)
REFUSALS = (
    "out_of_scope",
    "not_competent",
    "means_exceeded",
    "no_right",
    "wrong_state",
    "own_matter",
    "not_urgent",
    "not_qualified",
    "conflict_of_interest",
    "late",
    "incomplete",
)
MEANS_TESTS = ("required", "exempt", "not_applicable")
SCOPE = "scope."  # how the rule book calls what may be aided


@dataclass(frozen=True)
class Names:
    """What a file may refer to: the people of its cast, the divisions of the country, the kinds of matters."""

    cast: Collection[str]
    places: Collection[str]
    matters: Collection[str]

    @property
    def person(self) -> Read:
        """A reader of a cast name."""
        return one_of(self.cast, "人物")

    @property
    def place(self) -> Read:
        """A reader of a division's code."""

        def read(node: Node) -> str:
            code = text(node)
            if code not in self.places:
                raise StoryFault(line_of(node), f"没有区划代码“{code}”（GB/T 2260，六位，加引号）")
            return code

        return read


def kinds_of_matters(book: RuleBook) -> tuple[str, ...]:
    """The law's matters and those that provinces add."""
    entries = book.keys()
    added = {key.removeprefix(SCOPE) for key in entries if key.startswith(SCOPE)}
    return (*MATTERS, *sorted(added - set(MATTERS)))


def person(names: Names) -> Mapping[str, Read]:
    """What may be said of anybody."""
    return {
        "name": text,
        "sex": one_of(("f", "m"), "性别"),
        "gender": one_of(("f", "m"), "性别"),
        "born": day,
        "phone": text,
        "id": text,
        "groups": several(one_of(GROUPS, "人群")),
        "disability": fields(
            {"kind": one_of(DISABILITIES, "残疾类别"), "level": whole}, "残疾情况", required=("kind",)
        ),
        "capacity": one_of(("full", "limited", "none"), "行为能力"),
        "languages": several(text),
        "safe_contact": fields({"call": flag, "sms": flag, "note": text}, "联系方式"),
    }


def member(names: Names) -> Read:
    """A person of the cast."""
    known: Mapping[str, Read] = {
        "role": several(one_of(ROLES, "角色")),
        **person(names),
        "place": names.place,
        "kind": one_of(AUTHORITIES, "机关"),
        "practice_since": day,
        "defence_since": day,
        "specialities": several(text),
        "firm": text,
        "open_to_choice": flag,
    }
    return fields(known, "人物", required=("role",))


def _forum(names: Names) -> Read:
    return fields({"place": names.place, "kind": _forum_kind}, "办案机构", required=("kind",))


def _forum_kind(node: Node) -> str:
    """The format leaves the kinds open: one that the law does not tell apart is another body."""
    kind = text(node)
    return kind if kind in FORUMS else "other"


def _consultation(names: Names) -> Mapping[str, Read]:
    return {
        "person": names.person,
        "channel": one_of(Channel.values, "渠道"),
        "question": text,
        "answer": text,
        "advise_to_apply": flag,
    }


def _opponent(names: Names) -> Read:
    known: Mapping[str, Read] = {
        "name": text,
        "id": text,
        "relation": text,
        "same_household": flag,
        "cast": names.person,
    }
    return fields(known, "对方")


def _means() -> Read:
    income = fields({"relation": text, "income": yuan}, "家庭成员", required=("relation", "income"))
    asset = fields({"kind": text, "value": yuan}, "财产", required=("kind",))
    assets = _assets(several(asset))
    known: Mapping[str, Read] = {"household": several(income), "assets": assets, "hardships": several(text)}
    return fields(known, "经济状况")


def _assets(rows: Read) -> Read:
    """Assets as rows of kind and value, as `kind: value`, or as one amount of savings; always given as rows."""

    def short(node: Node) -> tuple[dict[str, object], ...]:
        found = mapping(yuan, "财产")(node)
        return tuple({"kind": kind, "value": value} for kind, value in found.items())

    def read(node: Node) -> object:
        if isinstance(node, ScalarNode):
            return ({"kind": "savings", "value": yuan(node)},)
        if isinstance(node, MappingNode) and "kind" not in {key.value for key, _ in node.value}:
            return short(node)
        return rows(node)

    return read


def _members(names: Names) -> Read:
    """A number with the applicant counted, or a list of people."""
    one: Mapping[str, Read] = {
        "name": text,
        "cast": names.person,
        "id": text,
        "phone": text,
        "representative": flag,
    }
    row = either(fields(one, "共同申请人"), lambda node: {"name": text(node)})

    def read(node: Node) -> object:
        return whole(node) if isinstance(node, ScalarNode) else several(row)(node)

    return read


def _application(names: Names) -> Mapping[str, Read]:
    agent: Mapping[str, Read] = {
        "name": text,
        "cast": names.person,
        "relation": one_of(RELATIONS, "代理关系"),
    }
    return {
        "for": names.person,
        "channel": one_of(Channel.values, "渠道"),
        "matter": one_of(names.matters, "事项"),
        "form": one_of(FORMS, "程序"),
        "stage": one_of(STAGES, "阶段"),
        "offence": text,
        "case_no": text,
        "forum": _forum(names),
        "cause_place": names.place,
        "facts": text,
        "opponents": several(_opponent(names)),
        "claim": yuan,
        "means": _means(),
        "pledge": flag,
        "materials": several(one_of(MATERIALS, "材料")),
        "agent": fields(agent, "代为申请的人", required=("relation",)),
        "members": _members(names),
        "limitation": day,
        "urgent": one_of(URGENT_REASONS, "紧急事由"),
        "detained_at": text,
        "passed_on_by": text,
    }


def _notice(names: Names) -> Mapping[str, Read]:
    return {
        "form": one_of(("defence", "compulsory_treatment"), "通知种类"),
        "reason": text,
        "person": either(fields(person(names), "当事人"), names.person),
        "stage": one_of(STAGES, "阶段"),
        "offence": text,
        "hearing": day,
        "case_no": text,
        "detained_at": text,
        "co_defendants": several(text),
    }


REASON: Mapping[str, Read] = {"reason": text}
NOTHING: Mapping[str, Read] = {}

VERBS: Mapping[str, Callable[[Names], Mapping[str, Read]]] = {
    "consult": _consultation,
    "apply": _application,
    "ask_supplement": lambda _: {"missing": several(text), "until": day},
    "supplement": lambda _: {"materials": several(one_of(MATERIALS, "材料"))},
    "receive": lambda _: NOTHING,
    "redirect": lambda names: {"to": names.place, **REASON},
    "examine": lambda _: {
        "opinion": text,
        "means_check": one_of(("shared_data", "pledge", "exempt"), "核查方式"),
        "result": one_of(("grant", "refuse"), "审查意见"),
    },
    "grant": lambda _: REASON,
    "refuse": lambda _: {**REASON, "explanation": text},
    "grant_first": lambda _: {**REASON, "complete_by": day},
    "withdraw": lambda _: REASON,
    "object": lambda _: REASON,
    "decide_objection": lambda _: {**REASON, "outcome": one_of(("uphold", "correct"), "异议审查结果")},
    "notify": _notice,
    "assign": lambda names: {
        "to": names.person,
        "mode": one_of(("propose", "manual", "choice"), "指派方式"),
        **REASON,
    },
    "choose": lambda names: {"lawyer": names.person},
    "accept": lambda _: REASON,
    "decline": lambda _: REASON,
    "sign_agreement": lambda _: NOTHING,
    "log": lambda _: {"what": text, "note": text, "on": day},
    "report": lambda _: {
        "why": one_of(
            ("difficult", "group", "major_impact", "evidence_doubt", "ground_to_terminate"), "报告事由"
        ),
        "note": text,
    },
    "ask_replacement": lambda _: {**REASON, "evidence": several(text)},
    "replace": lambda names: {**REASON, "to": names.person, "evidence": several(text)},
    "keep": lambda _: {**REASON, "evidence": several(text)},
    "terminate": lambda _: {"ground": text, **REASON},
    "next_stage": lambda names: {
        "form": one_of(FORMS, "程序"),
        "stage": one_of(STAGES, "阶段"),
        "forum": _forum(names),
        "facts": text,
    },
    "close": lambda _: {
        "outcome": text,
        "document": text,
        "received_on": day,
        "recovered": yuan,
        "papers": several(text),
        "summary": text,
    },
    "return_closing": lambda _: {"missing": several(text)},
    "accept_closing": lambda _: {"missing": several(text)},
    "pay": lambda _: NOTHING,
    "archive": lambda _: NOTHING,
    "follow_up": lambda _: {"satisfied": whole, "note": text},
    "read": lambda _: NOTHING,
    "wait": lambda _: NOTHING,
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "apply": ("matter",),
    "redirect": ("to",),
    "choose": ("lawyer",),
    "replace": ("to",),
    "next_stage": ("form",),
    "notify": ("form", "person"),
}
"""What cannot be made up where a story leaves it out."""


def expectation(names: Names) -> Read:
    """What may be expected after a step."""
    clock = one_of(CLOCKS, "期限")
    amount_line: Mapping[str, Read] = {"name": text, "amount": yuan, "says": text, "article": text}
    known: Mapping[str, Read] = {
        "state": one_of(STATES, "状态"),
        "means_test": one_of(MEANS_TESTS, "经济审查"),
        "due": fields(dict.fromkeys(CLOCKS, day), "期限"),
        "cites": several(text),
        "papers": several(text),
        "told": several(names.person),
        "not_allowed": flag,
        "because": one_of(REFUSALS, "拒绝理由"),
        "not_found": flag,
        "overdue": several(clock),
        "proposed": either(fields({"not": several(names.person)}, "推荐", required=("not",)), names.person),
        "amount": either(
            fields(
                {"subsidy": yuan, "lines": several(fields(amount_line, "明细"))},
                "金额",
                required=("subsidy",),
            ),
            lambda node: {"subsidy": yuan(node)},
        ),
    }
    return fields(known, "预期")
