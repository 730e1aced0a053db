"""The words of the story format: what may be said of a person, which details a verb takes, what may be expected."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yaml import Node

from fayuan.law.clocks import NAMES as CLOCKS
from fayuan.law.lifecycles import STATES
from fayuan.law.rules import RuleBook
from fayuan.law.words import (
    AUTHORITIES,
    DISABILITIES,
    GROUPS,
    MATTERS,
)
from fayuan.play.nodes import (
    Read,
    StoryFault,
    day,
    either,
    fields,
    flag,
    line_of,
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
SCOPE, TERMINATION = "scope.", "termination."  # how the rule book calls what may be aided, and what ends it


@dataclass(frozen=True)
class Names:
    """What a file may refer to: the people of its cast, the divisions of the country, the kinds of matters, and the
    grounds to end the aid."""

    cast: Collection[str]
    places: Collection[str]
    matters: Collection[str]
    grounds: Collection[str] = ()

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
    return (*MATTERS, *sorted(_under(SCOPE, book) - set(MATTERS)))


def grounds_to_terminate(book: RuleBook) -> tuple[str, ...]:
    """The grounds to end the aid that the law or a province knows."""
    return tuple(sorted(_under(TERMINATION, book)))


def _under(beginning: str, book: RuleBook) -> set[str]:
    entries = book.keys()
    return {key.removeprefix(beginning) for key in entries if key.startswith(beginning)}


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
