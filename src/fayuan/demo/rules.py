"""The rules of the fictional province, entered as a real province enters its own: one officer proposes, another
approves."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from fayuan.core.clock import SHANGHAI
from fayuan.demo.places import COUNTY
from fayuan.demo.stage import Stage
from fayuan.law.money import fen, yuan
from fayuan.law.rulefiles import Parameter, read_folder, thaw
from fayuan.matters.models import RuleEntry
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry
from fayuan.matters.rules import book

FOLDER = Path(__file__).parent / "province"
PROPOSER, APPROVER = "legal", "security"
RISE = Fraction(25, 24)  # of the subsistence line from one year to the next


def enter_rules(stage: Stage, at: datetime) -> None:
    """Enter the rules of the province's file, in force from the day of `at` on. Raises `ValueError` where the file
    has a fault."""
    reading = read_folder(FOLDER, 0)
    if reading.faults:
        raise ValueError("\n".join(str(fault) for fault in reading.faults))
    stage.now = at
    first_day = at.astimezone(SHANGHAI).date()
    for entry in reading.entries:
        _enter(stage, entry, max(entry.valid_from, first_day))


def propose_next_years_line(stage: Stage) -> None:
    """On the last day next year's subsistence line of the county has been proposed, and waits for the other person."""
    first_day = date(stage.last_day().year + 1, 1, 1)
    now = book().value("base.subsistence_line", first_day, COUNTY)
    stage.now = stage.until
    amount = yuan(round(fen(now.value["amount"]) * RISE))
    _propose(stage, replace(now, value={**now.value, "amount": amount}), first_day)


def _enter(stage: Stage, entry: Parameter, valid_from: date) -> None:
    proposed = _propose(stage, entry, valid_from)
    approve_rule_entry(ref=proposed.ref, by=stage.by(APPROVER), now=stage.now)


def _propose(stage: Stage, entry: Parameter, valid_from: date) -> RuleEntry:
    return propose_rule_entry(
        key=entry.key,
        region=entry.region,
        value=thaw(entry.value),
        valid_from=valid_from,
        valid_to=entry.valid_to,
        basis=entry.basis,
        mark=entry.mark,
        note=entry.note,
        by=stage.by(PROPOSER),
        now=stage.now,
    )
