"""A province of true size out of what was driven through the operations: laid out, staffed, copied, indexed.

Every step is whole, and a run that was broken off goes on where it stopped. Copies are printed by this process while
another connection writes the batch before.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from time import perf_counter, process_time
from typing import Any

from django.db import connection, connections

from fayuan.assignment import traces
from fayuan.core.keys import ring
from fayuan.demo.bulk import indexes
from fayuan.demo.bulk.ledger import Ledger
from fayuan.demo.copies import originals
from fayuan.demo.copies.days import Reckoning, moved
from fayuan.demo.copies.people import Invention
from fayuan.demo.copies.plan import WEEKS, Share, Wanted, shares
from fayuan.demo.copies.plates import plate
from fayuan.demo.copies.tables import tables
from fayuan.demo.copies.writing import Batch, Press, write
from fayuan.demo.country import offices, staffing
from fayuan.demo.country.casting import Company
from fayuan.demo.country.map import Country
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book
from fayuan.network.models import Institution

Say = Callable[[str], None]
ROWS = 250_000  # in a batch
SETTLED = timedelta(days=366 * 6)  # how long before now everybody of the province took up their posts
DRIVEN, DONE = "driven", "copied"


def grow_province(
    wanted: Wanted, country: Country, *, owner: dict[str, Any], seed: int, now: datetime, say: Say
) -> None:
    """Make the province; `owner` is Django's description of the owner's connection. `say` is told how far it is."""
    with speaking_as(owner):
        ledger, clock = Ledger(), Phases(say)
        if ledger.read(DRIVEN) is None:
            offices.lay_out(country)
            staffing.staff(country, now - SETTLED, Random(f"{seed} staff"))
            _partitions(now)
            traces.catch_up(all_of_them=True)  # copies have the words of their parties from the first
            ledger.write(DRIVEN, originals.last_ids())
            clock.over("机构和人员", f"{Institution.objects.count()} 处")
        filled = [table.name for table in tables()]
        indexes.take_away(filled, ledger)
        indexes.tidied_by_server(filled, allowed=False)
        _Copying(wanted, country, seed, ledger, say).run()
        clock.over("复制", _size())
        indexes.bring_back(ledger, say)
        indexes.tidied_by_server(filled, allowed=True)
        clock.over("索引和约束", _size())
        _tidy()
        clock.over("整理和统计", _size())
        ledger.close()


@contextmanager
def speaking_as(description: dict[str, Any]) -> Iterator[None]:
    """Let Django's connections of all threads be these for the length of the block."""
    settings = connections["default"].settings_dict
    before = dict(settings)
    connections["default"].close()
    settings.update(description)
    try:
        yield
    finally:
        connections["default"].close()
        settings.clear()
        settings.update(before)


class Phases:
    """Says what each phase took."""

    def __init__(self, say: Say) -> None:
        self.say, self.since = say, perf_counter()

    def over(self, name: str, result: str) -> None:
        """The phase that ends now."""
        now = perf_counter()
        self.say(f"{name}：{now - self.since:.0f} 秒，{result}")
        self.since = now


def _size() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) / 1e9")
        return f"数据库 {cursor.fetchone()[0]:.1f} GB"


def _partitions(now: datetime) -> None:
    """Months of the audit trail, back to where the copies begin."""
    first = (now - timedelta(weeks=WEEKS + 30)).date()
    with connection.cursor() as cursor:
        for ahead in range((now.year - first.year) * 12 + now.month - first.month + 1):
            month = date(first.year + (first.month - 1 + ahead) // 12, (first.month - 1 + ahead) % 12 + 1, 1)
            cursor.execute("SELECT core_audit_partition(%s)", [month])


def _tidy() -> None:
    """So that the planner knows, and indexes can answer alone."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


@dataclass
class _Copying:
    wanted: Wanted
    country: Country
    seed: int
    ledger: Ledger
    say: Say
    press: Press = field(init=False)
    rows: int = 0
    generating: float = 0.0
    writing: float = 0.0
    began: float = field(default_factory=perf_counter)

    def run(self) -> None:
        """Print and write what is missing."""
        law = Reckoning(calendar(), book(), dict(Institution.objects.values_list("pk", "division_id")))
        plan = shares(originals.read(self.ledger.read(DRIVEN)), self.wanted, law, Random(f"{self.seed}"))
        done = self.ledger.read(DONE) or 0
        if done < len(plan):
            self.press = Press(Invention.among_others(Random(f"{self.seed} {done}")))
            self.say(f"{len(plan)} 组，已有 {done} 组")
            self._print(plan, done, law)

    def _print(self, plan: list[Share], done: int, law: Reckoning) -> None:
        company, lots = Company(self.country, self.seed), Random(f"{self.seed} lots {done}")
        seal, vocabulary = ring().encrypt, company.vocabulary
        with ThreadPoolExecutor(1) as writer:
            under_way: Future[float] | None = None
            for count, share in enumerate(plan[done:], done + 1):
                cpu = process_time()
                made = plate(moved(share.original, share.weeks, law, minutes=share.minutes), seal, vocabulary)
                for _ in range(share.copies):
                    self.press.print(made, company.one(lots))
                self.generating += process_time() - cpu
                if self.press.rows >= ROWS or count == len(plan):
                    self._settle(under_way)
                    under_way = writer.submit(self._write, self.press.take(), count)
                    self._tell(count, len(plan))
            self._settle(under_way)
            writer.submit(connections.close_all).result()

    def _settle(self, under_way: "Future[float] | None") -> None:
        self.writing += under_way.result() if under_way else 0

    def _write(self, batch: Batch, count: int) -> float:
        began = perf_counter()
        self.rows += batch.rows

        def remember(cursor: Any) -> None:
            cursor.execute("SET LOCAL synchronous_commit = off")
            self.ledger.write(DONE, count)

        write(batch, also=remember)
        return perf_counter() - began

    def _tell(self, count: int, total: int) -> None:
        seconds = perf_counter() - self.began
        self.say(
            f"{count}/{total} 组，{self.rows} 行，{self.rows / seconds:.0f} 行/秒；"
            f"生成 {self.generating:.0f} 秒，写入 {self.writing:.0f} 秒"
        )
