"""The rule book: every dated parameter, found by key, day and place; the nearest place speaks first."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from fayuan.law.entering import entry_faults
from fayuan.law.inheritance import inheritance_faults, unknown_matters
from fayuan.law.places import upwards
from fayuan.law.rulefiles import Fault, Parameter, Reading, read_folder, thaw

__all__ = ["Fault", "NotCovered", "Parameter", "RuleBook", "RulesFaulty", "check", "load", "national"]

MOST_REMEMBERED = 500_000
"""Answers kept ready; people may ask for any day and place, so there has to be an end."""
PACKAGE = Path(__file__).parent / "parameters"


class NotCovered(LookupError):
    """The rule set says nothing under this key for this day and place; ``says`` is the sentence for
    people. ``known`` are the entries that speak there on other days."""

    def __init__(self, key: str, on: date, region: str, known: Sequence[Parameter] = ()) -> None:
        self.key, self.on, self.region = key, on, region
        self.says = _not_covered(key, on, region, known)
        super().__init__(self.says)


def _not_covered(key: str, on: date, region: str, known: Sequence[Parameter]) -> str:
    if not known:
        return f"规则“{key}”在 {on}、区划 {region} 没有内容：本规则集未涵盖。"
    first = min(known, key=lambda entry: entry.valid_from)
    name = f"“{first.value.get('name', key)}”（{key}，{first.basis}）"
    if on < first.valid_from:
        return f"{name}自 {first.valid_from} 起才有规定，{on} 本规则集未涵盖。"
    return f"{name}在 {on} 没有规定在施行，本规则集未涵盖。"


class RulesFaulty(ValueError):
    """Rule files that cannot be used; ``faults`` names each fault with its file and line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class RuleBook:
    """All entries of a rule set; never changed once made."""

    __slots__ = ("_entries", "_found", "_listed", "hash")

    def __init__(self, entries: Iterable[Parameter]) -> None:
        by_key: dict[str, dict[str, list[Parameter]]] = {}
        for entry in entries:
            by_key.setdefault(entry.key, {}).setdefault(entry.region, []).append(entry)
        self._entries: Mapping[str, Mapping[str, tuple[Parameter, ...]]] = {
            key: {region: _dated(found) for region, found in regions.items()}
            for key, regions in by_key.items()
        }
        self._found: dict[tuple[str, date, str], Parameter | None] = {}
        self._listed: dict[tuple[str, date, str], tuple[Parameter, ...]] = {}
        self.hash: str = hashlib.sha256(self._canonical()).hexdigest()

    def find(self, key: str, on: date, region: str) -> Parameter | None:
        """The entry in force on a day in a place, or inherited from what the place lies in; None when there
        is none."""
        asked = (key, on, region)
        try:
            return self._found[asked]
        except KeyError:
            if len(self._found) > MOST_REMEMBERED:
                self._found.clear()
            found = self._found[asked] = self._look_up(key, on, region)
            return found

    def value(self, key: str, on: date, region: str) -> Parameter:
        """As ``find``; raises NotCovered when the rule set says nothing."""
        found = self.find(key, on, region)
        if found is None:
            here = self._entries.get(key, {})
            raise NotCovered(
                key, on, region, [each for place in upwards(region) for each in here.get(place, ())]
            )
        return found

    def under(self, stem: str, on: date, region: str) -> tuple[Parameter, ...]:
        """Every entry in force under a stem (``exempt`` gives ``exempt.…``), in the order of the files."""
        asked = (stem, on, region)
        try:
            return self._listed[asked]
        except KeyError:
            if len(self._listed) > MOST_REMEMBERED:
                self._listed.clear()
            entries = (self.find(key, on, region) for key in self._entries if key.startswith(f"{stem}."))
            found = self._listed[asked] = tuple(entry for entry in entries if entry)
            return found

    def keys(self) -> tuple[str, ...]:
        """Every key that has an entry anywhere."""
        return tuple(self._entries)

    def history(self, key: str) -> tuple[Parameter, ...]:
        """Every entry of a key, of all places and times, the nation first, oldest first."""
        regions = self._entries.get(key, {})
        return tuple(entry for region in sorted(regions) for entry in reversed(regions[region]))

    def entries(self) -> tuple[Parameter, ...]:
        """Every entry of the rule set."""
        return tuple(entry for key in self._entries for entry in self.history(key))

    def _look_up(self, key: str, on: date, region: str) -> Parameter | None:
        regions = self._entries.get(key, {})
        for place in upwards(region):
            for entry in regions.get(place, ()):
                if entry.covers(on):
                    return entry
        return None

    def _canonical(self) -> bytes:
        rows = sorted(
            [
                e.key,
                e.region,
                e.valid_from.isoformat(),
                str(e.valid_to),
                e.layer,
                e.basis,
                e.mark,
                thaw(e.value),
            ]
            for e in self.entries()
        )
        return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _dated(entries: Sequence[Parameter]) -> tuple[Parameter, ...]:
    """Latest first, later folders before earlier; an entry without an end ends where the next one of its
    folder begins."""
    ordered = sorted(entries, key=lambda entry: (entry.layer, entry.valid_from))
    closed = []
    for entry, following in zip(ordered, [*ordered[1:], None], strict=True):
        if following and following.layer == entry.layer and entry.valid_to is None:
            entry = replace(entry, valid_to=following.valid_from - timedelta(days=1))
        closed.append(entry)
    return tuple(reversed(closed))


