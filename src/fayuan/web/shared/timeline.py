"""The timeline in sentences: what each kind of entry says to those at work, notes on their
own ground.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.cases.models import Closing, LogEntry, Rating, Report
from fayuan.core.clock import SHANGHAI
from fayuan.dossier.models import Volume
from fayuan.intake.models import CounselReport, NoticeChange
from fayuan.law.words import CHANNELS, MATERIALS
from fayuan.matters.models import Entry, LabelChange, Matter
from fayuan.web.shared import pieces
from fayuan.web.shared.clocks import clock_words

Data = Mapping[str, Any]

TITLES: Mapping[str, str | Promise] = {
    "submitted": gettext_lazy("交申请"),
    "supplemented": gettext_lazy("补交材料"),
    "withdrawn": gettext_lazy("撤回申请"),
    "deemed_withdrawn": gettext_lazy("到期未补正，按撤回处理"),
    "redirected": gettext_lazy("转其他机构"),
    "taken_over": gettext_lazy("接收转来的申请"),
    "examined": gettext_lazy("审查意见"),
    "grant": gettext_lazy("决定给予法律援助"),
    "grant_first": gettext_lazy("决定先行提供法律援助"),
    "refuse": gettext_lazy("决定不予法律援助"),
    "notified": gettext_lazy("收到办案机关通知"),
    "objected": gettext_lazy("提出异议"),
    "objection_decided": gettext_lazy("异议审查决定"),
    "next_stage": gettext_lazy("申请下一阶段援助"),
    "identity_corrected": gettext_lazy("更正了姓名、身份证号"),
    "paper": gettext_lazy("发出文书"),
    "paper_withdrawn": gettext_lazy("撤回文书"),
    "paper_signed": gettext_lazy("签署文书"),
    "upload": gettext_lazy("收到材料"),
    "upload_refused": gettext_lazy("材料没有收下，请再传一次"),
    "overdue": gettext_lazy("期限已过"),
    "handed_over": gettext_lazy("当面或电话告知"),
    "note": gettext_lazy("内部备注"),
    "letter": gettext_lazy("留言给申请人"),
    "message": gettext_lazy("申请人留言"),
    "to_lawyer": gettext_lazy("受援人给律师留言"),
    "from_lawyer": gettext_lazy("律师给受援人留言"),
    "proposed": gettext_lazy("推荐承办人"),
    "choice_offered": gettext_lazy("请受援人选律师"),
    "choice_ended": gettext_lazy("选律师的时间已过"),
    "mode_begun": gettext_lazy("按指派办法开始"),
    "call_opened": gettext_lazy("征集承办人"),
    "passed": gettext_lazy("受邀的律师不接"),
    "answer_late": gettext_lazy("律师到时没有答复，另行安排"),
    "unit_late": gettext_lazy("单位到时没有确定承办人，另行安排"),
    "unit_closed": gettext_lazy("承办单位已注销，另行安排"),
    "asked_unit_closed": gettext_lazy("受邀律师所在的单位已注销，另行安排"),
    "handler_unit_closed": gettext_lazy("承办人所在的单位已注销，请核实是否更换"),
    "half_time": gettext_lazy("指派的时间已经过半"),
    "lawyer_chosen": gettext_lazy("受援人选了律师"),
    "choice_left": gettext_lazy("受援人请机构代选律师"),
    "wish_said": gettext_lazy("受援人说了对律师的意愿"),
    "assigned": gettext_lazy("指派律师"),
    "unit_assigned": gettext_lazy("指派单位"),
    "lawyer_named": gettext_lazy("单位确定承办人"),
    "accepted": gettext_lazy("律师接受指派"),
    "declined": gettext_lazy("律师不接受指派"),
    "replacement_asked": gettext_lazy("请求更换律师"),
    "lawyer_kept": gettext_lazy("决定不更换律师"),
    "agreement_signed": gettext_lazy("签订委托协议"),
    "late_agreement_cause": gettext_lazy("未按期签协议的原因"),
    "log": gettext_lazy("办案记录"),
    "reported": gettext_lazy("律师报告"),
    "closing_handed_in": gettext_lazy("提交结案材料"),
    "closing_returned": gettext_lazy("退回补充结案材料"),
    "closed": gettext_lazy("结案审核通过"),
    "terminated": gettext_lazy("终止法律援助"),
    "suspended": gettext_lazy("中止法律援助"),
    "resumed": gettext_lazy("恢复法律援助"),
    "paid": gettext_lazy("支付补贴"),
    "archived": gettext_lazy("归档"),
    "label_changed": gettext_lazy("保密级别"),
    "volume_sealed": gettext_lazy("案卷封存"),
    "volume_reopened": gettext_lazy("案卷启封"),
    "volume_destroyed": gettext_lazy("案卷到期销毁"),
    "reopened": gettext_lazy("重新打开案卷"),
    "followed_up": gettext_lazy("回访"),
    "rated": gettext_lazy("申请人评价"),
    "passed_on": gettext_lazy("转交申请的时限"),
    "cooperation_asked": gettext_lazy("发出协作函"),
    "cooperation_answered": gettext_lazy("收到函复"),
    "notice_changed": gettext_lazy("办案机关通报变更"),
    "counsel_reported": gettext_lazy("办案机关告知律师变动"),
    "renoticed": gettext_lazy("办案机关再次通知指派"),
    "pledge_found_false": gettext_lazy("认定承诺不实"),
    "imported": gettext_lazy("从旧系统导入"),
}
# What somebody wrote: the writer stands first.
LETTERS = frozenset({"note", "letter", "message", "to_lawyer", "from_lawyer"})
PAPERS = frozenset({"paper", "paper_withdrawn", "upload", "upload_refused"})


def _choice(choices: Any, value: object) -> str:
    return str(dict(choices).get(value, value or ""))


def _materials(data: Data) -> str:
    return _("、").join(MATERIALS.get(key, key) for key in data.get("materials", ()))


def _result(data: Data) -> str:
    return _("建议给予") if data.get("result") == "grant" else _("建议不予")


def _outcome(data: Data) -> str:
    return _("维持原决定") if data.get("outcome") == "uphold" else _("责令改正")


def _clock(data: Data) -> str:
    return str(clock_words().get(str(data.get("timer")), data.get("rule", "")))


def _volume(data: Data) -> str:
    return _choice(Volume.choices, data.get("volume"))


DETAILS: Mapping[str, Callable[[Data], str]] = {
    "submitted": lambda data: CHANNELS.get(str(data.get("channel")), ""),
    "supplemented": _materials,
    "redirected": lambda data: str(data.get("agency", "")),
    "taken_over": lambda data: str(data.get("agency", "")),
    "examined": _result,
    "notified": lambda data: str(data.get("authority", "")),
    "objected": lambda data: _("已过异议期限") if data.get("late") else "",
    "objection_decided": _outcome,
    "next_stage": lambda data: str(data.get("number", "")),
    "paper": lambda data: f"{data.get('name', '')}　{data.get('number', '')}".strip("　"),
    "paper_signed": lambda data: str(data.get("name", "")),
    "paper_withdrawn": lambda data: f"{data.get('name', '')}　{data.get('number', '')}".strip("　"),
    "upload": lambda data: MATERIALS.get(str(data.get("kind")), str(data.get("kind", ""))),
    "upload_refused": lambda data: MATERIALS.get(str(data.get("kind")), str(data.get("kind", ""))),
    "volume_sealed": lambda data: (
        _("%(volume)s，第%(number)s版，%(pages)s页") % {**data, "volume": _volume(data)}
    ),
    "volume_reopened": lambda data: _("%(volume)s，第%(number)s版") % {**data, "volume": _volume(data)},
    "volume_destroyed": lambda data: _("%(volume)s，第%(number)s版") % {**data, "volume": _volume(data)},
    "label_changed": lambda data: (
        _("%(before)s改为%(after)s，%(ground)s")
        % {
            "before": _choice(Matter.Label.choices, data.get("before")),
            "after": _choice(Matter.Label.choices, data.get("after")),
            "ground": _choice(LabelChange.Ground.choices, data.get("ground")),
        }
    ),
    "overdue": _clock,
    "log": lambda data: f"{_choice(LogEntry.What.choices, data.get('what'))}　{data.get('on', '')}",
    "reported": lambda data: _choice(Report.Why.choices, data.get("why")),
    "closing_handed_in": lambda data: _choice(Closing.Outcome.choices, data.get("outcome")),
    "closing_returned": lambda data: _("、").join(data.get("missing", ())),
    "proposed": lambda data: _("可以承办%(able)s人，排除%(excluded)s人") % data,
    "followed_up": lambda data: _("%(satisfied)s分") % data,
    "rated": lambda data: str(Rating.Level(data["level"]).label),
    "passed_on": lambda data: _("超过24小时") if data.get("late") else _("24小时内"),
    "cooperation_asked": lambda data: str(data.get("agency", "")),
    "cooperation_answered": lambda data: str(data.get("agency", "")),
    "notice_changed": lambda data: _choice(NoticeChange.What.choices, data.get("what")),
    "counsel_reported": lambda data: _choice(CounselReport.Kind.choices, data.get("kind")),
    "imported": lambda data: str(data.get("source", "")),
}


def entries(rows: Iterable[Entry]) -> list[pieces.Entry]:
    """The rows as points of the timeline."""
    return [_entry(row) for row in rows]


def _entry(row: Entry) -> pieces.Entry:
    title = str(TITLES.get(row.kind, row.kind))
    local = row.at.astimezone(SHANGHAI)
    written = row.kind in LETTERS
    inner = row.audience != Entry.Audience.ALL
    says = DETAILS[row.kind](row.data) if row.kind in DETAILS else ""
    return pieces.Entry(
        when=f"{local:%m-%d %H:%M}",
        moment=local.isoformat(timespec="minutes"),
        what=row.by_name if written else title,
        strong=True,
        by=title if written else _("　").join(part for part in (says, row.by_name) if part),
        note="" if inner else row.body,
        inner=row.body if inner else "",
        url=_link(row),
        link=_("打开") if row.kind in PAPERS else "",
    )


def _link(row: Entry) -> str:
    ref = row.data.get("ref") if row.kind in PAPERS else None
    return reverse("file" if row.kind == "upload" else "paper", args=[ref]) if ref else ""
