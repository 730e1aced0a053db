"""Clocks: last days reckoned anew from their starts and pauses, and clocks that fit the state and the history."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Prefetch

from fayuan.core.clock import SHANGHAI
from fayuan.law import deadlines
from fayuan.law.calendar import Calendar
from fayuan.law.rules import NotCovered, RuleBook
from fayuan.matters.models import Matter, Pause, Timer, Transition
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book
from fayuan.play.checks.differences import Difference, name_of

CHECK = "clocks"
CHUNK = 500
UNDECIDED = frozenset({"submitted", "awaiting_supplement", "received", "examined"})
AIDED = frozenset({"awaiting_assignment", "assigned", "handling", "suspended", "closing"})
OPEN_IN: Mapping[str, frozenset[str]] = {
    "decide": UNDECIDED,
    "supplement": frozenset({"awaiting_supplement"}),
    "assign": frozenset({"awaiting_assignment"}),
    "reply_authority": frozenset({"awaiting_assignment", "assigned"}),
    "name_lawyer": frozenset({"assigned", "handling"}),
    "sign_agreement": frozenset({"assigned"}),
    "decide_replacement": frozenset({"assigned", "handling"}),
    "submit_closing": frozenset(
        {"handling", "assigned", "suspended"}
    ),  # a case may change hands after its judgment
    "review_closing": frozenset({"closing"}),
    "complete_papers": AIDED | {"closed"},
    "object_until": frozenset({"refused", "terminated"}),
    "decide_objection": frozenset({"objected"}),
}
"""In which states a clock may be open; clocks of others' duties are not bound to a state."""
DEMANDED: Mapping[str, tuple[str, ...]] = {
    "submitted": ("decide",),
    "awaiting_supplement": ("decide", "supplement"),
    "received": ("decide",),
    "examined": ("decide",),
    "awaiting_assignment": ("assign",),
    "assigned": ("sign_agreement",),
    "closing": ("review_closing",),
    "objected": ("decide_objection",),
}
"""Which clocks a state must have open."""
STARTED_BY: Mapping[str, frozenset[str]] = {
    "decide": frozenset({"submit"}),
    "supplement": frozenset({"ask_supplement"}),
    "assign": frozenset({"grant", "grant_first", "notify", "decline", "resume", "renotice"}),
    "reply_authority": frozenset({"notify", "decline", "renotice"}),
    "name_lawyer": frozenset({"assign"}),
    "sign_agreement": frozenset({"assign", "accept", "replace", "resume"}),
    "decide_replacement": frozenset({"ask_replacement"}),
    "review_closing": frozenset({"close"}),
    "complete_papers": frozenset({"grant_first"}),
    "decide_objection": frozenset({"object"}),
}
"""Which steps start a clock; the others start when a message has gone out, or on a day that a paper names."""


def differences() -> Iterator[Difference]:
    """Every clock whose last day, status or start is not what the rules and the history make of it."""
    days, rules = calendar(), book()
    clocks = Timer.objects.prefetch_related(Prefetch("pauses", Pause.objects.order_by("since")))
    matters = Matter.objects.select_related("agency").prefetch_related(
        Prefetch("timers", clocks.order_by("pk")),
        Prefetch("transitions", Transition.objects.order_by("order")),
    )
    for matter in matters.order_by("pk").iterator(chunk_size=CHUNK):
        yield from _of(matter, days, rules)


def _of(matter: Matter, days: Calendar, rules: RuleBook) -> Iterator[Difference]:
    timers: list[Timer] = list(matter.timers.all())
    begun: dict[str, set[datetime]] = {}
    for step in matter.transitions.all():
        begun.setdefault(step.step, set()).add(step.at)
    for timer in timers:
        where = f"{name_of(matter)} {timer.name}"
        for expected, found in (
            *_reckoned(matter, timer, days, rules),
            *_status(timer),
            *_start(timer, begun),
        ):
            yield Difference(CHECK, where, expected, found)
    open_names = {timer.name for timer in timers if timer.ended_at is None}
    for name in sorted(open_names):
        if matter.state not in OPEN_IN.get(name, {matter.state}):
            yield Difference(CHECK, f"{name_of(matter)} {name}", f"在 {matter.state} 时已经结束", "还在计时")
    for name in DEMANDED.get(matter.state, ()):
        if name not in open_names:
            yield Difference(CHECK, f"{name_of(matter)} {name}", f"在 {matter.state} 时计时", "没有计时")


def _reckoned(matter: Matter, timer: Timer, days: Calendar, rules: RuleBook) -> Iterator[tuple[str, str]]:
    """The last day by the rules; an ended clock whose last day was only provisional stays as it was."""
    if timer.ended_at is not None and timer.provisional:
        return
    try:
        due = deadlines.due(
            timer.rule,
            timer.started_at.astimezone(SHANGHAI),
            days,
            pauses=_stretches(timer),
            until=timer.until,
            region=matter.agency.division_id,
            book=rules,
        )
    except (NotCovered, ValueError) as fault:
        yield f"按规则 {timer.rule} 可以推算", str(fault)
        return
    if due.on != timer.due_on:
        yield f"最后一日 {due.on}", str(timer.due_on)
    elif due.at != timer.due_at:
        yield f"到期时刻 {due.at.isoformat()}", timer.due_at.isoformat()


def _stretches(timer: Timer) -> list[deadlines.Pause]:
    return [
        (pause.since.astimezone(SHANGHAI).date(), pause.until.astimezone(SHANGHAI).date())
        for pause in timer.pauses.all()
        if pause.until is not None
    ]


def _status(timer: Timer) -> Iterator[tuple[str, str]]:
    """A clock is paused while a pause is open, ended when its duty is met, and ran out at its own moment."""
    is_open = timer.ended_at is None
    has_pause = any(pause.until is None for pause in timer.pauses.all())
    if is_open and has_pause != (timer.status == Timer.Status.PAUSED):
        yield "停算" if has_pause else "计时", timer.get_status_display()
    if not is_open and timer.status in {Timer.Status.RUNNING, Timer.Status.PAUSED}:
        yield "已经结束", timer.get_status_display()
    if is_open and timer.status in {Timer.Status.MET, Timer.Status.CANCELLED}:
        yield "结束时刻", "没有"
    if timer.status == Timer.Status.RUN_OUT and timer.run_out_at != timer.due_at:
        yield f"于 {timer.due_at.isoformat()} 到期", str(timer.run_out_at)


def _start(timer: Timer, begun: Mapping[str, set[datetime]]) -> Iterator[tuple[str, str]]:
    steps = STARTED_BY.get(timer.name)
    if steps is not None and not any(timer.started_at in begun.get(step, ()) for step in steps):
        yield f"自 {'、'.join(sorted(steps))} 起算", timer.started_at.isoformat()
