"""Reads of institutions and places."""

from datetime import date

from django.db.models import Q, QuerySet

from fayuan.law.places import is_code
from fayuan.network.models import Division, Institution


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


def named(name: str) -> Institution | None:
    """The one institution of exactly this name that still exists, or None."""
    found = list(Institution.objects.filter(name=name, valid_to=None)[:2])
    return found[0] if len(found) == 1 else None


def sounding_like(name: str, *, most: int = 5) -> list[str]:
    """Names of institutions in which these words stand, to be offered to whoever did not write one whole."""
    found = Institution.objects.filter(name__contains=name, valid_to=None).order_by("name")
    return list(found.values_list("name", flat=True)[:most])
