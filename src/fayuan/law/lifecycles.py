"""Which step may follow which state: the one table that moves a matter, and its picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Phase = Literal["before", "application", "aid", "objection", "end"]


@dataclass(frozen=True, slots=True)
class State:
    """A state of a matter: its key, what people read, and the part of the matter's life to which it
    belongs."""

    key: str
    chinese: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: from which states it may be taken, and to which it leads; no ``to_states`` leaves the state as
    it is."""

    name: str
    chinese: str
    from_states: tuple[str, ...]
    to_states: tuple[str, ...] = ()


class NotAdmitted(Exception):
    """The state does not admit the step; ``says`` tells people what the matter's state is and what can be
    done."""

    def __init__(self, step: str, state: str, says: str) -> None:
        self.step, self.state, self.says = step, state, says
        super().__init__(says)


NEW = "new"
"""Before a matter has any state."""


def _states(*rows: tuple[str, str, Phase]) -> Mapping[str, State]:
    return {row[0]: State(*row) for row in rows}


def _steps(*rules: StepRule) -> Mapping[str, StepRule]:
    return {rule.name: rule for rule in rules}


STATES: Mapping[str, State] = _states(
    ("draft", "草稿", "before"),
    ("submitted", "已提交", "application"),
    ("awaiting_supplement", "待补充材料", "application"),
    ("received", "已受理", "application"),
    ("examined", "已审查", "application"),
    ("granted", "已给予援助", "application"),
    ("refused", "不予援助", "end"),
    ("withdrawn", "已撤回", "end"),
    ("deemed_withdrawn", "视为撤回", "end"),
    ("redirected", "已转告其他机构", "end"),
    ("awaiting_assignment", "待指派", "aid"),
    ("assigned", "已指派", "aid"),
    ("handling", "承办中", "aid"),
    ("suspended", "已中止", "aid"),
    ("closing", "待结案审查", "aid"),
    ("closed", "已结案", "end"),
    ("terminated", "已终止", "end"),
    ("archived", "已归档", "end"),
    ("objected", "异议审查中", "objection"),
    ("upheld", "异议审查维持", "end"),
    ("corrected", "异议审查责令改正", "objection"),
)

_UNDECIDED = ("submitted", "awaiting_supplement", "received", "examined")
_AT_WORK = ("assigned", "handling")
_AIDED = ("awaiting_assignment", "assigned", "handling", "suspended")

