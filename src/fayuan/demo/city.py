"""A demonstration of true size: what was driven through the operations, copied until there are so many matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from fayuan.core.keys import ring
from fayuan.demo.copies.days import Reckoning, moved
from fayuan.demo.copies.originals import Original, read
from fayuan.demo.copies.people import Invention
from fayuan.demo.copies.plan import QUESTIONS, Share, Wanted, shares
from fayuan.demo.copies.plates import plate
from fayuan.demo.copies.writing import Press, write
from fayuan.demo.country.casting import HOME
from fayuan.matters.models import Matter
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book
from fayuan.network.models import Institution

Say = Callable[[str], None]
BATCH = 2_000  # copies of matters and questions in one transaction


def grow(matters: int, *, seed: int, say: Say) -> None:
    """Copy until there are so many matters, what is over into the past years, what is under way beside itself.

    Every batch is whole, and a run that was broken off goes on where it stopped. `say` is told how far it has come.
    """
    originals = read()
    law = Reckoning(calendar(), book(), dict(Institution.objects.values_list("pk", "division_id")))
    missing = matters - Matter.objects.count()
    random = Random(f"{seed} {missing}")
    wanted = Wanted(missing, missing * QUESTIONS)
    _Run(law, Press(Invention.among_others(random)), say, missing).print(
        shares(originals, wanted, law, random)
    )


@dataclass
class _Run:
    law: Reckoning
    press: Press
    say: Say
    wanted: int
    matters: int = 0
    rows: int = 0
    began: float = field(default_factory=perf_counter)

    def print(self, planned: Sequence[Share]) -> None:
        waiting = 0
        for share in planned:
            self._copies(moved(share.original, share.weeks, self.law, minutes=share.minutes), share.copies)
            waiting += share.copies
            if waiting >= BATCH:
                self._write()
                waiting = 0
        self._write()

    def _copies(self, original: Original, number: int) -> None:
        made = plate(original, ring().encrypt)
        for _ in range(number):
            self.press.print(made, HOME)
        self.matters += number * original.matters

    def _write(self) -> None:
        batch = self.press.take()
        write(batch)
        self.rows += batch.rows
        seconds = perf_counter() - self.began
        self.say(f"{self.matters}/{self.wanted} 件，{self.rows} 行，{self.rows / seconds:.0f} 行/秒")
