"""Questions about other rules, answered by a job: on past decisions, and on a synthetic population."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from fayuan.intake import replay
from fayuan.law import whatif
from fayuan.law.places import lies_in
from fayuan.law.rules import RulesFaulty
from fayuan.matters import rules
from fayuan.matters.models import RuleEntry, RuleTrial
from fayuan.network.models import Division

log = logging.getLogger(__name__)
STEPS = 50  # words about the progress of one trial

Watch = Callable[[int], None]
Result = Mapping[str, Any]


def answer(trial_id: int) -> None:
    """Answer one trial and keep the result; one that was answered already stays as it is."""
    trial = _claim(trial_id)
    if trial is None:
        return
    try:
        result = ANSWERS[trial.kind](trial)
    except (ValueError, RulesFaulty) as error:
        log.info("trial %s has no answer", trial.ref)
        _keep(trial, status=RuleTrial.Status.FAILED, says=str(error)[:200])
        return
    _keep(trial, status=RuleTrial.Status.DONE, done=trial.total, result=result)


def _claim(trial_id: int) -> RuleTrial | None:
    """The trial, marked as under way; one that a worker left half done is begun again."""
    with transaction.atomic():
        trial = RuleTrial.objects.select_for_update(of=("self",)).select_related("entry").get(pk=trial_id)
        if trial.status in (RuleTrial.Status.DONE, RuleTrial.Status.FAILED):
            return None
        trial.total = trial.asked["households"] if trial.kind == RuleTrial.Kind.WHAT_IF else replay.count()
        trial.status, trial.done = RuleTrial.Status.RUNNING, 0
        trial.save(update_fields=["status", "total", "done"])
        return trial


def _keep(trial: RuleTrial, **found: object) -> None:
    RuleTrial.objects.filter(pk=trial.pk).update(**found)


def watch(trial: RuleTrial) -> Watch:
    """Keeps how far the trial has come, some fifty times on the way."""
    between = max(trial.total // STEPS, 1)
    told = [0]

    def keep(done: int) -> None:
        if done - told[0] >= between:
            told[0] = done
            _keep(trial, done=min(done, trial.total))

    return keep


def _replayed(trial: RuleTrial) -> Result:
    """Past decisions under the rules as they are, and with the entry; numbers only, no matter is named."""
    before, after = rules.book(), rules.with_others([_entry(trial)])
    found = replay.replay_all(before, after, watch=watch(trial))
    return {
        "looked_at": found.looked_at,
        "not_covered": found.not_covered,
        "otherwise": len(found.otherwise),
        "by_rule": found.by_rule,
        "by_group": found.by_group,
    }


def _compared(trial: RuleTrial) -> Result:
    """Synthetic households under the line in force, and under the one that was asked about."""
    asked = trial.asked
    region, on, count = asked["region"], date.fromisoformat(asked["on"]), asked["households"]
    where = counties(region)
    book = rules.book()
    if trial.entry_id is None:
        return asdict(
            whatif.compare(book, region, on, asked["changes"], count, counties=where, watch=watch(trial))
        )
    after = rules.with_others([_entry(trial)])
    return asdict(whatif.compare_books(book, after, region, on, count, counties=where, watch=watch(trial)))


def _entry(trial: RuleTrial) -> RuleEntry:
    assert trial.entry is not None  # a replay is always about an entry
    return trial.entry


def counties(region: str) -> tuple[str, ...]:
    """The counties that lie in a region and still exist; the region itself where none is known."""
    codes = Division.objects.filter(level=Division.Level.COUNTY, valid_to=None, code__startswith=region[:2])
    found = tuple(
        code for code in codes.order_by("code").values_list("code", flat=True) if lies_in(code, region)
    )
    return found or (region,)


ANSWERS: Mapping[str, Callable[[RuleTrial], Result]] = {
    RuleTrial.Kind.REPLAY: _replayed,
    RuleTrial.Kind.WHAT_IF: _compared,
}
