"""`fayuan dossier verify FILE`: names the page or file of a sealed volume that is not as it was sealed.

Exits 0 when all is as it was, 1 when something differs, 2 when it was not sealed here, 4 when it cannot be read.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from fayuan.dossier.volumes.verifying import DIFFERS, FOREIGN, SAME, Unreadable, examine

EXITS = {SAME: 0, DIFFERS: 1, FOREIGN: 2}
UNREADABLE = 4


def main(argv: Sequence[str]) -> int:
    """Verify one file; gives the exit code."""
    described = argparse.ArgumentParser(prog="fayuan dossier", description=_("核对封存的案卷"))
    acts = described.add_subparsers(required=True, metavar=_("命令"))
    verify = acts.add_parser("verify", help=_("核对一份案卷PDF或者原件包，指出哪一页、哪个文件不同"))
    verify.add_argument("file", type=Path, help=_("PDF或者ZIP文件"))
    arguments = described.parse_args(argv)
    try:
        opinion = examine(arguments.file.read_bytes())
    except (OSError, Unreadable):
        sys.stderr.write(_("读不出这个文件。") + "\n")
        return UNREADABLE
    sys.stdout.write("".join(f"{line}\n" for line in opinion.says))
    return EXITS[opinion.worth]
