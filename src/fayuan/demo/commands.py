"""`fayuan demo`: load the demonstration in one of its sizes, compare copies with originals, list the people."""

import argparse
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter

from django.conf import settings

from fayuan.core import clock
from fayuan.demo.bulk.growth import grow_province
from fayuan.demo.city import grow
from fayuan.demo.copies.plan import Wanted
from fayuan.demo.country.map import Country
from fayuan.demo.likeness import drawn, last_driven, unlike
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
    if arguments.what == "compare":
        return compare(arguments.last, arguments.many, arguments.seed)
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


def compare(last: int | None, many: int, seed: int) -> int:
    """Say in what copied matters differ from driven ones; 1 when one does, or when there are no copies."""
    last = last_driven() if last is None else last
    copies = drawn(last, many, Random(seed))
    found = list(unlike(last, copies))
    for each in found:
        _say(str(each))
    _say(f"抽查 {len(copies)} 件复制的案件，{len(found)} 处与经办的不同。")
    return 1 if found or not copies else 0


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
    comparing = actions.add_parser("compare", help="抽查复制的案件是否与经办的一样")
    comparing.add_argument("--many", type=int, default=1_000, help="抽查多少件")
    comparing.add_argument("--last", type=int, help="最后一件经办案件的id；不写就自己找")
    comparing.add_argument("--seed", type=int, default=SEED, help="同一个种子抽到同样的案件")
    actions.add_parser("people", help="可以登录的演示人物")
    return described
