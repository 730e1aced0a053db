"""Walks through a matter's life at random: who does what next, most often something that the state admits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from hypothesis import strategies as st
from play.beyond import ALL
from play.rights import BY_NOTIFIER, Before, lawful
from play.rights import before as standing

from fayuan.core.errors import Refusal
from fayuan.demo import clockwork
from fayuan.law.lifecycles import admitted
from fayuan.matters.models import Matter
from fayuan.play.casting import Player, cast
from fayuan.play.reader import read_text
from fayuan.play.stage import Stage, act
from fayuan.play.story import Step

COMPANY = read_text("""
title: 随意走一走
place: "310104"
cast:
  li:     {role: applicant, groups: [migrant_worker]}
  clerk:  {role: clerk}
  there:  {role: [clerk, examiner, approver, assigner], place: "310101"}
  exam:   {role: examiner}
  head:   {role: [approver, assigner]}
  gao:    {role: lawyer, specialities: [labour], open_to_choice: true}
  bai:    {role: lawyer, specialities: [criminal, minors], defence_since: 2010-01-01}
  boss:   {role: firm_head, firm: 丙所}
  jing:   {role: lawyer, specialities: [labour, criminal, minors], defence_since: 2012-01-01, firm: 丙所}
  review: {role: closing_reviewer}
  money:  {role: finance}
  court:  {role: authority, kind: court}
  bureau: {role: bureau}
  other:  {role: stranger}
script:
  - {at: 2026-03-02 09:00, by: clerk, do: redirect, with: {to: "310101"}}
