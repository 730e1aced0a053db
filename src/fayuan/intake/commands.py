"""`fayuan import FILE --mapping MAP.yaml`: old cases from CSV or XLSX, tried first, taken in once, reconciled.

Exits 0 when every row stands here as the table has it, 1 when a row is faulty or differs, 2 when a file cannot be read.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _

from fayuan.core import clock
from fayuan.core.errors import BadInput
from fayuan.intake.imports.mapping import read_mapping
from fayuan.intake.imports.reconciling import Report, Side
from fayuan.intake.imports.taking import take_table
from fayuan.intake.tables import read_table
from fayuan.law.lifecycles import STATES
from fayuan.law.money import yuan

CLEAN, FAULTY, UNREADABLE = 0, 1, 2
MOST_BYTES = 200 * 2**20


def main(argv: Sequence[str]) -> int:
    """Take in one table; gives the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        mapping = read_mapping(arguments.mapping.read_text(encoding="utf-8-sig"))
        table = read_table(arguments.file.read_bytes(), mapping.needed, most_bytes=MOST_BYTES)
    except (BadInput, OSError, UnicodeDecodeError) as fault:
        sys.stderr.write(f"{fault}\n")
        return UNREADABLE
    report = take_table(
        table,
        mapping,
        now=clock.now(),
        folder=arguments.files,
        dry_run=arguments.dry_run,
        partly=arguments.partly,
    )
    stays = not arguments.dry_run and (arguments.partly or not report.faults)
    sys.stdout.write(
        _as_json(report) if arguments.json else "".join(f"{line}\n" for line in _lines(report, stays))
    )
    return CLEAN if report.is_clean else FAULTY


def _parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(prog="fayuan import", description=_("导入旧案，并与原表核对"))
    described.add_argument("file", type=Path, help=_("CSV 或 XLSX 表格，一行一案"))
    described.add_argument("--mapping", type=Path, required=True, help=_("对照表（YAML）"))
    described.add_argument("--files", type=Path, help=_("行里所写的文件所在的文件夹"))
    described.add_argument("--dry-run", action="store_true", help=_("只试，什么也不留下"))
    described.add_argument("--partly", action="store_true", help=_("有错的行不导，其余照导"))
    described.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return described


def _as_json(report: Report) -> str:
    return json.dumps({**asdict(report), "clean": report.is_clean}, ensure_ascii=False) + "\n"


def _lines(report: Report, stays: bool) -> Iterator[str]:
    """The report for people: what is wrong row by row, then both sides beside each other."""
    for fault in report.faults:
        yield _("第%(row)d行：%(says)s") % {"row": fault.row, "says": fault.says}
    for row in report.differs:
        yield _("第%(row)d行：已经导入过，这次内容不同，没有改动。") % {"row": row}
    counts = {
        "rows": report.rows,
        "taken": report.taken,
        "known": report.known,
        "differs": len(report.differs),
        "faulty": len({fault.row for fault in report.faults}),
    }
    yield (
        _("共%(rows)d行：新导入%(taken)d，早已导入%(known)d，内容不同%(differs)d，有错%(faulty)d。") % counts
    )
    if report.sides is not None:
        yield from _beside(*report.sides)
    yield _("已经存入。") if stays else _("没有存入任何内容。")


def _beside(table: Side, database: Side) -> Iterator[str]:
    for label, theirs, ours in (
        (_("案件"), str(table.cases), str(database.cases)),
        *(
            (STATES[state].chinese, str(table.states.get(state, 0)), str(database.states.get(state, 0)))
            for state in sorted({*table.states, *database.states})
        ),
        (_("标的"), yuan(table.claimed), yuan(database.claimed)),
        (_("挽回"), yuan(table.recovered), yuan(database.recovered)),
        (_("补贴"), yuan(table.paid), yuan(database.paid)),
    ):
        mark = "" if theirs == ours else _("　不符")
        yield (
            _("%(label)s：表格 %(theirs)s，平台 %(ours)s") % {"label": label, "theirs": theirs, "ours": ours}
            + mark
        )
