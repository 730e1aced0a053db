"""The batch of an agency: asked for, stopped, confirmed line by line."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from fayuan.assignment.access import require_assigning_at
from fayuan.assignment.models import Assignment, Night, NightLine
from fayuan.assignment.operations.assigning import assign_lawyer
from fayuan.assignment.operations.proposals import SEEDS, still_able
from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound, Refusal, WrongState
from fayuan.core.operation import operation
from fayuan.network.models import Institution

TASK = "assignment.run_night"
OPEN = (Night.Status.WAITING, Night.Status.RUNNING)


@operation
def ask_night(*, agency: int, by: Actor, now: datetime) -> Night:
    """Have the waiting matters of the agency (id of the institution) and its panel worked out together; a proposal that
    was not confirmed is dropped."""
    require_assigning_at(by, agency)
    found = Institution.objects.select_for_update().filter(pk=agency, kind="agency").first()
    if found is None:
        raise NotFound
    if found.nights.filter(status__in=OPEN).exists():
        raise WrongState(_("已经在推算，请等一等。"))
    found.nights.filter(status=Night.Status.READY).update(status=Night.Status.DONE)
    night = Night.objects.create(agency=found, asked_at=now, by_name=by.name, seed=secrets.randbelow(SEEDS))
    app.configure_task(TASK).defer(night_id=night.pk)
    return night


@operation
def stop_night(*, ref: str, by: Actor, now: datetime) -> Night:
    """Have the best that was found so far."""
    night = _found(ref, by)
    if night.status in OPEN:
        night.stopping = True
        night.save(update_fields=["stopping"])
    return night


@operation
def confirm_night(*, ref: str, lines: Collection[int], by: Actor, now: datetime) -> Night:
    """Assign the lines (ids) that are confirmed, one by one and each under all rules as they are now; what cannot be
    assigned any more says why, the others are left to the office."""
    night = _found(ref, by)
    if night.status != Night.Status.READY:
        raise WrongState(_("这份推荐已经确认过，或者还没有算好。"))
    each = by.with_key(None)  # the key of the whole is not that of its parts
    for line in night.lines.select_related("matter").order_by("id"):
        _settle(line, line.pk in lines, each, now)
    night.status, night.confirmed_at, night.confirmed_by = Night.Status.DONE, now, by.name
    night.save(update_fields=["status", "confirmed_at", "confirmed_by"])
    return night


def _settle(line: NightLine, is_confirmed: bool, by: Actor, now: datetime) -> None:
    line.outcome = NightLine.Outcome.SKIPPED
    if not is_confirmed:
        line.says = _("确认时没有选")
    elif not still_able(line.matter, line.person_id, now):
        line.says = _("推荐以后情况有变，不能再承办本案")
    else:
        try:
            mode = Assignment.Mode.BATCH
            assign_lawyer(
                ref=line.matter.ref, lawyer=line.person_id, mode=mode, reason=line.why, by=by, now=now
            )
            line.outcome = NightLine.Outcome.ASSIGNED
        except Refusal as refusal:
            line.says = refusal.says[:300]
    line.save(update_fields=["outcome", "says"])


def _found(ref: str, by: Actor) -> Night:
    night = Night.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if night is None:
        raise NotFound
    require_assigning_at(by, night.agency_id)
    return night
