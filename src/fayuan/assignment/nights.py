"""The batch of an agency: its waiting matters and its panel, put to the optimiser; the proposal is kept, nobody is
assigned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic

from django.db import transaction

from fayuan.assignment import facts
from fayuan.assignment.models import Night, NightLine
from fayuan.assignment.panel import law_lawyer, panelists_for
from fayuan.assignment.queries import panel_near, policy_of, waiting_matters
from fayuan.assignment.ties import Ties, ties
from fayuan.core.clock import SHANGHAI
from fayuan.matching.batch import Batch, batch
from fayuan.matching.facts import Panelist
from fayuan.matching.levels import LEVELS
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.people.models import Lawyer

SECONDS = 60.0


def run(night_id: int, now: datetime) -> None:
    """Work one night out and keep the proposal; one that was worked out already stays as it is."""
    night = _claim(night_id)
    if night is None:
        return
    try:
        matters = list(waiting_matters(night.agency))
        found = _solve(night, matters, now)
    except Exception:
        Night.objects.filter(pk=night.pk).update(status=Night.Status.FAILED)
        raise
    _keep(night, matters, found)


def _claim(night_id: int) -> Night | None:
    with transaction.atomic():
        night = (
            Night.objects.select_for_update(of=("self",)).select_related("agency__division").get(pk=night_id)
        )
        if night.status not in (Night.Status.WAITING, Night.Status.RUNNING):
            return None
        night.status, night.done = Night.Status.RUNNING, 0
        night.save(update_fields=["status", "done"])
        return night


def _solve(night: Night, matters: Sequence[Matter], now: datetime) -> Batch:
    profiles = list(panel_near(night.agency, now))
    people = _with_ties(matters, profiles, now)
    cases = [facts.case(matter, now) for matter in matters]
    today = now.astimezone(SHANGHAI).date()

    def clock() -> float:
        """Seconds; whoever wants the best so far lets the time be over."""
        stopping = Night.objects.filter(pk=night.pk, stopping=True).exists()
        return monotonic() + (SECONDS if stopping else 0)

    def tell(_name: str, done: int) -> None:
        Night.objects.filter(pk=night.pk).update(done=done)

    return batch(
        cases,
        people,
        today,
        seed=night.seed,
        seconds=SECONDS,
        clock=clock,
        book=book(),
        fair_share=policy_of(night.agency).fair_share,
        progress=tell,
    )


def _with_ties(matters: Sequence[Matter], profiles: Sequence[Lawyer], now: datetime) -> list[Panelist]:
    """The panel with the ties to any of these matters; the law compares them by the parties' names."""
    tied = Ties()
    for matter in matters:
        tied.join(ties(matter, profiles))
    return [
        replace(one, law=law_lawyer(profile, tied))
        for one, profile in zip(panelists_for(profiles, now), profiles, strict=True)
    ]


def _keep(night: Night, matters: Sequence[Matter], found: Batch) -> None:
    with transaction.atomic():
        night.lines.all().delete()
        NightLine.objects.bulk_create(
            NightLine(night=night, matter=matters[each.case], person_id=each.lawyer, why=each.why[:200])
            for each in found.given
        )
        night.levels = [
            {"name": each.level.value, "cost": each.cost, "bound": each.bound} for each in found.levels
        ]
        night.left = [{"matter": matters[each.case].ref, "says": each.says} for each in found.left]
        night.status, night.done = Night.Status.READY, len(LEVELS)
        night.save(update_fields=["levels", "left", "status", "done"])
