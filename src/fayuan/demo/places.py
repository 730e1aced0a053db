"""The fictional province: divisions with codes of their own (97…), and the institutions that stand in them."""

from dataclasses import dataclass

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
AUTHORITIES = ("court", "procuratorate", "police", "detention_centre", "labour_arbitration")


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
    agency = _institution("agency", f"{name}法律援助中心", division, parent=bureau, prefix=prefix)
    return Office(bureau, agency)


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
    kind: str, name: str, division: Division, *, parent: Institution | None = None, prefix: str = ""
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
        },
    )
    return made
