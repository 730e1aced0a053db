"""Clocks: last days reckoned anew from their starts and pauses, and clocks that fit the state and the history."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Prefetch

from fayuan.core.clock import SHANGHAI
from fayuan.law import deadlines
from fayuan.law.calendar import Calendar
from fayuan.law.places import NATION, upwards
from fayuan.law.rules import NotCovered, RuleBook
from fayuan.matters.models import Matter, Pause, Timer, Transition
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book
from fayuan.play.checks import suspects
from fayuan.play.checks.differences import Difference, name_of

CHECK = "clocks"
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


CLOCKS = """
SELECT timer.matter_id, timer.rule, timer.started_at, timer.until, agency.division_id, timer.due_on, timer.due_at,
    stood.since, stood.until
FROM matters_timer timer JOIN matters_matter matter ON matter.id = timer.matter_id
JOIN network_institution agency ON agency.id = matter.agency_id
LEFT JOIN (SELECT timer_id, array_agg(since ORDER BY since) AS since, array_agg(until ORDER BY since) AS until
    FROM matters_pause WHERE until IS NOT NULL GROUP BY timer_id) AS stood ON stood.timer_id = timer.id
WHERE timer.ended_at IS NULL OR NOT timer.provisional
"""
WRONG_STATUS = """
SELECT timer.matter_id AS id FROM matters_timer timer WHERE ended_at IS NULL AND (status IN ('met', 'cancelled')
    OR (status = 'paused') <> EXISTS (SELECT FROM matters_pause WHERE timer_id = timer.id AND until IS NULL))
OR ended_at IS NOT NULL AND status IN ('running', 'paused')
OR status = 'run_out' AND run_out_at IS DISTINCT FROM due_at
"""
WRONG_START = """
SELECT timer.matter_id AS id FROM matters_timer timer
LEFT JOIN (SELECT DISTINCT step.matter_id, step.at, begins.name FROM matters_transition step
    JOIN unnest(%(names)s::text[], %(steps)s::text[]) AS begins (name, step) USING (step)) AS begun
ON begun.matter_id = timer.matter_id AND begun.name = timer.name AND begun.at = timer.started_at
WHERE timer.name = ANY(%(names)s) AND begun.matter_id IS NULL
"""
WRONG_STATE = """
SELECT matter.id FROM matters_timer timer JOIN matters_matter matter ON matter.id = timer.matter_id
WHERE timer.ended_at IS NULL AND timer.name = ANY(%(names)s)
AND (timer.name, matter.state) NOT IN (SELECT * FROM unnest(%(names)s::text[], %(states)s::text[]))
"""
MISSING = """
SELECT matter.id FROM matters_matter matter JOIN unnest(%(states)s::text[], %(names)s::text[]) AS demanded (state, name)
ON demanded.state = matter.state WHERE NOT EXISTS (SELECT FROM matters_timer timer
    WHERE timer.matter_id = matter.id AND timer.name = demanded.name AND timer.ended_at IS NULL)
"""


def differences() -> Iterator[Difference]:
    """Every clock whose last day, status or start is not what the rules and the history make of it."""
    days, rules = calendar(), book()
    clocks = Timer.objects.prefetch_related(Prefetch("pauses", Pause.objects.order_by("since")))
    matters = Matter.objects.select_related("agency").prefetch_related(
        Prefetch("timers", clocks.order_by("pk")),
        Prefetch("transitions", Transition.objects.order_by("order")),
    )
    for matter in suspects.among(matters, {*_ill_fitting(), *_ill_reckoned(days, rules)}):
        yield from _of(matter, days, rules)


def _ill_fitting() -> Iterator[int]:
    """Matters with a clock of the wrong status, start or state, or without one that their state demands."""
    yield from suspects.found(WRONG_STATUS)
    names, steps = suspects.pairs(STARTED_BY)
    yield from suspects.found(WRONG_START, names=names, steps=steps)
    names, states = suspects.pairs(OPEN_IN)
    yield from suspects.found(WRONG_STATE, names=names, states=states)
    states, names = suspects.pairs(DEMANDED)
    yield from suspects.found(MISSING, states=states, names=names)


def _ill_reckoned(days: Calendar, rules: RuleBook) -> Iterator[int]:
    """Matters with a clock whose last day is not the rules'. Like clocks are reckoned once."""
    ruling = {entry.region for entry in rules.entries()}
    known: dict[tuple[object, ...], tuple[date | None, datetime] | None] = {}
    for matter, rule, start, until, place, due_on, due_at, since, back in suspects.streamed(CLOCKS):
        region = next(each for each in upwards(place) if each in ruling or each == NATION)
        pauses = tuple(zip(since or (), back or (), strict=True))
        like = (rule, start, until, region, pauses)
        if like not in known:
            known[like] = _last_moment(rule, start, until, region, pauses, days, rules)
        if known[like] != (due_on, due_at):
            yield matter


def _last_moment(
    rule: str,
    start: datetime,
    until: date | None,
    region: str,
    pauses: Sequence[tuple[datetime, datetime]],
    days: Calendar,
    rules: RuleBook,
) -> tuple[date | None, datetime] | None:
    """The last day and the moment after it; None where the rules do not tell."""
    try:
        due = deadlines.due(
            rule,
            start.astimezone(SHANGHAI),
            days,
            pauses=[(_day(since), _day(back)) for since, back in pauses],
            until=until,
            region=region,
            book=rules,
        )
    except (NotCovered, ValueError):
        return None
    return due.on, due.at


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


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
    return [(_day(pause.since), _day(pause.until)) for pause in timer.pauses.all() if pause.until is not None]


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
