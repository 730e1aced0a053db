"""`fayuan demo`: load the demonstration in one of its sizes, and list the people one may sign in as."""

import argparse
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from django.conf import settings

from fayuan.core import clock
from fayuan.demo.bulk.growth import grow_province
from fayuan.demo.city import grow
from fayuan.demo.copies.plan import Wanted
from fayuan.demo.country.map import Country
from fayuan.demo.loading import RealPeople, load
from fayuan.demo.table import people

SEED = 97


@dataclass(frozen=True)
class Size:
    """How many ordinary matters are driven through the operations, how many matters there are in the end, and whether
    they lie in one city or are copied all over a province."""

    driven: int = 0
    matters: int = 0
    province: Wanted | None = None


SIZES: Mapping[str, Size] = {
    "small": Size(),
    "city": Size(driven=300, matters=20_000),
    "province": Size(
        driven=1_000,
        province=Wanted(matters=1_250_000, questions=9_000_000, matters_at_once=25, questions_at_once=100),
    ),
}


def main(argv: Sequence[str]) -> int:
    """Run `load` or `people`; returns 0, or 1 when real people are in the database."""
    arguments = parser().parse_args(argv)
    if arguments.what == "people":
        sys.stdout.write(people())
        return 0
    logging.getLogger("fayuan").setLevel(logging.WARNING)  # hundreds of messages leave while months go by
    size, now, began = SIZES[arguments.size], clock.now(), perf_counter()
    try:
        load(now, seed=arguments.seed, ordinary=size.driven)
    except RealPeople as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    if size.matters:
        grow(size.matters, seed=arguments.seed, say=_say)
    if size.province is not None:
        _say(f"经办：{perf_counter() - began:.0f} 秒")
        owner = settings.OWNER_DATABASE
        grow_province(size.province, Country(), owner=owner, seed=arguments.seed, now=now, say=_say)
    return 0


def _say(how_far: str) -> None:
    sys.stdout.write(f"{how_far}\n")
    sys.stdout.flush()


def parser() -> argparse.ArgumentParser:
    """The arguments of `fayuan demo`."""
    described = argparse.ArgumentParser(prog="fayuan demo", description="演示数据：虚构的云岭省白石市")
    actions = described.add_subparsers(dest="what", required=True, metavar="动作")
    loading = actions.add_parser("load", help="装入演示数据")
    loading.add_argument(
        "--size",
        choices=list(SIZES),
        default="small",
        help="规模：small 几十件，city 两万件，province 125万件",
    )
    loading.add_argument("--seed", type=int, default=SEED, help="同一个种子得到同样的安排")
    actions.add_parser("people", help="可以登录的演示人物")
    return described
