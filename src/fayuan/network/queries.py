"""Reads of institutions and places."""

from datetime import date

from django.db.models import Q, QuerySet

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


def agencies(today: date) -> QuerySet[Institution]:
    """The legal aid agencies that work today, by the code of their division: province, cities, counties."""
    working = Q(valid_to=None) | Q(valid_to__gte=today)
    return (
        Institution.objects.filter(working, kind=Institution.Kind.AGENCY)
        .select_related("division__parent__parent")
        .order_by("division_id")
    )
