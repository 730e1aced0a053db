"""`fayuan law replay`: past decisions under other rules. Exits 0 when answered, 2 when the rules cannot be read."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from fayuan.core import audit, clock
from fayuan.core.actor import system
from fayuan.intake.replay import read_only, replay_all
from fayuan.law.replay import Replayed, lines
from fayuan.law.rules import RuleBook, RulesFaulty
from fayuan.matters import rules


def main(argv: Sequence[str]) -> int:
    """Look at the past decisions again and say which would be decided otherwise; leaves one audit row and changes
    nothing else."""
    options = _parser().parse_args(argv)
    before = rules.book()
    try:
        after = _asked_for(options) or before
    except RulesFaulty as error:
        return _say_faults([str(fault) for fault in error.faults], options.json)
    except LookupError as error:
        return _say_faults([str(error)], options.json)
    details = {"rules": after.hash, "since": str(options.since or "")}
    audit.record(system("fayuan law replay", channel="command"), clock.now(), "replay_rules", details=details)
    with read_only():
        found = replay_all(None if after is before else before, after, since=options.since)
    told = _as_json(found, before, after) if options.json else "\n".join(_as_words(found, after, options))
    sys.stdout.write(f"{told}\n")
    return 0


def _asked_for(options: argparse.Namespace) -> RuleBook | None:
    """The other rule set: today's with a folder on top, or one that decisions were made by; None for today's own."""
    if options.rules:
        return rules.with_others(folders=[options.rules])
    if not options.set:
        return None
    kept = rules.kept(options.set)
    if kept is None:
        raise LookupError(
            _("没有哪个决定用过版本是“%(set)s”的规则，或者不止一个版本这样开头。") % {"set": options.set}
        )
    return kept


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fayuan law replay", description=_("用另一套规则重看过去的决定，只看不改")
    )
    others = parser.add_mutually_exclusive_group()
    others.add_argument("--rules", type=Path, metavar="DIR", help=_("盖在现行规则上面的规则文件夹"))
    others.add_argument("--set", metavar="HASH", help=_("从前的规则：决定上记着的规则版本，写开头几位就行"))
    parser.add_argument("--since", type=_day, metavar="DATE", help=_("只看这一天以后的决定，如 2026-01-01"))
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“%(text)s”不是日期，应写成 2026-06-12 的样子") % {"text": text}
        ) from None


def _as_json(found: Replayed, before: RuleBook, after: RuleBook) -> str:
    told = asdict(found) | {"rules_before": before.hash, "rules_after": after.hash}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _as_words(found: Replayed, after: RuleBook, options: argparse.Namespace) -> list[str]:
    told = lines(found, after)
    if not (options.rules or options.set):
        told.append(
            _("没有另给规则：比较的是当时记下的结论和现行规则今天的说法；不同的，也可能是事实后来变了。")
        )
    return told


def _say_faults(faults: Sequence[str], as_json: bool) -> int:
    if as_json:
        sys.stdout.write(json.dumps({"faults": list(faults)}, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stderr.write("\n".join(faults) + "\n")
    return 2
