"""Every rule in force on a day in a place, open to anybody: by subject, each with its article, mark and history."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import NotFound
from fayuan.law.finding import found as found_by
from fayuan.law.means import line_in_words
from fayuan.law.places import NATION, is_code, upwards
from fayuan.law.plainly import title
from fayuan.law.reasons import MARK_MEANS
from fayuan.law.rules import Parameter
from fayuan.law.subjects import SUBJECTS, Subject, gaps, in_force, subject_of
from fayuan.law.subjects import subject as subject_named
from fayuan.matters.rules import book
from fayuan.network.models import Division
from fayuan.network.queries import full_name, places_called
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.forms import Form
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Way
from fayuan.web.shared.request import Request
from fayuan.web.shared.rules import in_full, place_names, told

MOST_PLACES = 20
MOST_IN_FULL = 20  # rules of a subject; of more, each is told in a line here and in full on its own page
MOST_ELSEWHERE = 40


class SearchForm(Form):
    """Words of the rule that is wanted; the place and day stay those of the page."""

    q = forms.CharField(label=gettext_lazy("找一条规定"), max_length=40)
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    on = forms.CharField(required=False, widget=forms.HiddenInput)


class AskedForm(Form):
    """For which place and day the rules are wanted."""

    place = forms.CharField(
        label=gettext_lazy("地方"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("县、市、省的名字；不填就是全国"),
    )
    on = forms.DateField(
        label=gettext_lazy("哪一天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("日期写成2026-06-12这样")},
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The place and day in force on a page; `others` are the places that the words may also mean."""

    place: str
    name: str
    on: date
    form: AskedForm
    others: tuple[Division, ...] = ()

    @property
    def query(self) -> str:
        """Place and day as they stand in addresses."""
        return f"?{urlencode({'place': self.place, 'on': f'{self.on:%Y-%m-%d}'})}"

    @property
    def day(self) -> str:
        """The day in words."""
        return in_full(self.on)


def asked(request: Request) -> Asked:
    """What the address asks for: the nation today where it says nothing that can be read."""
    form = AskedForm(request.GET)
    given = form.cleaned_data if form.is_valid() else form.cleaned_data | {"on": None}
    on = given["on"] or local_day(request.now)
    words = given.get("place", "").strip()
    if not words or words in (NATION, _("全国")):
        return Asked(NATION, _("全国"), on, form)
    found = list(places_called(words)[:MOST_PLACES])
    if not found and is_code(words):
        return Asked(words, words, on, form)
    if len(found) == 1:
        shown = AskedForm({"place": found[0].name if words.isdigit() else words, "on": on})
        return Asked(found[0].code, full_name(found[0]), on, shown)
    if not found:
        form.add_error("place", _("没有找到这个地方，换一个写法"))
    return Asked(NATION, _("全国"), on, form, tuple(found))


@page("anyone")
def rules(request: Request) -> HttpResponse:
    """The subjects, with how many rules stand under each, or the rules in which the words asked for stand; what the
    place has not on record; what the marks mean."""
    at, rule_book = asked(request), book()
    words = request.GET.get("q", "").strip()
    counted = [(each, len(in_force(each, at.on, at.place, rule_book))) for each in SUBJECTS]
    ways = [_way(each, count, at) for each, count in counted]
    missing = gaps(at.on, at.place, rule_book)
    context = {
        "at": at,
        "q": words,
        "search": SearchForm(initial={"q": words, "place": at.place, "on": f"{at.on:%Y-%m-%d}"}),
        "found": [_found(each, at) for each in found_by(words, at.on, at.place, rule_book)],
        "ways": ways,
        "missing": missing,
        "marks": MARK_MEANS,
        "version": rule_book.hash[:16],
    }
    return render(request, "portal/rules.html", context)


def _found(entry: Parameter, at: Asked) -> Way:
    return Way(title(entry), reverse("law_rule", args=[entry.key]) + at.query, "book", entry.basis)


def _way(each: Subject, count: int, at: Asked) -> Way:
    note = _("%(says)s　%(count)d条") % {"says": each.says, "count": count}
    return Way(each.title, reverse("law_subject", args=[each.name]) + at.query, "book", note)


@page("anyone")
def subject(request: Request, name: str) -> HttpResponse:
    """The rules of one subject in force; each stands under an anchor that is its key, for ever."""
    within, at, rule_book = subject_named(name), asked(request), book()
    if within is None:
        raise NotFound
    found = in_force(within, at.on, at.place, rule_book)
    names = place_names(entry.region for entry in found)
    context = {
        "at": at,
        "subject": within,
        "worked": line_in_words(at.on, at.place, rule_book) if name == "hardship" else "",
        "rules": [told(entry, rule_book, names) for entry in found],
        "is_long": len(found) > MOST_IN_FULL,
    }
    return render(request, "portal/rules_subject.html", context)


@page("anyone")
def rule(request: Request, key: str) -> HttpResponse:
    """One rule: as it stands for the place and day, all its versions there, and what other places say."""
    at, rule_book = asked(request), book()
    history = rule_book.history(key)
    if not history:
        raise NotFound
    current = rule_book.find(key, at.on, at.place)
    here = [entry for entry in reversed(history) if entry.region in upwards(at.place)]
    elsewhere = [entry for entry in history if entry.region not in upwards(at.place)]
    names = place_names(entry.region for entry in history)
    context = {
        "at": at,
        "title": title(current or history[-1]),
        "subject": subject_of(key),
        "now": told(current, rule_book, names) if current else None,
        "worked": line_in_words(at.on, at.place, rule_book) if key == "hardship.formula" else "",
        "earlier": [told(entry, rule_book, names) for entry in here if entry is not current],
        "elsewhere": _places_of(elsewhere, names),
        "key": key,
    }
    return render(request, "portal/rule.html", context)


def _places_of(entries: list[Parameter], names: dict[str, str]) -> list[tuple[str, str]]:
    """The other places that have this rule: code and name, each once."""
    return [(code, names[code]) for code in dict.fromkeys(entry.region for entry in entries)][:MOST_ELSEWHERE]
