"""A whole table of old cases taken in: all of it or, when that is asked, what is right in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor, system
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, Refusal
from fayuan.core.keys import ring
from fayuan.dossier.checks import Checked, check
from fayuan.intake.imports.cases import OldCase
from fayuan.intake.imports.mapping import ColumnMap
from fayuan.intake.imports.reconciling import Report, of_database, of_table
from fayuan.intake.imports.rows import RowWrong, read_case
from fayuan.intake.models import ImportedCase
from fayuan.intake.operations.imports import import_case
from fayuan.intake.tables import RowFault, Table

Numbered = tuple[int, OldCase]


class NotTaken(Exception):
    """Nothing was taken; `report` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


@dataclass(frozen=True, slots=True)
class Taking:
    """How a table is taken in: by which mapping and folder of files, as whom and when, for good or to try."""

    mapping: ColumnMap
    by: Actor
    now: datetime
    folder: Path | None = None
    dry_run: bool = False
    partly: bool = False


def take_table(
    table: Table,
    mapping: ColumnMap,
    *,
    now: datetime,
    folder: Path | None = None,
    dry_run: bool = False,
    partly: bool = False,
) -> Report:
    """Take in every case of the table, in one transaction; gives the report.

    A case that stands here already is left as it is. With a faulty row nothing is taken, unless `partly`; in a
    `dry_run` all is tried, and nothing stays. `folder` holds the files that rows name.
    """
    by = system(_("旧案导入"), channel="import")
    taking = Taking(mapping, by, now, folder, dry_run, partly)
    try:
        with transaction.atomic():
            report = _take(table, taking)
            if dry_run or (report.faults and not partly):
                raise NotTaken(report)
    except NotTaken as stopped:
        return stopped.report
    return report


def _take(table: Table, taking: Taking) -> Report:
    report = Report(rows=len(table.rows))
    found = sorted(_read(table, taking, report), key=_numbered_first)
    cases = [case for row, case in found if _take_one(row, case, taking, report)]
    keys = [case.key for case in cases]
    report.sides = of_table(cases), of_database(taking.mapping.source, keys)
    report.faults.sort(key=lambda fault: fault.row)
    return report


def _numbered_first(found: Numbered) -> bool:
    """Cases that bring a number come first, so that none of theirs is given to one that brings none."""
    return not found[1].number


def _read(table: Table, taking: Taking, report: Report) -> Iterator[Numbered]:
    """The rows that are cases; the others stand in the report."""
    seen: dict[str, int] = {}
    today = taking.now.astimezone(SHANGHAI).date()
    for number, row in table.rows:
        try:
            case = read_case(row, taking.mapping, today)
        except RowWrong as wrong:
            report.faults += [RowFault(number, says) for says in wrong.faults]
            continue
        first = seen.setdefault(case.key, number)
        if first != number:
            says = _("和第%(row)d行是同一个案件编号。") % {"row": first}
            report.faults.append(RowFault(number, says))
            continue
        yield number, case


def _take_one(row: int, case: OldCase, taking: Taking, report: Report) -> bool:
    """Take one case in; False when it cannot be, or stands here with something else."""
    source = taking.mapping.source
    digest = ring().blind(repr(case), "intake_importedcase.row")
    known = ImportedCase.objects.filter(source=source, key=case.key).first()
    if known is not None:
        same = bytes(known.digest) == digest
        report.known += same
        report.differs += [] if same else [row]
        return same
    try:
        files = [_file(name, taking.folder) for name in case.files]
        kept = [] if taking.dry_run else files
        import_case(case=case, source=source, digest=digest, files=kept, by=taking.by, now=taking.now)
    except Refusal as refusal:
        report.faults.append(RowFault(row, refusal.says))
        return False
    report.taken += 1
    return True


def _file(name: str, folder: Path | None) -> Checked:
    """A file that a row names, checked as any upload; it stands in the folder itself."""
    if folder is None or Path(name).name != name or not (folder / name).is_file():
        raise BadInput({"files": _("文件夹里没有“%(name)s”。") % {"name": name}})
    return check(name, (folder / name).read_bytes())
