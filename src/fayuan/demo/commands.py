"""`fayuan demo`: load the demonstration city, and list the people one may sign in as."""

import argparse
import logging
import sys
from collections.abc import Sequence

from fayuan.core import clock
from fayuan.demo.loading import RealPeople, load
from fayuan.demo.table import people

SEED = 97


def main(argv: Sequence[str]) -> int:
    """Run `load` or `people`; returns 0, or 1 when real people are in the database."""
    arguments = parser().parse_args(argv)
    if arguments.what == "people":
        sys.stdout.write(people())
        return 0
    logging.getLogger("fayuan").setLevel(logging.WARNING)  # hundreds of messages leave while months go by
    try:
        load(clock.now(), seed=arguments.seed)
    except RealPeople as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The arguments of `fayuan demo`."""
    described = argparse.ArgumentParser(prog="fayuan demo", description="演示数据：虚构的云岭省白石市")
    actions = described.add_subparsers(dest="what", required=True, metavar="动作")
    loading = actions.add_parser("load", help="装入演示城市")
    loading.add_argument("--size", choices=("small",), default="small", help="规模")
    loading.add_argument("--seed", type=int, default=SEED, help="同一个种子得到同样的安排")
    actions.add_parser("people", help="可以登录的演示人物")
    return described