""")
OPENING = COMPANY.script[0].at
SENDING = ("messaging.send",)  # papers need not be drawn to be counted
PEOPLE = tuple(COMPANY.cast)
WHO: Mapping[str, str] = {
    "receive": "clerk",
    "ask_supplement": "clerk",
    "supplement": "li",
    "withdraw": "li",
    "redirect": "clerk",
    "examine": "exam",
    "grant": "head",
    "grant_first": "head",
    "refuse": "head",
    "object": "li",
    "decide_objection": "bureau",
    "assign": "head",
    "choose": "li",
    "accept": "gao",
    "decline": "gao",
    "sign_agreement": "gao",
    "log": "gao",
    "report": "gao",
    "ask_replacement": "li",
    "keep": "head",
    "replace": "head",
    "terminate": "head",
    "next_stage": "li",
    "close": "gao",
    "return_closing": "review",
    "accept_closing": "review",
    "pay": "money",
    "archive": "review",
    "follow_up": "clerk",
    "ask_cooperation": "clerk",
    "answer_cooperation": "clerk",
    "suspend": "head",
    "resume": "head",
    "find_false_pledge": "head",
    "reopen": "review",
    "change_notice": "court",
    "report_own_lawyer": "court",
    "refuse_lawyer": "court",
    "renotice": "court",
}
VERB_OF: Mapping[str, str] = {  # steps that share a verb
    "propose": "assign",
    "offer_choice": "assign",
    "renotice_ended": "renotice",
}
ENDS = frozenset({"terminate", "withdraw", "redirect", "refuse"})  # after which little can happen any more
CLOSING = (
    "仲裁申请书",
    "证据材料",
    "仲裁庭审笔录",
    "判决书",
    "结案报告表",
    "会见笔录",
    "阅卷笔录",
    "辩护意见",
)
BEGINNINGS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "apply": (
        "li",
        {
            "matter": "labour_remuneration",
            "form": "arbitration",
            "forum": {"kind": "labour_arbitration", "place": "310104"},
            "materials": ("application_form", "id_card", "group_proof", "case_papers"),
            "pledge": True,
        },
    ),
    "notify": (
        "court",
        {"form": "defence", "reason": "minor", "stage": "first_instance", "person": {"born": OPENING.date()}},
    ),
}


@contextmanager
def company() -> Iterator[Mapping[str, Player]]:
    """The cast in the database for one walk; afterwards the database is as it was."""
    with transaction.atomic():
        yield cast(COMPANY)
        transaction.set_rollback(True)


def walk(players: Mapping[str, Player], draw: Any) -> Iterator[Step]:
    """Walk as `draw` decides; gives each step that was done."""
    stage, now = Stage(COMPANY, players), OPENING
    verb = draw(st.sampled_from(sorted(BEGINNINGS)))
    who, details = BEGINNINGS[verb]
    yield from _take(stage, Step(0, now, who, verb, details))
    for _ in range(draw(st.integers(4, 24))):
        now += timedelta(hours=draw(st.integers(0, 100)))
        clockwork.elapse(now, only=SENDING)
        yield from _take(stage, _next(stage, now, draw))
        clockwork.work(now, only=SENDING)


def _take(stage: Stage, step: Step) -> Iterator[Step]:
    """Do the step if it may be done: what is refused leaves no trace in history, what is done was lawful."""
    before, stood = _history(), _standing(stage, step)
    try:
        made = ALL[step.do](act(stage, step))
    except Refusal:
        assert _history() == before
        return
    assert stood is None or lawful(step, stage.cast[step.by], stood), f"{step.by} {step.do}: {stood}"
    if made is not None:
        stage.keep(made, "")
    yield step


def _standing(stage: Stage, step: Step) -> Before | None:
    """How the matter stands for which the step is meant; None where the step makes one or answers a letter."""
    if step.do in BEGINNINGS or step.do == "answer_cooperation":
        return None
    return standing(Matter.objects.select_related("agency").get(ref=stage.last))


def _history() -> list[tuple[int, int, str, int]]:
    """Each matter with its version, its state and how many steps it has taken."""
    matters = Matter.objects.annotate(steps=Count("transitions")).order_by("pk")
    return list(matters.values_list("pk", "version", "state", "steps"))


def _next(stage: Stage, now: datetime, draw: Any) -> Step:
    """Five times in six something that the state admits, by whom it concerns, mostly onward and seldom the end."""
    matter = Matter.objects.get(ref=stage.last)
    fitting = _fitting(matter, draw)
    sensible = bool(fitting) and draw(st.integers(0, 5)) < 5
    verb = draw(st.sampled_from(fitting if sensible else sorted(WHO)))
    who = _who(stage, matter, verb) if sensible else draw(st.sampled_from(PEOPLE))
    return Step(0, now, who, verb, _details(verb, draw))


def _fitting(matter: Matter, draw: Any) -> list[str]:
    """What may come next: of three draws two move the matter on, and only one in eight may end it."""
    rules = [rule for rule in admitted(matter.state) if VERB_OF.get(rule.name, rule.name) in WHO]
    possible = {VERB_OF.get(rule.name, rule.name) for rule in rules} - _unasked(matter)
    moving = {VERB_OF.get(rule.name, rule.name) for rule in rules if rule.to_states} & possible
    if draw(st.integers(0, 7)) < 7 and possible - ENDS:
        possible, moving = possible - ENDS, moving - ENDS
    return sorted(moving if moving and draw(st.integers(0, 2)) < 2 else possible)


def _unasked(matter: Matter) -> set[str]:
    """What this matter gives no occasion for, whatever its state."""
    no_letter = not matter.cooperation_letters.filter(answered_at=None).exists()
    no_notice = set(BY_NOTIFIER) if matter.authority_id is None else {"find_false_pledge", "object"}
    return no_notice | ({"answer_cooperation"} if no_letter else set())


def _who(stage: Stage, matter: Matter, verb: str) -> str:
    """Whom the step concerns: the lawyer who was asked, staff of the matter's own office."""
    asked = matter.assignments.filter(ended_at=None).first()
    keys = {player.person.pk: key for key, player in stage.cast.items()}
    if WHO[verb] == "gao" and asked is not None:
        return keys[asked.person_id] if asked.person_id is not None else "boss"
    if verb == "assign" and matter.state == "assigned":
        return "boss"
    moved = matter.agency_id == stage.cast["there"].agency.pk
    return "there" if moved and WHO[verb] in {"clerk", "exam", "head"} else WHO[verb]


def _details(verb: str, draw: Any) -> dict[str, Any]:
    lawyer = draw(st.sampled_from(("gao", "bai", "boss", "jing")))
    modes: tuple[dict[str, Any], ...] = ({"to": lawyer}, {"mode": "propose"}, {"mode": "choice"})
    known: dict[str, dict[str, Any]] = {
        "redirect": {"to": "310101"},
        "ask_cooperation": {"to": "310101"},
        "choose": {"lawyer": lawyer},
        "replace": {"to": lawyer, "reason": "另有安排"},
        "assign": draw(st.sampled_from(modes)),
        "grant_first": {"reason": "preservation"},
        "decide_objection": {"outcome": draw(st.sampled_from(("uphold", "correct")))},
        "next_stage": {"form": "litigation", "forum": {"kind": "court", "place": "310104"}},
        "close": {"papers": CLOSING if draw(st.booleans()) else CLOSING[:2]},
        "log": {"what": draw(st.sampled_from(("met", "filed", "judgment", "hearing")))},
        "grant": {"reason": "确有困难"},
    }
    return known.get(verb, {})