STEPS: Mapping[str, StepRule] = _steps(
    StepRule("start", "填写申请", (NEW,), ("draft",)),
    StepRule("submit", "提交申请", (NEW, "draft"), ("submitted",)),
    StepRule("notify", "办案机关通知", (NEW,), ("awaiting_assignment",)),
    StepRule("receive", "受理", ("submitted",), ("received",)),
    StepRule("ask_supplement", "通知补充材料", ("submitted", "received"), ("awaiting_supplement",)),
    StepRule("supplement", "补充材料", ("awaiting_supplement",), ("submitted", "received")),
    StepRule("deem_withdrawn", "视为撤回", ("awaiting_supplement",), ("deemed_withdrawn",)),
    StepRule("withdraw", "撤回申请", ("draft", *_UNDECIDED), ("withdrawn",)),
    StepRule("redirect", "转告有管辖权的机构", _UNDECIDED, ("redirected",)),
    StepRule("examine", "审查", ("received",), ("examined",)),
    StepRule("ask_cooperation", "发函请求协作", ("received", "examined", *_AT_WORK)),
    StepRule("grant", "决定给予援助", ("examined", "corrected"), ("awaiting_assignment",)),
    StepRule(
        "grant_first", "决定先行提供援助", ("submitted", "received", "examined"), ("awaiting_assignment",)
    ),
    StepRule("refuse", "决定不予援助", ("examined",), ("refused",)),
    StepRule("object", "提出异议", ("refused", "terminated"), ("objected",)),
    StepRule("decide_objection", "异议审查决定", ("objected",), ("upheld", "corrected")),
    StepRule("propose", "推荐承办人", ("awaiting_assignment",)),
    StepRule("offer_choice", "请受援人选择律师", ("awaiting_assignment",)),
    StepRule("choose", "选择律师", ("awaiting_assignment",)),
    StepRule("assign", "指派", ("awaiting_assignment",), ("assigned",)),
    StepRule("accept", "接受指派", ("awaiting_assignment", "assigned"), ("assigned",)),
    StepRule("decline", "不接受指派", ("awaiting_assignment", "assigned"), ("awaiting_assignment",)),
    StepRule("sign_agreement", "签订委托协议", ("assigned",), ("handling",)),
    StepRule("log", "记录办案过程", _AT_WORK),
    StepRule("report", "报告", _AT_WORK),
    StepRule("ask_replacement", "请求更换承办人", _AT_WORK),
    StepRule("keep", "决定不更换承办人", _AT_WORK),
    StepRule("replace", "更换承办人", _AT_WORK, ("assigned",)),
    StepRule("suspend", "中止援助", ("handling",), ("suspended",)),
    StepRule(
        "resume", "恢复援助", ("suspended", "corrected"), ("handling", "assigned", "awaiting_assignment")
    ),
    StepRule("change_notice", "办案机关通报变更", (*_AIDED, "closing")),
    StepRule("report_own_lawyer", "办案机关告知自行委托律师", _AIDED),
    StepRule("refuse_lawyer", "办案机关告知拒绝律师", _AT_WORK),
    StepRule("renotice", "办案机关再次通知指派", _AT_WORK, ("awaiting_assignment",)),
    StepRule("renotice_ended", "结束后再次通知指派", ("closed", "terminated", "archived")),
    StepRule(
        "find_false_pledge",
        "认定虚假承诺",
        ("received", "examined", *_AIDED, "closing", "closed", "terminated", "archived"),
    ),
    StepRule("terminate", "终止援助", _AIDED, ("terminated",)),
    StepRule("close", "提交结案", ("handling",), ("closing",)),
    StepRule("return_closing", "退回补充结案材料", ("closing",), ("handling",)),
    StepRule("accept_closing", "结案审查通过", ("closing",), ("closed",)),
    StepRule("pay", "支付补贴", ("closed", "terminated", "upheld")),
    StepRule("archive", "归档", ("closed", "terminated", "upheld"), ("archived",)),
    StepRule("reopen", "重新打开案卷", ("archived",), ("closed",)),
    StepRule("follow_up", "回访", ("closing", "closed", "terminated", "upheld", "archived")),
    StepRule("next_stage", "申请下一阶段援助", ("handling", "closing", "closed", "archived")),
)
"""Every step. ``resume`` from ``corrected`` follows an ordered correction of a termination, ``grant`` one of
a refusal: which of the two it was stands in the matter's history, and the caller knows it. So with ``upheld``:
an upheld termination is paid, followed up and archived, an upheld refusal is not."""


def admitted(state: str) -> tuple[StepRule, ...]:
    """The steps that a state admits, in the order of the table."""
    return tuple(rule for rule in STEPS.values() if state in rule.from_states)


def after(step: str, state: str, to: str | None = None) -> str:
    """The state after a step; ``to`` says which, where the step leads to several.

    Raises NotAdmitted where the state does not admit the step, KeyError for an unknown step, ValueError where
    ``to`` is missing or not one of the step's.
    """
    rule = STEPS[step]
    if state not in rule.from_states:
        raise NotAdmitted(step, state, _refusal(rule, state))
    if not rule.to_states:
        return state
    if to is None and len(rule.to_states) == 1:
        return rule.to_states[0]
    if to not in rule.to_states:
        raise ValueError(f"step {step} leads to one of {rule.to_states}, not {to}")
    return to


def _refusal(rule: StepRule, state: str) -> str:
    now = STATES[state].chinese if state in STATES else "尚未提交"
    needed = "、".join(f"“{STATES[each].chinese}”" for each in rule.from_states if each in STATES)
    needs = f"“{rule.chinese}”须在{needed}时进行" if needed else f"“{rule.chinese}”只能另立新案"
    possible = "、".join(each.chinese for each in admitted(state))
    can = f"现在可以：{possible}" if possible else "本案已没有后续步骤"
    return f"本案现在是“{now}”，{needs}。{can}。"


def draw() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{state.chinese}" as {state.key}' for state in STATES.values()]
    for rule in STEPS.values():
        lines += [
            f"    {'[*]' if source == NEW else source} --> {target} : {rule.chinese}"
            for source in rule.from_states
            for target in rule.to_states or (source,)
        ]
    return "\n".join(lines) + "\n"
