"""Official numbers: for each office, document word and year 1, 2, 3 … without holes and without doubles.

Numbers that old cases brought along from another system may have holes; above the highest of them there are none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from fayuan.core.models import Counter as NumberCounter
from fayuan.play.checks import suspects
from fayuan.play.checks.differences import Difference

CHECK = "numbers"
WRITTEN = re.compile(r"(?P<head>.+)字〔(?P<year>\d{4})〕第(?P<number>\d+)号")
SHOWN = 5  # of a long row of missing numbers

Series = tuple[str, str, int]
"""An office, a document word, a year."""


EVERY = """
SELECT matter.agency_id::text AS office, matter.number, old.id IS NOT NULL AS is_imported FROM matters_matter matter
    LEFT JOIN intake_importedcase old ON old.matter_id = matter.id WHERE matter.number <> ''
UNION ALL SELECT issuer_id::text, number, false FROM dossier_paper WHERE number <> ''
UNION ALL SELECT matter.agency_id::text, letter.number, false FROM intake_complaint letter
    JOIN matters_matter matter ON matter.id = letter.matter_id
"""
IN_ROWS = rf"""
SELECT office, substring(number from '^(.+)字〔') AS head, substring(number from '〔(\d{{4}})〕')::int AS year,
    count(*), count(DISTINCT count), max(count), bool_or(is_imported)
FROM (SELECT *, substring(number from '第(\d+)号$')::bigint AS count FROM ({EVERY}) AS every) AS every
GROUP BY 1, 2, 3
"""


def differences() -> Iterator[Difference]:
    """Every number that is missing, stands twice, or belongs to no counter."""
    counters = {(row.office, row.word, row.year): row.last for row in NumberCounter.objects.all()}
    offices = sorted(_suspect(counters))
    if not offices:
        return
    used: defaultdict[Series, Counter[int]] = defaultdict(Counter)
    brought: defaultdict[Series, int] = defaultdict(int)
    for office, written, is_imported in suspects.streamed(
        f"SELECT * FROM ({EVERY}) AS every WHERE office = ANY(%(offices)s)", offices=offices
    ):
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
        if series[0] in offices:
            yield from _holes(series, last, used[series], brought[series])


def _suspect(counters: Mapping[Series, int]) -> set[str]:
    """Offices whose numbers are not simply 1, 2, 3 … up to the counter, each once: those are looked at one by one."""
    whole: set[Series] = set()
    odd: set[str] = set()
    for office, head, year, many, distinct, highest, has_imported in suspects.streamed(IN_ROWS):
        found = _series(office, f"{head}字〔{year}〕第{highest}号", counters) if head and year else None
        series = found[0] if found else None
        fits = series is not None and many == distinct == highest == counters[series]
        if series is None or not fits or has_imported or series in whole:
            odd.add(office)
        else:
            whole.add(series)
    return odd | {series[0] for series, last in counters.items() if last and series not in whole}


def _series(office: str, written: str, counters: Mapping[Series, int]) -> tuple[Series, int] | None:
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
