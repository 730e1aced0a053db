"""`fayuan assignment replay --policy order --agency 970105`: the matters of a time once more, under two policies.

Reads, changes nothing: the cases that the agency granted or was notified of, in their order, and its panel as it is
now. Prints quota rotation and the other policy side by side. Exits 0 when answered, 2 when there is nothing to replay.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.utils.translation import gettext as _

from fayuan.assignment import facts
from fayuan.assignment.panel import panelists_for
from fayuan.assignment.queries import panel_near, policy_of
from fayuan.core import clock
from fayuan.core.clock import SHANGHAI
from fayuan.matching.simulate import POLICIES, Arrival, compare, simulate
from fayuan.matters.models import Transition
from fayuan.matters.rules import book
from fayuan.network.models import Institution


def main(argv: Sequence[str]) -> int:
    """Run one command; gives its exit code."""
    options = parser().parse_args(argv)
    agency = (
        Institution.objects.filter(kind="agency", division=options.agency).select_related("division").first()
    )
    stream = list(arrivals(agency, options.since)) if agency else []
    if agency is None or not stream:
        sys.stderr.write(_("没有这个机构，或者这段时间没有待指派过的案件。") + "\n")
        return 2
    people = panelists_for(panel_near(agency, clock.now()), clock.now())
    fair = policy_of(agency).fair_share if options.share is None else options.share
    found = [
        simulate(policy, stream, people, book(), fair_share=fair) for policy in ("quota", options.policy)
    ]
    told = json.dumps([asdict(each) for each in found]) if options.json else "\n".join(compare(*found))
    sys.stdout.write(f"{told}\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """The arguments of `fayuan assignment`."""
    described = argparse.ArgumentParser(prog="fayuan assignment", description=_("指派：两种办法放在一起比"))
    commands = described.add_subparsers(required=True, metavar=_("命令"))
    replay = commands.add_parser("replay", help=_("把一段时间的案件按两种办法再走一遍，只看不改"))
    replay.add_argument(
        "--policy", choices=sorted(POLICIES), default="order", help=_("和轮流（quota）比哪一种")
    )
    replay.add_argument(
        "--share",
        type=int,
        choices=range(501),
        metavar="N",
        help=_("手上负荷超过人均百分之几的排后，0不设；不写就用本机构的"),
    )
    replay.add_argument("--agency", required=True, metavar="CODE", help=_("机构所在地的行政区划代码"))
    replay.add_argument("--since", type=date.fromisoformat, default=date.min, metavar="2026-01-01")
    replay.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return described


def arrivals(agency: Institution, since: date) -> "list[Arrival]":
    """The cases of the agency that came to await a lawyer since a day, each as it was on its day."""
    came = Transition.objects.filter(
        matter__agency=agency, to_state="awaiting_assignment", step__in=("grant", "grant_first", "notify")
    )
    steps = came.select_related("matter__agency__division").order_by("at", "id")
    found = [(step.at.astimezone(SHANGHAI).date(), step) for step in steps]
    return [Arrival(on, facts.case(step.matter, step.at)) for on, step in found if on >= since]
