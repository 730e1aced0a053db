"""The institutions of the whole province: bureaus, agencies, authorities, firms, stations and liaison points."""

from collections.abc import Iterator

from django.db import transaction

from fayuan.demo.country.map import TOWNS, Country, County
from fayuan.demo.places import AUTHORITIES, ENDINGS, PREFIXES, PROVINCE, STREETS, position
from fayuan.demo.roster import FIRMS, OFFICES
from fayuan.network.models import Division, Institution

HOURS = "周一至周五 9:00—12:00，14:00—17:30"
VILLAGES = ("一村", "二村", "三村", "四村", "五村", "六村", "七村", "八村", "九村", "社区")
SIGNS = ("正平", "明理", "致远", "同心", "公信", "衡达")


def lay_out(country: Country) -> None:
    """Make what is missing of the province, whole or not at all; once made, nothing happens."""
    with transaction.atomic():
        if Institution.objects.filter(kind=Institution.Kind.LIAISON_POINT).exists():
            return
        _divisions(country)
        for code, name in country.city_names.items():
            _public_offices(code, name, PROVINCE)
        for county in country.all_counties:
            _public_offices(county.code, county.name, county.city)
        Institution.objects.bulk_create(_firms(country), batch_size=5_000)
        Institution.objects.bulk_create(_points(country), batch_size=5_000)


def _divisions(country: Country) -> None:
    wanted = [(code, name, "city", PROVINCE) for code, name in country.city_names.items()]
    wanted += [(each.code, each.name, "county", each.city) for each in country.all_counties]
    Division.objects.bulk_create(
        [
            Division(code=code, name=name, level=level, parent_id=above, is_fictional=True)
            for code, name, level, above in wanted
        ],
        ignore_conflicts=True,
    )


def _public_offices(code: str, name: str, above: str) -> None:
    """The bureau, the agency and the authorities of a division, unless it has them."""
    if Institution.objects.filter(kind="agency", division=code).exists():
        return
    higher = Institution.objects.get(kind="bureau", division=above)
    prefix = PREFIXES.get(code, f"{name[:-1]}援")
    bureau = Institution.objects.create(
        parent=higher,
        number_prefix=f"{prefix.removesuffix('援')}司",
        **_described("bureau", f"{name}司法局", code, name),
    )
    made = [
        Institution(
            parent=bureau,
            number_prefix=prefix,
            **_described("agency", f"{name}法律援助中心", code, name),
            **position(code),
            accessible=True,
        )
    ]
    made += [Institution(**_described(kind, f"{name}{ENDINGS[kind]}", code, name)) for kind in AUTHORITIES]
    Institution.objects.bulk_create(made)


def _described(kind: str, name: str, code: str, place: str) -> dict[str, object]:
    return {
        "kind": kind,
        "name": name,
        "division_id": code,
        "phone": "0999-12348",
        "address": f"{place}{STREETS.get(kind, '建设街33号')}",
        "hours": HOURS,
        "is_fictional": True,
    }


def firm_name(original: str, county: County, order: int) -> str:
    """What the image of one of the demonstration's firms is called, as the `order`-th of its county."""
    if original in OFFICES:
        return f"{county.name}{TOWNS[order]}法律服务所"
    row = list(FIRMS).index(original)
    return f"{county.name[:-1]}{SIGNS[order]}{'甲乙丙丁'[row]}律师事务所"


def _firms(country: Country) -> Iterator[Institution]:
    for county in country.all_counties:
        for order in range(country.firm_sets):
            for original in FIRMS:
                kind = "office" if original in OFFICES else "firm"
                name = firm_name(original, county, order)
                yield Institution(**_described(kind, name, county.code, county.name))


def _points(country: Country) -> Iterator[Institution]:
    """Stations in towns, liaison points in villages, as evenly over the counties as they go."""
    agencies = dict(Institution.objects.filter(kind="agency").values_list("division_id", "pk"))
    everywhere = country.all_counties
    standing = Institution.objects.filter(kind="station").count()  # those of the demonstration itself
    for order in range(country.stations - standing):
        county, count = everywhere[order % len(everywhere)], order // len(everywhere)
        town = f"{TOWNS[count % len(TOWNS)]}{count // len(TOWNS) or ''}"
        yield _point("station", f"{county.name}{town}法律援助工作站", county, agencies, count)
    for order in range(country.liaison_points):
        county, count = everywhere[order % len(everywhere)], order // len(everywhere)
        town, village = TOWNS[count % len(TOWNS)], count // len(TOWNS)
        name = f"{county.name}{town}{VILLAGES[village % 10]}{village // 10 or ''}法律援助联络点"
        yield _point("liaison_point", name, county, agencies, count)


def _point(kind: str, name: str, county: County, agencies: dict[str, int], order: int) -> Institution:
    """A point of a county; stations stand among the first, liaison points farther out."""
    door = position(county.code, order + (3 if kind == "station" else 40))
    about = _described(kind, name, county.code, county.name) | door
    return Institution(parent_id=agencies[county.code], accessible=order % 3 != 1, **about)
