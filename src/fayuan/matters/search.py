"""Finding a matter by what people have at hand: its number, a name, a telephone or an identity number, or words of what
happened.

What is sought stays in the actor's scope. Numbers that name people are found by their blind index, never
read.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.refs import is_ref
from fayuan.matters import words
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter, Party, Words
from fayuan.network.models import Institution
from fayuan.people import queries as people
from fayuan.people.identity import is_mobile
from fayuan.people.models import DESK_ROLES

MOST = 50
LONGEST_NAME = 30
YEARS = 3  # how far back a short number such as 申12 is sought
WORDS = ("申", "通")
LONG = re.compile(r"(?P<head>\w+)字[\[【(（〔](?P<year>\d{4})[\])】）〕]第?(?P<count>\d+)号?")
SHORT = re.compile(r"(?P<word>[申通]?)(?P<count>\d{1,6})号?")
IDENTITY = re.compile(r"\d{14,17}[\dX]")


def search(term: str, actor: Actor, now: datetime) -> list[Matter]:
    """The matters in scope that the term names, the newest first, at most fifty."""
    typed = unicodedata.normalize("NFKC", term)
    sought = "".join(typed.split()).upper()
    if not sought:
        return []
    found = _matching(seen_by(actor, now), sought, typed, actor, now)
    return list(found.select_related("agency", "handler").order_by("-id")[:MOST])


def _matching(
    scope: QuerySet[Matter], sought: str, typed: str, actor: Actor, now: datetime
) -> QuerySet[Matter]:
    if IDENTITY.fullmatch(sought):
        return _of(scope, Party.objects.filter(person__in=people.by_id_number(sought)))
    if is_mobile(sought):
        return _of(scope, Party.objects.filter(person__in=people.by_phone(sought)))
    if is_ref(sought):
        return scope.filter(ref=sought)
    if long := LONG.fullmatch(sought):
        return scope.filter(number=f"{long['head']}字〔{long['year']}〕第{int(long['count'])}号")
    if short := SHORT.fullmatch(sought):
        return scope.filter(number__in=list(_numbers(short["word"], int(short["count"]), actor, now)))
    named = _of(scope, Party.objects.filter(name__startswith=sought))
    return named if len(sought) <= LONGEST_NAME and named.exists() else _told_of(scope, typed, actor)


def _told_of(scope: QuerySet[Matter], typed: str, actor: Actor) -> QuerySet[Matter]:
    """Matters of the actor's own agencies in whose facts or notes all the words stand."""
    agencies = {place for role, place in actor.posts if role in DESK_ROLES}
    asked = words.question(typed, agencies)
    if not asked:
        return scope.none()
    found = Words.objects.extra(where=["words @@ to_tsquery('simple', %s)"], params=[asked])
    return scope.filter(pk__in=found.order_by("-matter_id").values("matter_id")[:MOST])


def _of(scope: QuerySet[Matter], sides: QuerySet[Party]) -> QuerySet[Matter]:
    return scope.filter(pk__in=sides.values("matter"))


def _numbers(word: str, count: int, actor: Actor, now: datetime) -> Iterator[str]:
    """The official numbers that a short one may mean: of the actor's agencies, this year and the years
    before.
    """
    places = {place for _role, place in actor.posts}
    prefixes = Institution.objects.filter(pk__in=places).exclude(number_prefix="")
    this_year = now.astimezone(SHANGHAI).year
    for prefix in prefixes.values_list("number_prefix", flat=True):
        for each in (word,) if word else WORDS:
            for year in range(this_year, this_year - YEARS, -1):
                yield f"{prefix}{each}字〔{year}〕第{count}号"
