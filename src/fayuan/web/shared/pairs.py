"""Two values of the same field: what somebody typed, and what a colleague has meanwhile put there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from fayuan.matters.models import Matter
from fayuan.web.shared.dates import day, moment
from fayuan.web.shared.fields import YuanField, yuan
from fayuan.web.shared.forms import ActForm


@dataclass(frozen=True, slots=True)
class Standing:
    """What now stands: by form field, its value as the form would hold it; who wrote it ("" where nobody is named)."""

    at: datetime
    values: Mapping[str, object]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One field with both values in words."""

    words: str
    typed: str
    stands: str

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.typed != self.stands


@dataclass(frozen=True, slots=True)
class Pairs:
    """All fields of a stale form that a colleague has filled, too; `head` says by whom and when."""

    head: str
    rows: Sequence[Pair]


Find = Callable[[Matter, datetime], Standing | None]
"""What was written on a matter after a moment where a form was about to write; None where nothing was."""


def pairs_of(form: ActForm, matter: Matter, find: Find | None, today: date) -> Pairs | None:
    """Both values of every field that stands filled; None for a form that is not stale or that nobody has overtaken."""
    if find is None or not form.is_stale or form.seen is None:
        return None
    standing = find(matter, form.seen)
    if standing is None:
        return None
    when = moment(standing.at, today)
    return Pairs(f"{standing.by}　{when}" if standing.by else when, list(_rows(form, standing)))


def _rows(form: ActForm, standing: Standing) -> Iterator[Pair]:
    typed = form.typed()
    for name, value in standing.values.items():
        field = form.fields[name]
        yield Pair(str(form[name].label), worded(field, typed.get(name)), worded(field, value))


def worded(field: forms.Field, value: Any) -> str:
    """A field's value as one reads it: the words of a choice, a day, an amount; a dash for nothing."""
    if value in (None, "", [], ()):
        return "—"
    if isinstance(value, list | tuple):
        return _("、").join(worded(field, each) for each in value)
    if isinstance(field, forms.ChoiceField):
        listed: Any = field.choices
        return {str(key): str(words) for key, words in listed}.get(str(value), str(value))
    if isinstance(value, date):
        return day(value)
    if isinstance(field, YuanField):
        return _("%(sum)s元") % {"sum": yuan(value)}
    return str(value)
