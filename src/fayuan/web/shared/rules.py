"""A rule of law as pages show it: what it says in plain words, on what basis, how far that is known, since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.law.entering import ENTERED
from fayuan.law.places import NATION
from fayuan.law.plainly import rows, title
from fayuan.law.reasons import MARK_MEANS
from fayuan.law.rules import Parameter, RuleBook
from fayuan.network.models import Division
from fayuan.web.shared.dates import day
from fayuan.web.shared.pieces import Fact

UNCHECKED = "待核实"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a rule in words. `mark` is ✔ or ○ with its meaning, empty where `unchecked`."""

    key: str
    title: str
    facts: list[Fact]
    basis: str
    mark: str
    unchecked: bool
    validity: str
    place: str
    source: str
    note: str

    @property
    def gist(self) -> str:
        """The rule in one line: each item as label and words."""
        return "；".join(f"{fact.words}：{fact.value}" for fact in self.facts)


def told(entry: Parameter, book: RuleBook, names: Mapping[str, str]) -> Told:
    """The entry in words; `names` are those of places, by code."""
    unchecked = entry.mark == UNCHECKED
    return Told(
        key=entry.key,
        title=title(entry),
        facts=[Fact(label, words) for label, words in rows(entry, book)],
        basis=entry.basis,
        mark="" if unchecked else f"{entry.mark} {MARK_MEANS[entry.mark]}",
        unchecked=unchecked,
        validity=validity(entry.valid_from, entry.valid_to),
        place=names.get(entry.region, entry.region),
        source=_source(entry),
        note=entry.note,
    )


def validity(first: date, last: date | None) -> str:
    """From when to when: 2022年1月1日起, 2022年1月1日至2026年12月31日."""
    if last is None:
        return _("%(first)s起") % {"first": in_full(first)}
    return _("%(first)s至%(last)s") % {"first": in_full(first), "last": in_full(last)}


def in_full(on: date) -> str:
    """A day with its year, whatever the year: dates of rules are read long afterwards."""
    return day(on, date.min)


def _source(entry: Parameter) -> str:
    """Where the entry stands: in the package, in a folder of this installation, or entered by two people."""
    if entry.layer == ENTERED:
        return _("本平台录入，两人核准")
    return _("随平台发布") if entry.layer == 0 else _("本地规则文件")


def rule_url(key: str, place: str, on: date) -> str:
    """Where the rule stands in public, as of a day in a place."""
    asked = urlencode({"place": place, "on": f"{on:%Y-%m-%d}"})
    return f"{reverse('law_rule', args=[key])}?{asked}"


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of places by their codes; a code that no division has stands for itself."""
    wanted = set(codes)
    found = dict(Division.objects.filter(code__in=wanted - {NATION}).values_list("code", "name"))
    return {code: code for code in wanted} | found | {NATION: _("全国")}
