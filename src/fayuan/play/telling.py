"""A played story in words: the timeline that people read, and the same as data."""

from collections.abc import Iterator, Mapping

from fayuan.core.clock import SHANGHAI
from fayuan.law.clocks import clock
from fayuan.law.lifecycles import STATES
from fayuan.matters.models import Matter, Timer
from fayuan.matters.rules import book
from fayuan.play.expectations import Difference, proposed_by, told_by
from fayuan.play.player import Performance, Scene
from fayuan.play.story import SYSTEM, Step

INDENT = " " * 18  # below the hour
WORDS: Mapping[str, str] = {
    "consult": "咨询",
    "apply": "申请法律援助",
    "ask_supplement": "通知补充材料",
    "supplement": "补充材料",
    "receive": "接收申请材料",
    "redirect": "转交有管辖权的机构",
    "ask_cooperation": "发函请求协作",
    "answer_cooperation": "函复协作请求",
    "withdraw": "撤回申请",
    "next_stage": "申请下一阶段援助",
    "examine": "审查",
    "grant": "决定给予援助",
    "refuse": "决定不予援助",
    "grant_first": "决定先行提供援助",
    "object": "提出异议",
    "decide_objection": "作出异议审查决定",
    "notify": "通知指派律师",
    "assign": "指派",
    "choose": "选择律师",
    "accept": "接受指派",
    "decline": "不接受指派",
    "ask_replacement": "请求更换律师",
    "replace": "更换律师",
    "keep": "决定不更换律师",
    "sign_agreement": "签订委托协议",
    "log": "记录办案过程",
    "report": "报告",
    "terminate": "终止援助",
    "close": "提交结案材料",
    "return_closing": "退回结案材料",
    "accept_closing": "结案审查通过",
    "pay": "支付补贴",
    "archive": "归档",
    "follow_up": "回访",
    "read": "查看案件",
    "wait": "时间过去",
}


def timeline(performance: Performance, file: str) -> Iterator[str]:
    """The story's timeline, line by line, with what does not hold marked where it happened."""
    yield f"{performance.story.title}（{file}）"
    for scene in performance.scenes:
        yield from _scene(scene, performance)
    skipped = len(performance.story.script) - len(performance.scenes)
    if skipped:
        yield f"后面 {skipped} 步没有演。"
    yield f"{'全部符合' if performance.holds else '有不符之处'}：{file}"


def faults(performance: Performance, file: str) -> Iterator[str]:
    """Only what does not hold: which step, what was expected, what was found."""
    for scene in performance.scenes:
        for difference in scene.differences:
            yield f"{file}:{scene.step.line}: {_hour(scene.step)} {scene.step.do} {_difference(difference)}"


def _scene(scene: Scene, performance: Performance) -> Iterator[str]:
    for timer in scene.run_out:
        yield f"{_moment(timer)}  {_clock(timer)}到期（{timer.name}）"
    who = "系统" if scene.step.by == SYSTEM else performance.cast[scene.step.by].person.name
    yield f"{_hour(scene.step)}  {who}（{scene.step.by}）{WORDS[scene.step.do]}{_state(scene)}"
    for line in _details(scene):
        yield INDENT + line
    for difference in scene.differences:
        yield f"{INDENT}✗ 第 {scene.step.line} 行：{_difference(difference)}"


def _hour(step: Step) -> str:
    return f"{step.at:%Y-%m-%d %H:%M}"


def _moment(timer: Timer) -> str:
    return f"{(timer.run_out_at or timer.due_at).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _state(scene: Scene) -> str:
    matter, refusal = scene.outcome.matter, scene.outcome.refusal
    if refusal is not None or matter is None:
        return ""
    return f" → {_standing(matter)}"


def _standing(matter: Matter) -> str:
    return f"{STATES[matter.state].chinese} {matter.number}"


def _details(scene: Scene) -> Iterator[str]:
    outcome = scene.outcome
    if outcome.refusal is not None:
        yield f"不准（{outcome.refusal.code}）：{outcome.refusal.says}"
    if outcome.beside is not None:
        yield f"另立：{outcome.beside.agency.name} {_standing(outcome.beside)}"
    for paper in outcome.changes.papers:
        fault = f"（没有印成：{paper.fault}）" if paper.fault else ""
        yield f"出具《{paper.name}》{paper.number}{fault}"
    if outcome.changes.proposed:
        yield f"人选：{'、'.join(proposed_by(outcome))}"
    told = told_by(outcome)
    if told:
        yield f"告知：{'、'.join(told)}"
    for timer in outcome.changes.clocks:
        yield f"期限：{_clock(timer)}，最后一日 {timer.due_on}（{timer.name}，{timer.basis}）"


def _clock(timer: Timer) -> str:
    on = timer.started_at.astimezone(SHANGHAI).date()
    return clock(timer.rule, on, timer.matter.agency.division_id, book()).name


def _difference(difference: Difference) -> str:
    return f"{difference.what} 预期 {difference.expected}；实际 {difference.found}"


def as_data(performance: Performance, file: str) -> dict[str, object]:
    """The whole performance as data for machines."""
    return {
        "file": file,
        "title": performance.story.title,
        "holds": performance.holds,
        "steps": [_scene_as_data(scene) for scene in performance.scenes],
        "not_played": len(performance.story.script) - len(performance.scenes),
    }


def _scene_as_data(scene: Scene) -> dict[str, object]:
    outcome = scene.outcome
    return {
        "line": scene.step.line,
        "at": scene.step.at.isoformat(),
        "by": scene.step.by,
        "do": scene.step.do,
        "state": outcome.matter.state if outcome.matter else None,
        "number": outcome.matter.number if outcome.matter else None,
        "run_out": [timer.name for timer in scene.run_out],
        "refused": outcome.refusal.code if outcome.refusal else None,
        "papers": [{"name": paper.name, "number": paper.number} for paper in outcome.changes.papers],
        "told": told_by(outcome),
        "differences": [
            {"what": each.what, "expected": each.expected, "found": each.found} for each in scene.differences
        ],
    }
