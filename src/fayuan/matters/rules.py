"""The rules in force for this installation: the package's, then those of the folders in the settings, then the entries
that two people made."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

from django.conf import settings

from fayuan.law import rules
from fayuan.law.entering import parameter
from fayuan.law.keeping import read_back, written_down
from fayuan.law.reasons import Mark
from fayuan.law.rules import Parameter, RuleBook, RulesFaulty
from fayuan.matters.models import RuleEntry, RuleSet

log = logging.getLogger(__name__)
_held: ContextVar[list[RuleBook] | None] = ContextVar("held", default=None)


def book() -> RuleBook:
    """The rule book as it stands now: every process sees an approved entry at its next question.

    Asks the database for the newest approval, once for all questions inside `one_book`.
    """
    held = _held.get()
    if held is None:
        return _made(_newest(), _folders())
    if not held:
        held.append(_made(_newest(), _folders()))
    return held[0]


@contextmanager
def one_book() -> Iterator[None]:
    """Inside the block every question is answered by the same rule book, fetched at the first one."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def with_others(entries: Sequence[RuleEntry] = (), folders: Sequence[Path] = ()) -> RuleBook:
    """The rule book as it would be with these entries approved and these folders read last.

    Raises RulesFaulty; a fault of an entry names it by its reference.
    """
    new = {(each.key, each.region, each.valid_from) for each in entries}
    kept = [each for each in _approved() if (each.key, each.region, each.valid_from) not in new]
    asked = [as_parameter(each) for each in (*kept, *entries)]
    return rules.load((*_folders(), *folders), asked)


def keep(used: RuleBook, now: datetime) -> str:
    """Keep the rule set by which something is being decided, once, and give its hash: the decision carries it."""
    if not RuleSet.objects.filter(pk=used.hash).exists():
        row = RuleSet(hash=used.hash, kept_at=now, entries=written_down(used))
        RuleSet.objects.bulk_create([row], ignore_conflicts=True)
    return used.hash


def kept(beginning: str) -> RuleBook | None:
    """The rule set whose hash begins so, as it stood; None where none or more than one does."""
    found = list(RuleSet.objects.filter(hash__startswith=beginning)[:2])
    return read_back(found[0].entries) if len(found) == 1 else None


def left_out(entries: Sequence[RuleEntry]) -> dict[str, str]:
    """Of approved entries, those that the rule book had to leave out, by reference, with why: a newer release of the
    package may contradict them."""
    known = {entry.source for entry in book().entries()}
    lost = {
        each.ref for each in entries if each.status == RuleEntry.Status.APPROVED and each.ref not in known
    }
    return {fault.file: fault.reason for fault in faults() if fault.file in lost}


def faults() -> tuple[rules.Fault, ...]:
    """What is wrong with the approved entries as the package and the folders stand; a fault names its entry."""
    try:
        rules.load(_folders(), [as_parameter(each) for each in _approved()])
    except RulesFaulty as error:
        return error.faults
    return ()


def as_parameter(entry: RuleEntry) -> Parameter:
    """An entry as the law reads it, named by its reference."""
    return parameter(
        key=entry.key,
        region=entry.region,
        value=entry.value,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        basis=entry.basis,
        mark=cast(Mark, entry.mark),
        note=entry.note,
        source=entry.ref,
    )


def _folders() -> tuple[Path, ...]:
    return tuple(settings.RULES_DIRS)


def _newest() -> str:
    """The reference of the newest approval; empty before the first."""
    newest = RuleEntry.objects.filter(order__isnull=False).order_by("-order").values_list("ref", flat=True)
    return newest.first() or ""


def _approved() -> list[RuleEntry]:
    return list(RuleEntry.objects.filter(status=RuleEntry.Status.APPROVED).order_by("order"))


@lru_cache(maxsize=2)
def _made(newest: str, folders: tuple[Path, ...]) -> RuleBook:
    """The book up to an approval, kept by the process until another one comes."""
    return _without_faulty(folders, [as_parameter(each) for each in _approved()] if newest else [])


def _without_faulty(folders: tuple[Path, ...], entered: list[Parameter]) -> RuleBook:
    """The book without the entries that contradict the rest: the office must not stand still after an upgrade.
    Folders that are wrong stop everything, as they always did."""
    try:
        return rules.load(folders, entered)
    except RulesFaulty as error:
        wrong = {fault.file for fault in error.faults}
        rest = [entry for entry in entered if entry.source not in wrong]
        if len(rest) == len(entered):
            raise
        log.error("rule entries left out: %s", "; ".join(str(fault) for fault in error.faults))
        return _without_faulty(folders, rest)
