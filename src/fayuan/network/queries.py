"""Reads of institutions and places."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from django.db.models import ExpressionWrapper, FloatField, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from fayuan.law.places import is_code
from fayuan.network.models import Division, Institution

EARTH = 6_371_000  # metres, the radius
AROUND = 0.5  # degrees of latitude
MOST_AROUND = 20
POINTS = (Institution.Kind.STATION, Institution.Kind.LIAISON_POINT)


@dataclass(frozen=True, slots=True)
class Near:
    """An office and how far it is in metres; an estimate where only its division's middle is known."""

    office: Institution
    metres: int
    is_estimate: bool


def agency_of(code: str) -> Institution | None:
    """The legal aid agency of the division, or of the nearest division above it that has one."""
    division: Division | None = Division.objects.filter(code=code).first()
    while division is not None:
        agency = Institution.objects.filter(kind="agency", division=division, valid_to=None).first()
        if agency is not None:
            return agency
        division = division.parent
    return None


def bureau_of(agency: Institution) -> Institution | None:
    """The justice bureau that set the agency up."""
    return agency.parent


def full_name(division: Division) -> str:
    """The name with those above it: 云岭省白石市青河县."""
    names = []
    place: Division | None = division
    while place is not None:
        names.append(place.name)
        place = place.parent
    return "".join(reversed(names))


def places_called(words: str) -> QuerySet[Division]:
    """The divisions that still exist of exactly this code, else with these words in their name."""
    known = Division.objects.select_related("parent__parent").filter(valid_to=None).order_by("code")
    return known.filter(code=words) if is_code(words) else known.filter(name__contains=words)


def agencies(today: date) -> QuerySet[Institution]:
    """The legal aid agencies that work today, by the code of their division: province, cities, counties."""
    working = Q(valid_to=None) | Q(valid_to__gte=today)
    return (
        Institution.objects.filter(working, kind=Institution.Kind.AGENCY)
        .select_related("division__parent__parent")
        .order_by("division_id")
    )


def stations_of(agencies: Collection[int]) -> QuerySet[Institution]:
    """The stations of these agencies (by id) that still exist, by name."""
    found = Institution.objects.filter(kind=Institution.Kind.STATION, parent__in=agencies, valid_to=None)
    return found.order_by("parent_id", "name", "id")


def offices_called(words: str, today: date) -> QuerySet[Institution]:
    """The agencies that work today whose name, place or address holds these words, or one of whose stations' does."""
    held = Q(name__contains=words) | Q(address__contains=words)
    stations = Institution.objects.filter(held, kind=Institution.Kind.STATION, valid_to=None)
    place = Q(division__name__contains=words)
    return agencies(today).filter(held | place | Q(pk__in=stations.values("parent")))


def points_around(latitude: float, longitude: float, today: date) -> list[Institution]:
    """The stations and liaison points that work today and whose own position is known to be within half a degree
    (some fifty kilometres), the nearest first, at most `MOST_AROUND`."""
    narrow = max(cos(radians(latitude)), 0.01)
    rise, turn = _off("latitude", latitude, 1), _off("longitude", longitude, narrow)
    working = Q(valid_to=None) | Q(valid_to__gte=today)
    found = Institution.objects.filter(
        working,
        kind__in=POINTS,
        latitude__range=(latitude - AROUND, latitude + AROUND),
        longitude__range=(longitude - AROUND / narrow, longitude + AROUND / narrow),
    )
    away = ExpressionWrapper(rise * rise + turn * turn, output_field=FloatField())
    return list(found.select_related("division").order_by(away, "id")[:MOST_AROUND])


def _off(column: str, degrees: float, narrow: float) -> CombinedExpression:
    return (Cast(column, FloatField()) - Value(degrees)) * Value(narrow)


def nearest(offices: Iterable[Institution], latitude: float, longitude: float) -> list[Near]:
    """The offices by their distance from a position, the nearest first: to their own door where that is on record,
    else to the middle of their division; those with neither are left out."""
    found = []
    for office in offices:
        own = (office.latitude, office.longitude)
        north, east = own if None not in own else (office.division.latitude, office.division.longitude)
        if north is not None and east is not None:
            metres = metres_between(latitude, longitude, north, east)
            found.append(Near(office, metres, is_estimate=None in own))
    return sorted(found, key=lambda each: (each.metres, each.office.pk))


def apart(one: Division, other: Division) -> int | None:
    """Metres between the middles of two divisions; None where one has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    ends = (one.latitude, one.longitude, other.latitude, other.longitude)
    return metres_between(*(each for each in ends if each is not None))


def metres_between(*ends: float | Decimal) -> int:
    """Between two positions (latitude, longitude, latitude, longitude) along the great circle (haversine); the earth is
    taken for a ball."""
    here_north, here_east, north, east = map(float, ends)
    rise, turn = radians(north - here_north) / 2, radians(east - here_east) / 2
    part = sin(rise) ** 2 + cos(radians(here_north)) * cos(radians(north)) * sin(turn) ** 2
    return round(2 * EARTH * asin(sqrt(part)))


def units_near(place: str, today: date) -> QuerySet[Institution]:
    """The law firms and legal service offices in the divisions of this name that work today."""
    working = Q(valid_to=None) | Q(valid_to__gte=today)
    kinds = (Institution.Kind.FIRM, Institution.Kind.OFFICE)
    found = Institution.objects.filter(working, kind__in=kinds, division__name__contains=place)
    return found.select_related("division").order_by("division_id", "name", "id")


def named(name: str) -> Institution | None:
    """The one institution of exactly this name that still exists, or None."""
    found = list(Institution.objects.filter(name=name, valid_to=None)[:2])
    return found[0] if len(found) == 1 else None


def sounding_like(name: str, *, most: int = 5) -> list[str]:
    """Names of institutions in which these words stand, to be offered to whoever did not write one whole."""
    found = Institution.objects.filter(name__contains=name, valid_to=None).order_by("name")
    return list(found.values_list("name", flat=True)[:most])


def register(words: str, kind: str) -> QuerySet[Institution]:
    """The institutions that still exist, with these words in their name and of this kind, where something is asked."""
    found = Institution.objects.filter(valid_to=None).select_related("division", "parent")
    if words:
        found = found.filter(name__contains=words)
    return found.filter(kind=kind) if kind else found
