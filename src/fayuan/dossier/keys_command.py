"""`fayuan keys`: a new key while people work, the old one retired when nothing stands under it any more.

`rotate` adds a key to the ring, makes it current and has the worker write everything anew; `--here` does it at once. On
several machines the ring goes to all of them between `add` and `rotate`.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from procrastinate.exceptions import AlreadyEnqueued

from fayuan.core import audit, clock, keys, rotation
from fayuan.core.actor import system
from fayuan.core.jobs import rewrite as rewrite_columns
from fayuan.dossier import rotation as files
from fayuan.dossier.jobs import rewrite_files

DONE, LEFT = 0, 1


def main(argv: Sequence[str]) -> int:
    """Run one of the acts; gives the exit code."""
    described = argparse.ArgumentParser(prog="fayuan keys", description=_("密钥：更换、查看、停用"))
    acts = described.add_subparsers(required=True, metavar=_("命令"), dest="act")
    acts.add_parser("status", help=_("每把密钥下还有多少内容；还有旧的，退出码为1"))
    acts.add_parser("add", help=_("加一把密钥，还不启用（多台机器时先分发）"))
    rotating = acts.add_parser("rotate", help=_("启用新密钥，由后台任务分批重新加密，不停机"))
    rotating.add_argument("--here", action="store_true", help=_("不等后台任务，现在就做完"))
    retiring = acts.add_parser("retire", help=_("停用一把已经没有内容的旧密钥"))
    retiring.add_argument("number", type=int)
    arguments = described.parse_args(argv)
    return {"status": status, "add": add, "rotate": rotate, "retire": retire}[arguments.act](arguments)


def path() -> Path:
    """The keyring's file."""
    return Path(settings.KEYS_FILE)


def told(what: str, number: int) -> None:
    """A change of keys stands in the trail."""
    audit.record(system("keys", channel="command"), clock.now(), what, details={"key": number})


def status(_arguments: argparse.Namespace) -> int:
    """What stands under each key."""
    ring, left = keys.ring(), 0
    for number in sorted(ring.keys):
        values, blobs = rotation.under(number), files.under(number)
        left += 0 if number == ring.current else values + blobs
        mark = _("（在用）") if number == ring.current else ""
        counted = {"number": number, "mark": mark, "values": values, "files": blobs}
        sys.stdout.write(_("第%(number)d把%(mark)s：%(values)d项数据，%(files)d个文件") % counted + "\n")
    return LEFT if left else DONE


def add(_arguments: argparse.Namespace) -> int:
    """One more key, which nothing is written under yet."""
    text, number = keys.with_new_key(path().read_text(), current=False)
    keys.replace_ring(path(), text)
    told("add_key", number)
    sys.stdout.write(_("加了第%(number)d把密钥。分发到每台机器后再运行 rotate。") % {"number": number} + "\n")
    return DONE


def rotate(arguments: argparse.Namespace) -> int:
    """Make the newest key current (or a fresh one, when the newest is already) and have all written anew under it."""
    text = path().read_text()
    data = json.loads(text)
    newest = max(int(number) for number in data["keys"])
    if newest == int(data["current"]):
        text, newest = keys.with_new_key(text, current=True)
    else:
        text = json.dumps({**data, "current": str(newest)}, indent=1)
    keys.replace_ring(path(), text)
    told("rotate_keys", newest)
    if arguments.here:
        rotation.rewrite_all()
        files.rewrite_all()
        return status(arguments)
    for task in (rewrite_columns, rewrite_files):
        with suppress(AlreadyEnqueued):
            task.defer()
    sys.stdout.write(_("启用了第%(number)d把密钥，后台正在重新加密。") % {"number": newest} + "\n")
    return DONE


def retire(arguments: argparse.Namespace) -> int:
    """Take an older key out of the ring; refused while anything stands under it."""
    values, blobs = rotation.under(arguments.number), files.under(arguments.number)
    if values or blobs or arguments.number == keys.ring().current:
        sys.stdout.write(_("还有内容在用这把密钥，没有停用。") + "\n")
        return LEFT
    keys.replace_ring(path(), keys.without_key(path().read_text(), arguments.number))
    told("retire_key", arguments.number)
    sys.stdout.write(_("停用了第%(number)d把密钥。旧备份里还有它。") % {"number": arguments.number} + "\n")
    return DONE