def load(dirs: Sequence[Path] = (), entered: Sequence[Parameter] = ()) -> RuleBook:
    """The package's rules, then each folder's on top, then the entries made in the product; raises RulesFaulty
    naming every fault."""
    reading, faults = _read(dirs, entered)
    if faults:
        raise RulesFaulty(faults)
    return RuleBook(reading.entries)


def check(dirs: Sequence[Path] = ()) -> list[Fault]:
    """Every fault of the package's rules and of these folders, by file and line."""
    return _read(dirs)[1]


def _read(dirs: Sequence[Path], entered: Sequence[Parameter] = ()) -> tuple[Reading, list[Fault]]:
    readings = [read_folder(folder, layer) for layer, folder in enumerate((PACKAGE, *dirs))]
    wrong = [fault for entry in entered for fault in entry_faults(entry)]
    readings.append(Reading(() if wrong else tuple(entered), tuple(wrong)))
    entries = tuple(entry for reading in readings for entry in reading.entries)
    faults = [fault for reading in readings for fault in reading.faults]
    faults += [Fault(str(folder), 1, "没有这个文件夹") for folder in dirs if not folder.is_dir()]
    faults += _overlaps(entries)
    faults += inheritance_faults(entries, RuleBook(entries).find)
    faults += unknown_matters(entries)
    return Reading(entries, ()), sorted(faults)


def _overlaps(entries: Sequence[Parameter]) -> list[Fault]:
    faults: list[Fault] = []
    places: dict[tuple[int, str, str], list[Parameter]] = {}
    for entry in entries:
        places.setdefault((entry.layer, entry.key, entry.region), []).append(entry)
    for found in places.values():
        ordered = sorted(found, key=lambda entry: entry.valid_from)
        for earlier, later in pairwise(ordered):
            overlap = earlier.valid_to is not None and earlier.valid_to >= later.valid_from
            if overlap or earlier.valid_from == later.valid_from:
                faults.append(Fault(later.source, later.line, f"“{later.key}”与{_named(earlier)}时间重叠"))
    return faults


def _named(entry: Parameter) -> str:
    """An entry as another one's fault names it: by its line, or by its first day where it stands in no file."""
    return f"第 {entry.line} 行的条目" if entry.line else f" {entry.valid_from:%Y-%m-%d} 起的条目"


@lru_cache(maxsize=1)
def national() -> RuleBook:
    """The rules that ship with the package."""
    return load()
