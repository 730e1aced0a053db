"""The details that each verb of the story format takes."""

from collections.abc import Callable, Mapping

from yaml import MappingNode, Node, ScalarNode

from fayuan.cases.models import Closing
from fayuan.intake.models import Channel, CooperationLetter
from fayuan.law.words import FORMS, FORUMS, MATERIALS, RELATIONS, STAGES, URGENT_REASONS
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
from fayuan.play.vocabulary import Names, person


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
        if not isinstance(node, ScalarNode):
            return several(row)(node)
        count = whole(node)
        if count < 1:
            raise StoryFault(line_of(node), "人数连同申请人至少是1")
        return count

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
    "ask_cooperation": lambda names: {"to": names.place, "items": several(text), "until": day},
    "answer_cooperation": lambda _: {
        "outcome": one_of(CooperationLetter.Outcome.values, "函复结果"),
        "answer": text,
    },
    "examine": lambda _: {
        "opinion": text,
        "means_check": one_of(("shared_data", "pledge", "exempt"), "核查方式"),
        "result": one_of(("grant", "refuse"), "审查意见"),
    },
    "grant": lambda _: REASON,
    "refuse": lambda _: {**REASON, "explanation": text},
    "grant_first": lambda _: {"reason": one_of(URGENT_REASONS, "先行援助的情形"), "complete_by": day},
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
    "terminate": lambda names: {"ground": one_of(names.grounds, "终止的情形"), **REASON},
    "next_stage": lambda names: {
        "form": one_of(FORMS, "程序"),
        "stage": one_of(STAGES, "阶段"),
        "forum": _forum(names),
        "facts": text,
    },
    "close": lambda _: {
        "outcome": one_of(Closing.Outcome.values, "承办结果"),
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
    "ask_cooperation": ("to",),
    "choose": ("lawyer",),
    "replace": ("to",),
    "next_stage": ("form",),
    "notify": ("form", "person"),
}
"""What cannot be made up where a story leaves it out."""
