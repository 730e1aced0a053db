"""The fictional province: divisions with codes of their own (97…), and the institutions that stand in them.

Where their doors are is invented like the rest. The divisions have no middle: how far a lawyer travels is not played.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import cos, sin, sqrt

from fayuan.law.words import FORUMS
from fayuan.network.models import Division, Institution

PROVINCE, CITY, DISTRICT, COUNTY, OTHER_COUNTY = "970000", "970100", "970101", "970102", "970103"
DIVISIONS = (
    (PROVINCE, "云岭省", "province", None),
    (CITY, "白石市", "city", PROVINCE),
    (DISTRICT, "青河区", "county", CITY),
    (COUNTY, "石桥县", "county", CITY),
    (OTHER_COUNTY, "松岭县", "county", CITY),
)
PREFIXES = {PROVINCE: "云援", CITY: "白援", DISTRICT: "青援", COUNTY: "石援", OTHER_COUNTY: "松援"}
ENDINGS = {**FORUMS, "police": "公安局", "state_security": "国家安全局"}  # as such bodies are called there
STREETS = {
    "agency": "人民路18号一楼",
    "bureau": "人民路18号",
    "court": "法院路6号",
    "procuratorate": "检察院路9号",
    "police": "平安大道1号",
    "detention_centre": "城北村看守所路",
    "labour_arbitration": "人民路22号",
}
STATIONS = (  # (county, name, address)
    (COUNTY, "城关镇法律援助工作站", "石桥县城关镇东街2号"),
    (COUNTY, "桃花镇法律援助工作站", "石桥县桃花镇老街5号"),
    (OTHER_COUNTY, "柳林镇法律援助工作站", "松岭县柳林镇政府一楼"),
)
SOUTH_WEST = (Decimal("24.5"), Decimal("98.5"))  # latitude, longitude
TURN, STEP = (
    2.4,
    0.013,
)  # radians (the golden angle), degrees: a sunflower of points around each county's seat
AUTHORITIES = ("court", "procuratorate", "police", "detention_centre", "labour_arbitration")


def position(code: str, order: int = 0) -> dict[str, Decimal]:
    """The door of the `order`-th place of a division, as columns; the agency's is the first."""
    city, county = int(code[2:4]), int(code[4:6])
    north = city // 5 * 0.9 + county // 4 * 0.2 + STEP * sqrt(order) * cos(order * TURN)
    east = city % 5 * 1.1 + county % 4 * 0.24 + STEP * sqrt(order) * sin(order * TURN)
    doors = (SOUTH_WEST[0] + Decimal(f"{north:.6f}"), SOUTH_WEST[1] + Decimal(f"{east:.6f}"))
    return dict(zip(("latitude", "longitude"), doors, strict=True))


@dataclass(frozen=True)
class Office:
    """The institutions of one division that a legal aid matter needs."""

    bureau: Institution
    agency: Institution


def lay_out() -> dict[str, Office]:
    """Divisions, a justice bureau and an agency for each, and the authorities of each county and the city."""
    offices: dict[str, Office] = {}
    for division in lay_out_divisions():
        offices[division.code] = office(division, offices.get(division.parent_id or ""))
        if division.level != Division.Level.PROVINCE:
            for kind in AUTHORITIES:
                authority(kind, division)
    return offices


def lay_out_divisions() -> list[Division]:
    """The divisions of the fictional province, parents first."""
    found = []
    for code, name, level, parent in DIVISIONS:
        row = {"name": name, "level": level, "parent_id": parent, "is_fictional": True}
        found.append(Division.objects.get_or_create(code=code, defaults=row)[0])
    return found


def office(division: Division, above: Office | None = None) -> Office:
    """The justice bureau of a division and the agency that it set up; made where they are missing."""
    name = division.name
    prefix = PREFIXES.get(division.code, f"{name[0]}援")
    over = above.bureau if above else None
    bureau = _institution(
        "bureau", f"{name}司法局", division, parent=over, prefix=f"{prefix.removesuffix('援')}司"
    )
    at = position(division.code) | {"accessible": True}
    agency = _institution(
        "agency", f"{name}法律援助中心", division, parent=bureau, prefix=prefix, described=at
    )
    return Office(bureau, agency)


def stations() -> None:
    """The stations of the province's smallest size; made where they are missing."""
    for order, (code, name, address) in enumerate(STATIONS, 1):
        division = Division.objects.get(code=code)
        agency = Institution.objects.get(kind="agency", division=division)
        at = position(code, order * 4) | {"address": address, "accessible": order != 2}
        _institution("station", name, division, parent=agency, described=at)


def authority(kind: str, division: Division) -> Institution:
    """The court, procuratorate, police … of a division."""
    return _institution(kind, f"{division.name}{ENDINGS[kind]}", division)


def firm(name: str, code: str = COUNTY) -> Institution:
    """A law firm, of the fictional province unless another division is named."""
    return _institution("firm", name, Division.objects.get(code=code))


def service_office(name: str, code: str = COUNTY) -> Institution:
    """A legal service office at the grass roots."""
    return _institution("office", name, Division.objects.get(code=code))


def _institution(
    kind: str,
    name: str,
    division: Division,
    *,
    parent: Institution | None = None,
    prefix: str = "",
    described: Mapping[str, object] | None = None,
) -> Institution:
    made, _new = Institution.objects.get_or_create(
        kind=kind,
        name=name,
        division=division,
        defaults={
            "parent": parent,
            "number_prefix": prefix,
            "phone": "0999-12348",
            "address": f"{division.name}{STREETS.get(kind, '建设街33号')}",
            "hours": "周一至周五 9:00—12:00，14:00—17:30",
            "is_fictional": True,
            **(described or {}),
        },
    )
    return made
