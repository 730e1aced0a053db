"""`fayuan audit`: seals the trail, verifies it, takes checkpoints that are kept elsewhere.

`verify` exits 0 when everything is as it was sealed, 1 when something is not: it names the first row that differs, and
2 when the checkpoint cannot be trusted.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import checkpoints, clock, sealing, verifying
from fayuan.core.verifying import Broken

CLEAN, BROKEN, UNTRUSTED = 0, 1, 2
WORDS: Mapping[str, str | Promise] = {
    "altered": gettext_lazy("第%(number)d号记录被改动"),
    "removed": gettext_lazy("第%(number)d号记录被删除"),
    "swapped": gettext_lazy("第%(number)d号记录与第%(partner)d号记录被对调"),
    "added": gettext_lazy("第%(number)d号记录是后来插入的"),
    "seal": gettext_lazy("第%(number)d个封条与前一个接不上"),
    "round": gettext_lazy("第%(number)d轮封存与前一轮接不上"),
    "checkpoint": gettext_lazy("与检查点不符：第%(number)d轮封存不是当时的样子"),
}


def main(argv: Sequence[str]) -> int:
    """Run one of the acts; gives the exit code."""
    described = argparse.ArgumentParser(prog="fayuan audit", description=_("审计记录"))
    acts = described.add_subparsers(required=True, metavar=_("命令"), dest="act")
    acts.add_parser("seal", help=_("马上封存已经写下的记录"))
    acts.add_parser("status", help=_("封存到哪里，还有多少没有封存"))
    verify_parser = acts.add_parser("verify", help=_("逐条核对，指出第一条不符的记录"))
    verify_parser.add_argument("--all", action="store_true", help=_("不止第一处，全部列出"))
    verify_parser.add_argument("--checkpoint", type=Path, help=_("再与这个检查点核对"))
    verify_parser.add_argument("--key", default="", help=_("检查点签名的公钥"))
    checkpoint_parser = acts.add_parser("checkpoint", help=_("签一个检查点，存到机器以外"))
    checkpoint_parser.add_argument("--folder", type=Path, help=_("存到这个文件夹；不写则打印"))
    arguments = described.parse_args(argv)
    deeds = {"seal": seal, "status": status, "verify": verify, "checkpoint": checkpoint}
    return deeds[arguments.act](arguments)


def reader() -> sealing.Connection:
    """The database as the sealer, who may read the trail and its seals, and nothing else."""
    return psycopg.connect(settings.SEALER_URL, autocommit=True)


def seal(_arguments: argparse.Namespace) -> int:
    """Seal what waits."""
    with reader() as connection:
        count = sealing.seal(connection, clock.now())
    sys.stdout.write(_("封存了%(count)d条记录。") % {"count": count} + "\n")
    return CLEAN


def status(_arguments: argparse.Namespace) -> int:
    """How far it is sealed."""
    found = sealing.standing()
    counted = {"round": found.round, "waiting": found.waiting}
    words = _("封存到第%(round)d轮，还有%(waiting)d条没有封存。") % counted
    promise = _("一条记录最多%(minutes)d分钟后封存。") % {"minutes": sealing.LONGEST.seconds // 60}
    sys.stdout.write(f"{words}{promise}\n")
    return BROKEN if found.is_late(clock.now()) else CLEAN


def verify(arguments: argparse.Namespace) -> int:
    """Look through everything, and at a checkpoint if one is given."""
    with reader() as connection:
        began = clock.now()
        result = verifying.verify(connection, all_of_it=arguments.all)
        took = (clock.now() - began).total_seconds()
        broken = result.broken
        if arguments.checkpoint:
            try:
                told = json.loads(arguments.checkpoint.read_text())
                broken += checkpoints.check(connection, told, arguments.key)
            except (checkpoints.BadCheckpoint, ValueError, OSError):
                sys.stdout.write(_("检查点读不出来，或者签名不对。") + "\n")
                return UNTRUSTED
    for each in broken:
        sys.stdout.write(f"{told_of(each)}\n")
    counted = {"rows": result.rows, "rounds": result.rounds, "seconds": f"{took:.1f}"}
    sys.stdout.write(_("核对了%(rows)d条记录、%(rounds)d轮封存，用时%(seconds)s秒。") % counted + "\n")
    return BROKEN if broken else CLEAN


def told_of(broken: Broken) -> str:
    """A difference in words, and which chain and round it stands in."""
    said = str(WORDS[broken.what]) % {"number": broken.number, "partner": broken.partner}
    where = _("机构链%(chain)d，第%(round)d轮") % {"chain": broken.chain, "round": broken.round}
    return f"{said}（{where}）"


def checkpoint(arguments: argparse.Namespace) -> int:
    """Sign what is sealed by now, and print it or keep it in a folder."""
    with reader() as connection:
        taken = checkpoints.take(connection, clock.now())
    if arguments.folder:
        sys.stdout.write(f"{checkpoints.keep(taken, arguments.folder)}\n")
    else:
        sys.stdout.write(json.dumps(taken, indent=1, sort_keys=True) + "\n")
    return CLEAN
