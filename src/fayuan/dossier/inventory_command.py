"""`fayuan files check`: looks at every file of the store; names those that are missing, altered, or nobody's, and
leftovers of changes that were never committed, which the nightly job takes away a week after it first saw them.

Exits 0 when all is as it was put (leftovers are no fault), 1 otherwise.
"""

import argparse
import sys
from collections.abc import Sequence

from django.utils.translation import gettext as _

from fayuan.core import clock
from fayuan.dossier import inventory

CLEAN, FAULTY = 0, 1


def main(argv: Sequence[str]) -> int:
    """Check the store; gives the exit code."""
    described = argparse.ArgumentParser(prog="fayuan files", description=_("核对存储"))
    acts = described.add_subparsers(required=True, metavar=_("命令"))
    acts.add_parser("check", help=_("逐个核对：缺失的、被改动的、多出来的、待清除的"))
    described.parse_args(argv)
    found = inventory.check(clock.now())
    lines = [_("核对了%(count)d个文件。") % {"count": found.checked}]
    for says, names in (
        (_("缺失"), found.missing),
        (_("被改动"), found.altered),
        (_("多出来"), found.extra),
        (_("待清除"), found.leftover),
    ):
        lines += [f"{says}　{name}" for name in names]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return CLEAN if found.is_clean else FAULTY
