"""A matter's way in words for the applicant: what happened with its date, where it stands, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.cases.models import Closing, LogEntry
from fayuan.core.clock import SHANGHAI
from fayuan.dossier.models import Paper
from fayuan.law.words import MATERIALS, MATTERS
from fayuan.matters.models import Entry as Row
from fayuan.matters.models import Matter, Timer
from fayuan.web.portal.until import by_day
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.forms import Words
from fayuan.web.shared.pieces import Entry

# What is said of each kind of entry; kinds that are not here are no news for the applicant.
SAID: Mapping[str, Words] = {
    "submitted": gettext_lazy("您交了申请"),
    "supplemented": gettext_lazy("您补交了材料"),
    "withdrawn": gettext_lazy("您撤回了申请"),
    "deemed_withdrawn": gettext_lazy("没有按时补交材料，按撤回处理"),
    "redirected": gettext_lazy("转给有权办理的机构"),
    "taken_over": gettext_lazy("从别的机构转来"),
    "grant": gettext_lazy("同意给您法律援助"),
    "grant_first": gettext_lazy("先行给您法律援助"),
    "refuse": gettext_lazy("没有同意给您法律援助"),
    "objected": gettext_lazy("您提出了异议"),
    "objection_decided": gettext_lazy("司法局对异议作出了决定"),
    "notified": gettext_lazy("办案机关通知给您安排律师"),
    "choice_offered": gettext_lazy("请您选律师"),
    "lawyer_chosen": gettext_lazy("您选了律师，等律师答复"),
    "choice_left": gettext_lazy("您请中心替您选律师"),
    "unit_assigned": gettext_lazy("已安排律师事务所"),
    "assigned": gettext_lazy("已安排律师"),
    "lawyer_named": gettext_lazy("律师事务所确定了律师"),
    "accepted": gettext_lazy("律师接了您的事"),
    "agreement_signed": gettext_lazy("签好了委托手续"),
    "lawyer_replaced": gettext_lazy("更换了律师"),
    "resumed": gettext_lazy("恢复了法律援助"),
    "suspended": gettext_lazy("法律援助暂停"),
    "terminated": gettext_lazy("法律援助终止了"),
    "closed": gettext_lazy("事情办完了"),
    "next_stage": gettext_lazy("申请了下一阶段的援助"),
    "identity_corrected": gettext_lazy("更正了姓名、身份证号"),
}
DECISIVE = frozenset({"grant", "grant_first", "refuse", "terminated", "objection_decided", "closed"})
LOGGED: Mapping[str, Words] = {
    LogEntry.What.CONTACTED_ORGAN: gettext_lazy("律师联系了办案机关"),
    LogEntry.What.READ_FILE: gettext_lazy("律师查阅了案卷"),
    LogEntry.What.MET: gettext_lazy("律师见了您"),
    LogEntry.What.EVIDENCE: gettext_lazy("律师调查取证"),
    LogEntry.What.FILED: gettext_lazy("律师替您交了材料"),
    LogEntry.What.TOLD_CLIENT: gettext_lazy("律师向您说明了进展"),
    LogEntry.What.DISCUSSED: gettext_lazy("律师集体讨论了您的事"),
    LogEntry.What.HEARING: gettext_lazy("开庭"),
    LogEntry.What.OPINION: gettext_lazy("律师提交了意见"),
    LogEntry.What.MEDIATED: gettext_lazy("调解"),
    LogEntry.What.SETTLED: gettext_lazy("和解"),
    LogEntry.What.WITHDRAWN: gettext_lazy("撤诉或者撤回申请"),
    LogEntry.What.JUDGMENT: gettext_lazy("有了处理结果"),
    LogEntry.What.OTHER: gettext_lazy("律师办了有关的事"),
}
UNDECIDED = ("decide", "assign_after", "handle")
AHEAD: Mapping[str, tuple[Words, Sequence[str]]] = {
    # state: what is awaited now, and what follows
    "submitted": (gettext_lazy("等工作人员看材料"), UNDECIDED),
    "awaiting_supplement": (gettext_lazy("等您补交材料"), UNDECIDED),
    "received": (gettext_lazy("材料收到了，正在审查"), UNDECIDED),
    "examined": (gettext_lazy("等决定"), UNDECIDED),
    "awaiting_assignment": (gettext_lazy("等安排律师"), ("sign", "handle")),
    "assigned": (gettext_lazy("等律师和您签委托手续"), ("handle",)),
    "handling": (gettext_lazy("律师正在替您办"), ("result",)),
    "suspended": (gettext_lazy("暂停办理"), ("handle",)),
    "closing": (gettext_lazy("办完了，正在核对案卷"), ()),
    "objected": (gettext_lazy("司法局正在审查您的异议"), ()),
    "corrected": (gettext_lazy("司法局要求改正，等重新办理"), ()),
}
STEPS: Mapping[str, tuple[Words, Words, Words]] = {
    # when, what, what to know
    "decide": (gettext_lazy("七日内"), gettext_lazy("书面答复您"), gettext_lazy("同意或不同意都写明理由")),
    "assign_after": (gettext_lazy("同意后三日内"), gettext_lazy("安排律师"), gettext_lazy("您可以自己选")),
    "sign": (gettext_lazy("五日内"), gettext_lazy("律师和您签委托手续"), ""),
    "handle": (gettext_lazy("之后"), gettext_lazy("律师替您办"), gettext_lazy("开庭时间会提前告诉您")),
    "result": (gettext_lazy("之后"), gettext_lazy("有了结果，律师告诉您"), ""),
}
CLOCK_OF_STATE = {
    "submitted": "decide",
    "received": "decide",
    "examined": "decide",
    "awaiting_supplement": "supplement",
    "awaiting_assignment": "assign",
    "assigned": "sign_agreement",
    "objected": "decide_objection",
}


@dataclass(frozen=True)
class Progress:
    """What the timeline is made from: the matter, its entries (oldest first), readable papers, running clocks."""

    matter: Matter
    rows: Sequence[Row]
    papers: Sequence[Paper]
    clocks: Sequence[Timer]
    now: datetime

    def line(self) -> list[Entry]:
        """The timeline with what is awaited and what comes after."""
        return [*self.happened(), *self._present(), *self._ahead()]

    def happened(self) -> list[Entry]:
        """What happened, oldest first; a paper stands with the step that brought it."""
        readable = {paper.ref: paper for paper in self.papers}
        found: list[Entry] = []
        moments: list[datetime] = []
        for row in self.rows:
            entry = self._entry(row, readable)
            if entry is None:
                continue
            if row.kind == "paper" and moments and moments[-1] == row.at and not found[-1].url:
                found[-1] = _with_paper(found[-1], entry)
                continue
            found.append(entry)
            moments.append(row.at)
        return found

    def _entry(self, row: Row, readable: Mapping[str, Paper]) -> Entry | None:
        entry = Entry(when=day(local_day(row.at), local_day(self.now)), moment=_iso(row.at), what="")
        if row.kind == "paper":
            paper = readable.get(str(row.data.get("ref")))
            return _of_paper(entry, paper) if paper is not None else None
        if row.kind == "letter":
            return replace(entry, what=_("中心给您留言"), note=row.body, strong=True)
        if row.kind == "log":
            return replace(entry, what=_logged(row.data))
        said = SAID.get(row.kind)
        if said is None:
            return None
        return replace(entry, what=str(said), note=_note(row, self.matter), strong=row.kind in DECISIVE)

    def _present(self) -> list[Entry]:
        awaited = AHEAD.get(self.matter.state)
        if awaited is None:
            return []
        clock = self._clock()
        until = clock.due_on if clock is not None else None
        note = by_day(until, local_day(self.now)) if until else ""
        return [Entry(when=_("现在"), what=str(awaited[0]), state="now", note=note)]

    def _clock(self) -> Timer | None:
        name = CLOCK_OF_STATE.get(self.matter.state)
        return next((timer for timer in self.clocks if timer.name == name), None)

    def _ahead(self) -> list[Entry]:
        awaited = AHEAD.get(self.matter.state)
        steps = awaited[1] if awaited else ()
        return [
            Entry(when=str(when), what=str(what), note=str(note), state="ahead")
            for when, what, note in (STEPS[step] for step in steps)
        ]


def headline(matter: Matter) -> str:
    """What the matter is about, as the applicant would say it: 要回工钱23,200元."""
    if matter.subject == "labour_remuneration":
        return (
            _("要回工钱%(amount)s元") % {"amount": yuan(matter.claim_fen)}
            if matter.claim_fen
            else _("要回工钱")
        )
    return MATTERS.get(matter.subject, matter.subject).removeprefix("请求")


def _of_paper(entry: Entry, paper: Paper) -> Entry:
    words = _("给您一份《%(name)s》") % {"name": paper.name}
    url = reverse("paper", args=[paper.ref])
    return replace(entry, what=words, url=url, link=_("看%(name)s") % {"name": paper.name})


def _with_paper(entry: Entry, paper: Entry) -> Entry:
    return replace(entry, url=paper.url, link=paper.link)


def _iso(at: datetime) -> str:
    return at.astimezone(SHANGHAI).date().isoformat()


def _logged(data: Mapping[str, Any]) -> str:
    """A line of the handling record: 律师替您交了材料; a hearing says its day."""
    words = str(LOGGED.get(str(data.get("what")), LOGGED[LogEntry.What.OTHER]))
    if data.get("what") == LogEntry.What.HEARING and data.get("on"):
        return _("%(day)s开庭") % {"day": day(date.fromisoformat(str(data["on"])))}
    return words


def _note(row: Row, matter: Matter) -> str:
    """What to know of an entry beside its sentence."""
    if row.kind == "submitted":
        return _("编号%(number)s") % {"number": row.data.get("number", "")}
    if row.kind == "supplemented":
        return "、".join(MATERIALS.get(each, each) for each in row.data.get("materials", ()))
    if row.kind in {"redirected", "taken_over"}:
        return str(row.data.get("agency", ""))
    if row.kind in {"assigned", "lawyer_named", "lawyer_replaced"} and matter.handler is not None:
        return matter.handler.name
    if row.kind == "closed":
        outcome = row.data.get("outcome")
        return str(Closing.Outcome(outcome).label) if outcome in Closing.Outcome.values else ""
    return ""
