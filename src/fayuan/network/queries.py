"""Reads of institutions and places."""

from collections.abc import Collection, Iterable
from datetime import date
from math import asin, cos, radians, sin, sqrt

from django.db.models import Q, QuerySet

from fayuan.law.places import is_code
from fayuan.network.models import Division, Institution

EARTH = 6_371_000  # metres, the radius


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


def nearest(
    offices: Iterable[Institution], latitude: float, longitude: float
) -> list[tuple[Institution, int]]:
    """The offices with the distance in metres between a position and the middle of their division, the nearest
    first; those of divisions without coordinates are left out."""
    found = [
        (
            office,
            _metres(latitude, longitude, float(office.division.latitude), float(office.division.longitude)),
        )
        for office in offices
        if office.division.latitude is not None and office.division.longitude is not None
    ]
    return sorted(found, key=lambda pair: (pair[1], pair[0].pk))


def apart(one: Division, other: Division) -> int | None:
    """Metres between the middles of two divisions; None where one has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    ends = (one.latitude, one.longitude, other.latitude, other.longitude)
    return _metres(*(float(each) for each in ends if each is not None))


def _metres(here_north: float, here_east: float, north: float, east: float) -> int:
    """Along the great circle (haversine); the earth is taken for a ball."""
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
