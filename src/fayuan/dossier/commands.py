"""`fayuan papers verify FILE`: who sealed a file, when, whether it was changed since, whether we issued it.

Exits 0 when it is genuine and stands, 1 when it was changed, 2 when it is not ours or bears no seal, 3 when it was
withdrawn or replaced, 4 when it cannot be read.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from fayuan.dossier.signing import sources
from fayuan.dossier.signing.test_authority import TestAuthority
from fayuan.dossier.signing.verifying import NotAPdf
from fayuan.dossier.verifying import CHANGED, ENDED, FOREIGN, STANDS, UNSEALED, examine, sentences

EXITS = {STANDS: 0, CHANGED: 1, FOREIGN: 2, UNSEALED: 2, ENDED: 3}
UNREADABLE = 4


def main(argv: Sequence[str]) -> int:
    """Verify one file; gives the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        opinion = examine(arguments.file.read_bytes(), sources.source() or TestAuthority())
    except (OSError, NotAPdf):
        sys.stderr.write(_("读不出这个文件，或者它不是PDF。") + "\n")
        return UNREADABLE
    sys.stdout.write("".join(f"{line}\n" for line in sentences(opinion)))
    return EXITS[opinion.worth]


def _parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(prog="fayuan papers", description=_("查验文书"))
    acts = described.add_subparsers(required=True, metavar=_("命令"))
    verify = acts.add_parser("verify", help=_("查验一份文件：谁盖的章，何时，改没改过，是否本平台发出"))
    verify.add_argument("file", type=Path, help=_("PDF文件"))
    return described
