"""`fayuan play FILE…`: plays story files and prints their timelines.

Exits 0 when every expectation holds, 1 when one does not, 2 when a file itself is wrong (with its line and the reason).
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from fayuan.play import telling
from fayuan.play.nodes import StoryFault
from fayuan.play.player import Performance, play
from fayuan.play.reader import read

HOLDS, DIFFERS, BROKEN = 0, 1, 2
OwnDatabase = Callable[[], AbstractContextManager[None]]
Tell = Callable[[Performance, str], None]


def main(argv: Sequence[str], own_database: OwnDatabase) -> int:
    """Play every file, each on a database of its own that `own_database` opens; gives the gravest exit code."""
    arguments = parser().parse_args(argv)
    logging.getLogger("fayuan").setLevel(logging.WARNING)
    tell = as_lines if arguments.json else only_faults if arguments.quiet else as_timeline
    return max(play_file(file, own_database, tell) for file in arguments.files)


def parser() -> argparse.ArgumentParser:
    """The arguments of `fayuan play`."""
    described = argparse.ArgumentParser(prog="fayuan play", description="演一遍故事文件，核对每一步的预期")
    described.add_argument("files", nargs="+", metavar="FILE", help="故事文件（YAML）")
    described.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    described.add_argument("--quiet", action="store_true", help="只输出不符之处")
    return described


def play_file(file: str, own_database: OwnDatabase, tell: Tell) -> int:
    """Play one file; gives its exit code."""
    try:
        story = read(Path(file))
        with own_database():
            performance = play(story)
            tell(performance, file)
    except StoryFault as fault:
        sys.stderr.write(f"{file}:{fault.line}: {fault.reason}\n")
        return BROKEN
    return HOLDS if performance.holds else DIFFERS


def as_timeline(performance: Performance, file: str) -> None:
    """Print the timeline."""
    for line in telling.timeline(performance, file):
        sys.stdout.write(f"{line}\n")


def only_faults(performance: Performance, file: str) -> None:
    """Print what does not hold."""
    for line in telling.faults(performance, file):
        sys.stdout.write(f"{line}\n")


def as_lines(performance: Performance, file: str) -> None:
    """Print the performance as one line of JSON."""
    sys.stdout.write(f"{json.dumps(telling.as_data(performance, file), ensure_ascii=False)}\n")
