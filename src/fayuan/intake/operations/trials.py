"""Asking what other rules would do, before anybody approves them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotFound
from fayuan.core.operation import operation
from fayuan.intake.trials import counties
from fayuan.law import whatif
from fayuan.law.places import NATION
from fayuan.matters.models import RuleEntry, RuleTrial
from fayuan.matters.rulemaking import require_maker
from fayuan.matters.rules import book

TASK = "intake.answer_trial"
HOUSEHOLDS = (10_000, 100_000, 1_000_000)
ABOUT_LINES = ("hardship.formula", "base.")


@operation
def try_rule_entry(*, ref: str, by: Actor, now: datetime, households: int = 100_000) -> RuleEntry:
    """Ask what a proposed entry would do: to past decisions, and to households where it touches the line of a place.

    The answers come from jobs; they stand beside the proposal.
    """
    require_maker(by)
    entry = RuleEntry.objects.filter(ref=ref).first()
    if entry is None:
        raise NotFound
    _ask(RuleTrial(kind=RuleTrial.Kind.REPLAY, entry=entry, by_id=by.person, at=now))
    if entry.key.startswith(ABOUT_LINES) and entry.region != NATION:
        on = max(entry.valid_from, now.astimezone(SHANGHAI).date())
        asked = {"region": entry.region, "on": f"{on:%Y-%m-%d}", "households": households}
        _ask(RuleTrial(kind=RuleTrial.Kind.WHAT_IF, entry=entry, asked=asked, by_id=by.person, at=now))
    return entry


@operation
def try_other_line(
    *, region: str, on: date, changes: Sequence[str], households: int, by: Actor, now: datetime
) -> RuleTrial:
    """Ask how many more households would qualify if the line of a place were another; `changes` as `law.whatif` takes
    them. Raises `BadInput` with its sentence where the place has no line that a number can change."""
    require_maker(by)
    if households not in HOUSEHOLDS:
        raise BadInput({"households": _("请从列出的户数里选。")})
    try:
        whatif.compare(book(), region, on, changes, 1, counties=counties(region))
    except ValueError as error:
        raise BadInput({"changes": str(error)}) from error
    asked = {"region": region, "on": f"{on:%Y-%m-%d}", "changes": list(changes), "households": households}
    return _ask(RuleTrial(kind=RuleTrial.Kind.WHAT_IF, asked=asked, by_id=by.person, at=now))


def _ask(trial: RuleTrial) -> RuleTrial:
    trial.save()
    app.configure_task(TASK).defer(trial_id=trial.pk)
    return trial
