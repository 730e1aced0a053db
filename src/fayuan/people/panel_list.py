"""The panel from a list of an office: a CSV file, read row by row; nothing is entered while a row is wrong."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, Refusal
from fayuan.core.operation import operation
from fayuan.matching.specialities import WORDS
from fayuan.network.models import Institution
from fayuan.people.models import Account, Lawyer
from fayuan.people.operations.accounts import open_staff_account, require_administrator
from fayuan.people.operations.lawyers import enrol_lawyer

COLUMNS = (
    "姓名",
    "登录名",
    "手机",
    "执业机构",
    "类别",
    "执业证号",
    "首次执业",
    "开始刑辩",
    "擅长",
    "语言",
    "每周最多",
    "点选",
)
NEEDED = ("姓名", "登录名", "执业机构")
KINDS = {str(label): value for value, label in Lawyer.Kind.choices}
KEYS = {words: key for key, words in WORDS.items()}
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
    missing = [name for name in NEEDED if not rows or name not in rows[0]]
    if missing or len(rows) > MOST:
        return [], [
            _("第一行要有列名：%(names)s；最多%(most)d行") % {"names": "、".join(COLUMNS), "most": MOST}
        ]
    units = dict(
        Institution.objects.filter(valid_to=None, name__in={row["执业机构"] for row in rows}).values_list(
            "name", "pk"
        )
    )
    entries: list[Entry] = []
    faults: list[str] = []
    for line, row in enumerate(rows, start=2):
        try:
            entries.append(_entry(line, {name: (row.get(name) or "").strip() for name in COLUMNS}, units))
        except RowFault as fault:
            faults.append(_("第%(line)d行：%(fault)s") % {"line": line, "fault": fault})
    return entries, [*faults, *_twice(entries)]


def _entry(line: int, row: Row, units: Mapping[str, int]) -> Entry:
    for name in NEEDED:
        if not row[name]:
            raise RowFault(_("没有填%(name)s") % {"name": name})
    if row["执业机构"] not in units:
        raise RowFault(_("没有叫“%(name)s”的单位") % {"name": row["执业机构"]})
    profile: dict[str, object] = {
        "kind": _one_of(KINDS, row["类别"] or str(Lawyer.Kind.LAWYER.label), "类别"),
        "licence_number": row["执业证号"],
        "practice_since": _day(row["首次执业"], "首次执业"),
        "defence_since": _day(row["开始刑辩"], "开始刑辩"),
        "specialities": [_one_of(KEYS, word, "擅长") for word in _words(row["擅长"])],
        "weekly_capacity": _count(row["每周最多"]),
        "open_to_choice": row["点选"] in {"是", "✓", "1"},
    }
    languages = tuple(_words(row["语言"]))
    return Entry(line, row["姓名"], row["登录名"], row["手机"], units[row["执业机构"]], languages, profile)


def _words(cell: str) -> Sequence[str]:
    return [
        word for word in cell.replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if word
    ]


def _one_of(known: Mapping[str, str], word: str, column: str) -> str:
    if word not in known:
        said = {"column": column, "word": word, "known": "、".join(known)}
        raise RowFault(_("%(column)s里没有“%(word)s”，可以写：%(known)s") % said)
    return known[word]


def _day(cell: str, column: str) -> date | None:
    try:
        return date.fromisoformat(cell.replace("/", "-")) if cell else None
    except ValueError as error:
        raise RowFault(_("%(column)s要写成2012-07-01") % {"column": column}) from error


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
