"""Official numbers: for each office, document word and year 1, 2, 3 … without holes and without doubles.

Numbers that old cases brought along from another system may have holes; above the highest of them there are none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from fayuan.core.models import Counter as NumberCounter
from fayuan.dossier.models import Paper
from fayuan.intake.models import Complaint
from fayuan.matters.models import Matter
from fayuan.play.checks.differences import Difference

CHECK = "numbers"
WRITTEN = re.compile(r"(?P<head>.+)字〔(?P<year>\d{4})〕第(?P<number>\d+)号")
SHOWN = 5  # of a long row of missing numbers

Series = tuple[str, str, int]
"""An office, a document word, a year."""


def differences() -> Iterator[Difference]:
    """Every number that is missing, stands twice, or belongs to no counter."""
    counters = {(row.office, row.word, row.year): row.last for row in NumberCounter.objects.all()}
    used: defaultdict[Series, Counter[int]] = defaultdict(Counter)
    brought: defaultdict[Series, int] = defaultdict(int)
    for office, written, is_imported in _numbers():
        found = _series(office, written, counters)
        if found is None:
            if not is_imported:
                yield Difference(CHECK, written, "属于一个编号序列", "没有这个序列")
            continue
        series, number = found
        used[series][number] += 1
        if is_imported:
            brought[series] = max(brought[series], number)
    for series, last in sorted(counters.items()):
        yield from _holes(series, last, used[series], brought[series])


def _numbers() -> Iterator[tuple[str, str, bool]]:
    """The office and the number of every matter, paper and complaint that has one; whether it was brought along."""
    matters = Matter.objects.exclude(number="").values_list("agency", "number", "imported_case")
    for agency, number, imported in matters.iterator():
        yield str(agency), number, imported is not None
    for issuer, number in Paper.objects.exclude(number="").values_list("issuer", "number").iterator():
        yield str(issuer), number, False
    for agency, number in Complaint.objects.values_list("matter__agency", "number").iterator():
        yield str(agency), number, False


def _series(office: str, written: str, counters: dict[Series, int]) -> tuple[Series, int] | None:
    """The series of a number and its place in it; the word is the end of what stands before 字."""
    parts = WRITTEN.fullmatch(written)
    if parts is None:
        return None
    head, year = parts["head"], int(parts["year"])
    for start in range(len(head)):
        series = (office, head[start:], year)
        if series in counters:
            return series, int(parts["number"])
    return None


def _holes(series: Series, last: int, used: Counter[int], brought: int) -> Iterator[Difference]:
    office, word, year = series
    where = f"机构 {office} {word}字〔{year}〕"
    missing = [number for number in range(brought + 1, last + 1) if number not in used]
    if missing:
        shown = "、".join(map(str, missing[:SHOWN]))
        yield Difference(CHECK, where, f"{brought + 1} 至 {last} 连续", f"缺 {shown}，共缺 {len(missing)} 个")
    for number in sorted(number for number, times in used.items() if times > 1):
        yield Difference(CHECK, where, f"{number} 号一个", f"{used[number]} 个")
    beyond = [number for number in used if number > last]
    if beyond:
        yield Difference(CHECK, where, f"最大 {last} 号", f"{max(beyond)} 号")
