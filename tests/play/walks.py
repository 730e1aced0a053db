"""Walks through a matter's life at random: who does what next, most often something that the state admits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from fayuan.core.errors import Refusal
from fayuan.demo import clockwork
from fayuan.law.lifecycles import admitted
from fayuan.matters.models import Matter
from fayuan.play.casting import Player, cast
from fayuan.play.reader import read_text
from fayuan.play.stage import Stage, act
from fayuan.play.story import Step
from fayuan.play.verbs import DOES

COMPANY = read_text("""
title: 随意走一走
place: "970102"
cast:
  li:     {role: applicant, groups: [migrant_worker]}
  clerk:  {role: clerk}
  there:  {role: [clerk, examiner, approver, assigner], place: "970103"}
  exam:   {role: examiner}
  head:   {role: [approver, assigner]}
  gao:    {role: lawyer, specialities: [labour], open_to_choice: true}
  bai:    {role: lawyer, specialities: [criminal, minors], defence_since: 2010-01-01}
  review: {role: closing_reviewer}
  money:  {role: finance}
  court:  {role: authority, kind: court}
  bureau: {role: bureau}
  other:  {role: stranger}
script:
  - {at: 2026-03-02 09:00, by: clerk, do: redirect, with: {to: "970103"}}
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
}
VERB_OF: Mapping[str, str] = {"propose": "assign", "offer_choice": "assign"}  # steps that share a verb
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
            "forum": {"kind": "labour_arbitration", "place": "970102"},
            "materials": ("application_form", "id_card", "group_proof", "case_papers"),
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
    for _ in range(draw(st.integers(2, 24))):
        now += timedelta(hours=draw(st.integers(0, 100)))
        clockwork.elapse(now, only=SENDING)
        yield from _take(stage, _next(stage, now, draw))
        clockwork.work(now, only=SENDING)


def _take(stage: Stage, step: Step) -> Iterator[Step]:
    """Do the step if it may be done; one that is refused must leave no trace in the matters' history."""
    before = _history()
    try:
        made = DOES[step.do](act(stage, step))
    except Refusal:
        assert _history() == before
        return
    if made is not None:
        stage.keep(made, "")
    yield step


def _history() -> dict[int, tuple[int, int]]:
    matters = Matter.objects.prefetch_related("transitions")
    return {matter.pk: (matter.version, len(matter.transitions.all())) for matter in matters}


def _next(stage: Stage, now: datetime, draw: Any) -> Step:
    """Four times in five something that the state admits, by whom it concerns, and seldom the end."""
    matter = Matter.objects.get(ref=stage.last)
    possible = {VERB_OF.get(rule.name, rule.name) for rule in admitted(matter.state)} & set(WHO)
    onward = possible - ENDS
    fitting = sorted(onward if onward and draw(st.integers(0, 7)) < 7 else possible)
    sensible = bool(fitting) and draw(st.integers(0, 4)) < 4
    verb = draw(st.sampled_from(fitting if sensible else sorted(WHO)))
    who = _who(stage, matter, verb) if sensible else draw(st.sampled_from(PEOPLE))
    return Step(0, now, who, verb, _details(verb, draw))


def _who(stage: Stage, matter: Matter, verb: str) -> str:
    """Whom the step concerns: the lawyer who was asked, staff of the matter's own office."""
    asked = matter.assignments.filter(ended_at=None).first()
    keys = {player.person.pk: key for key, player in stage.cast.items()}
    if WHO[verb] == "gao" and asked is not None and asked.person_id is not None:
        return keys[asked.person_id]
    moved = matter.agency_id == stage.cast["there"].agency.pk
    return "there" if moved and WHO[verb] in {"clerk", "exam", "head"} else WHO[verb]


def _details(verb: str, draw: Any) -> dict[str, Any]:
    lawyer = draw(st.sampled_from(("gao", "bai")))
    modes: tuple[dict[str, Any], ...] = ({"to": lawyer}, {"mode": "propose"}, {"mode": "choice"})
    known: dict[str, dict[str, Any]] = {
        "redirect": {"to": "970103"},
        "choose": {"lawyer": lawyer},
        "replace": {"to": lawyer, "reason": "另有安排"},
        "assign": draw(st.sampled_from(modes)),
        "grant_first": {"reason": "preservation"},
        "decide_objection": {"outcome": draw(st.sampled_from(("uphold", "correct")))},
        "next_stage": {"form": "litigation", "forum": {"kind": "court", "place": "970102"}},
        "close": {"papers": CLOSING if draw(st.booleans()) else CLOSING[:2]},
        "log": {"what": draw(st.sampled_from(("met", "filed", "judgment", "hearing")))},
        "grant": {"reason": "确有困难"},
    }
    return known.get(verb, {})
