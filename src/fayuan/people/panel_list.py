"""The panel from a list of an office: a CSV file, read row by row; nothing is entered while a row is wrong."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, Refusal
from fayuan.core.operation import operation
from fayuan.matching import specialities
from fayuan.network.models import Institution
from fayuan.people.models import Account, Lawyer
from fayuan.people.operations.accounts import open_staff_account, require_administrator
from fayuan.people.operations.lawyers import enrol_lawyer

WORDS = yaml.safe_load(Path(__file__).with_name("panel_list.yaml").read_text(encoding="utf-8"))
HEADINGS: Mapping[str, str] = WORDS["headings"]
COLUMNS = tuple(HEADINGS.values())
NEEDED = ("name", "username", "unit")
YES = frozenset(WORDS["yes"])
KINDS = {str(label): value for value, label in Lawyer.Kind.choices}
TEAMS = {str(label): value for value, label in Lawyer.Team.choices}
KEYS = {words: key for key, words in specialities.WORDS.items()}
MOST = 5_000
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, read: the person, the unit, the profile."""

    line: int
    name: str
    username: str
    phone: str
    unit: int
    languages: tuple[str, ...]
    profile: Mapping[str, object]


class RowFault(ValueError):
    """What is wrong in a row, in words."""


@operation
def import_panel(*, text: str, by: Actor, now: datetime) -> Account:
    """Enter everybody on the list: accounts for those who have none, and their profiles. Posts are given by the
    security administrator, as ever.

    Gives the account of whoever brought the list. Raises `BadInput` with every wrong row by its number; then nobody was
    entered.
    """
    require_administrator(by)
    entries, faults = read(text)
    if not faults:
        faults = [fault for entry in entries if (fault := _enter(entry, by, now))]
    if faults:
        raise BadInput({"file": "；".join(faults[:20])})
    return Account.objects.get(person=by.person)


def read(text: str) -> tuple[list[Entry], list[str]]:
    """The rows, and what is wrong with those that cannot be read."""
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    missing = [key for key in NEEDED if not rows or HEADINGS[key] not in rows[0]]
    if missing or len(rows) > MOST:
        return [], [
            _("第一行要有列名：%(names)s；最多%(most)d行") % {"names": "、".join(COLUMNS), "most": MOST}
        ]
    units = dict(
        Institution.objects.filter(
            valid_to=None, name__in={row[HEADINGS["unit"]] for row in rows}
        ).values_list("name", "pk")
    )
    entries: list[Entry] = []
    faults: list[str] = []
    for line, row in enumerate(rows, start=2):
        try:
            entries.append(_entry(line, _by_key(row), units))
        except RowFault as fault:
            faults.append(_("第%(line)d行：%(fault)s") % {"line": line, "fault": fault})
    return entries, [*faults, *_twice(entries)]


def _by_key(row: Row) -> Row:
    """The cells by what they mean; columns that the list leaves out are empty."""
    return {key: (row.get(heading) or "").strip() for key, heading in HEADINGS.items()}


def _entry(line: int, row: Row, units: Mapping[str, int]) -> Entry:
    for key in NEEDED:
        if not row[key]:
            raise RowFault(_("没有填%(name)s") % {"name": HEADINGS[key]})
    if row["unit"] not in units:
        raise RowFault(_("没有叫“%(name)s”的单位") % {"name": row["unit"]})
    profile: dict[str, object] = {
        "kind": _one_of(KINDS, row["kind"] or str(Lawyer.Kind.LAWYER.label), "kind"),
        "licence_number": row["licence_number"],
        "practice_since": _day(row, "practice_since"),
        "defence_since": _day(row, "defence_since"),
        "specialities": [_one_of(KEYS, word, "specialities") for word in _words(row["specialities"])],
        "teams": [_one_of(TEAMS, word, "teams") for word in _words(row["teams"])],
        "weekly_capacity": _count(row["weekly_capacity"]),
        "open_to_choice": row["open_to_choice"] in YES,
    }
    languages = tuple(_words(row["languages"]))
    return Entry(line, row["name"], row["username"], row["phone"], units[row["unit"]], languages, profile)


def _words(cell: str) -> Sequence[str]:
    return [
        word for word in cell.replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if word
    ]


def _one_of(known: Mapping[str, str], word: str, key: str) -> str:
    if word not in known:
        said = {"column": HEADINGS[key], "word": word, "known": "、".join(known)}
        raise RowFault(_("%(column)s里没有“%(word)s”，可以写：%(known)s") % said)
    return known[word]


def _day(row: Row, key: str) -> date | None:
    try:
        return date.fromisoformat(row[key].replace("/", "-")) if row[key] else None
    except ValueError as error:
        raise RowFault(_("%(column)s要写成2012-07-01") % {"column": HEADINGS[key]}) from error


def _count(cell: str) -> int:
    if cell and not (cell.isascii() and cell.isdigit() and int(cell) <= 50):
        raise RowFault(_("每周最多要写0到50的数"))
    return int(cell or 3)


def _twice(entries: Sequence[Entry]) -> Iterator[str]:
    """Rows that repeat a sign-in name."""
    seen: dict[str, int] = {}
    for entry in entries:
        first = seen.setdefault(entry.username, entry.line)
        if first != entry.line:
            yield _("第%(line)d行：登录名和第%(first)d行重复") % {"line": entry.line, "first": first}


def _enter(entry: Entry, by: Actor, now: datetime) -> str:
    """Enter one; gives what the rules of accounts have against it."""
    try:
        found = Account.objects.filter(username=entry.username).select_related("person").first()
        account = found or open_staff_account(
            name=entry.name, username=entry.username, phone=entry.phone, by=by, now=now
        )
    except Refusal as refusal:
        return _("第%(line)d行：%(fault)s") % {"line": entry.line, "fault": refusal.says}
    if account.person.name != entry.name:
        return _("第%(line)d行：这个登录名是别人的") % {"line": entry.line}
    account.person.languages = list(entry.languages)
    account.person.save(update_fields=["languages"])
    enrol_lawyer(person=account.person_id, unit=entry.unit, profile=entry.profile, by=by, now=now)
    return ""
