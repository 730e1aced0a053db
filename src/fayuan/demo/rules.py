"""The rules of the fictional province, entered as a real province enters its own: one officer proposes, another
approves."""

from datetime import date, datetime
from pathlib import Path

from fayuan.core.clock import SHANGHAI
from fayuan.demo.stage import Stage
from fayuan.law.rulefiles import Parameter, read_folder, thaw
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry

FOLDER = Path(__file__).parent / "province"
PROPOSER, APPROVER = "legal", "security"


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


def _enter(stage: Stage, entry: Parameter, valid_from: date) -> None:
    proposed = propose_rule_entry(
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
    approve_rule_entry(ref=proposed.ref, by=stage.by(APPROVER), now=stage.now)
