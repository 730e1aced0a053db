"""A matter's way in words for the applicant: what happened with its date, where it stands, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from fayuan.cases.models import Closing, LogEntry
from fayuan.core.clock import SHANGHAI
from fayuan.dossier.models import Paper
from fayuan.law.words import MATERIALS, MATTERS
from fayuan.matters.models import Entry as Row
from fayuan.matters.models import Matter, Timer
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.forms import Words
from fayuan.web.shared.pieces import Entry

# What is said of each kind of entry; kinds that are not here are no news for the applicant.
SAID: Mapping[str, Words] = {
    "submitted": later("您交了申请"),
    "supplemented": later("您补交了材料"),
    "withdrawn": later("您撤回了申请"),
    "deemed_withdrawn": later("没有按时补交材料，按撤回处理"),
    "redirected": later("转给有权办理的机构"),
    "taken_over": later("从别的机构转来"),
    "grant": later("同意给您法律援助"),
    "grant_first": later("先行给您法律援助"),
    "refuse": later("没有同意给您法律援助"),
    "objected": later("您提出了异议"),
    "objection_decided": later("司法局对异议作出了决定"),
    "notified": later("办案机关通知给您安排律师"),
    "choice_offered": later("请您选律师"),
    "lawyer_chosen": later("您选了律师，等律师答复"),
    "unit_assigned": later("已安排律师事务所"),
    "assigned": later("已安排律师"),
    "lawyer_named": later("律师事务所确定了律师"),
    "accepted": later("律师接了您的事"),
    "agreement_signed": later("签好了委托手续"),
    "lawyer_replaced": later("更换了律师"),
    "resumed": later("恢复了法律援助"),
    "suspended": later("法律援助暂停"),
    "terminated": later("法律援助终止了"),
    "closed": later("事情办完了"),
    "next_stage": later("申请了下一阶段的援助"),
}
DECISIVE = frozenset({"grant", "grant_first", "refuse", "terminated", "objection_decided", "closed"})
LOGGED: Mapping[str, Words] = {
    LogEntry.What.CONTACTED_ORGAN: later("律师联系了办案机关"),
    LogEntry.What.READ_FILE: later("律师查阅了案卷"),
    LogEntry.What.MET: later("律师见了您"),
    LogEntry.What.EVIDENCE: later("律师调查取证"),
    LogEntry.What.FILED: later("律师替您交了材料"),
    LogEntry.What.TOLD_CLIENT: later("律师向您说明了进展"),
    LogEntry.What.DISCUSSED: later("律师集体讨论了您的事"),
    LogEntry.What.HEARING: later("开庭"),
    LogEntry.What.OPINION: later("律师提交了意见"),
    LogEntry.What.MEDIATED: later("调解"),
    LogEntry.What.SETTLED: later("和解"),
    LogEntry.What.WITHDRAWN: later("撤诉或者撤回申请"),
    LogEntry.What.JUDGMENT: later("有了处理结果"),
    LogEntry.What.OTHER: later("律师办了有关的事"),
}
UNDECIDED = ("decide", "assign_after", "handle")
AHEAD: Mapping[str, tuple[Words, Sequence[str]]] = {
    # state: what is awaited now, and what follows
    "submitted": (later("等工作人员看材料"), UNDECIDED),
    "awaiting_supplement": (later("等您补交材料"), UNDECIDED),
    "received": (later("材料收到了，正在审查"), UNDECIDED),
    "examined": (later("等决定"), UNDECIDED),
    "awaiting_assignment": (later("等安排律师"), ("sign", "handle")),
    "assigned": (later("等律师和您签委托手续"), ("handle",)),
    "handling": (later("律师正在替您办"), ("result",)),
    "suspended": (later("暂停办理"), ("handle",)),
    "closing": (later("办完了，正在核对案卷"), ()),
    "objected": (later("司法局正在审查您的异议"), ()),
    "corrected": (later("司法局要求改正，等重新办理"), ()),
}
STEPS: Mapping[str, tuple[Words, Words, Words]] = {
    # when, what, what to know
    "decide": (later("七日内"), later("书面答复您"), later("同意或不同意都写明理由")),
    "assign_after": (later("同意后三日内"), later("安排律师"), later("您可以自己选")),
    "sign": (later("五日内"), later("律师和您签委托手续"), ""),
    "handle": (later("之后"), later("律师替您办"), later("开庭时间会提前告诉您")),
    "result": (later("之后"), later("有了结果，律师告诉您"), ""),
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
        note = _("%(day)s前") % {"day": day(until, local_day(self.now))} if until else ""
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
