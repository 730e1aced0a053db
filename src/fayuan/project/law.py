"""`fayuan law`: the law's own commands need no database; `replay` reads the decisions and has one served."""

import csv
import importlib
from collections.abc import Sequence
from importlib.resources import files

from fayuan.core.clock import SHANGHAI, now
from fayuan.law import commands
from fayuan.law.places import lies_in
from fayuan.project import environment


def main(argv: list[str]) -> int:
    """Run one of the law's commands; the exit code is that of the room that answers."""
    if argv[:1] != ["replay"]:
        return commands.main(argv, counties, now().astimezone(SHANGHAI).date())
    with environment.database_served():
        importlib.import_module("django").setup()
        replay = importlib.import_module("fayuan.intake.replay_command")
        return int(replay.main(argv[1:]))


def counties(region: str) -> Sequence[str]:
    """The counties that lie in a region, by the package's list of divisions."""
    written = files("fayuan.network").joinpath("data/divisions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(written.splitlines())
    return [row["code"] for row in rows if row["level"] == "county" and lies_in(row["code"], region)]
