"""The fictional province: divisions with codes of their own (97…), and the institutions that stand in them."""

from dataclasses import dataclass

from fayuan.network.models import Division, Institution

PROVINCE, CITY, COUNTY, OTHER_COUNTY = "970000", "970100", "970102", "970103"
DIVISIONS = (
    (PROVINCE, "云岭省", "province", None),
    (CITY, "白石市", "city", PROVINCE),
    ("970101", "青河区", "county", CITY),
    (COUNTY, "石桥县", "county", CITY),
    (OTHER_COUNTY, "松岭县", "county", CITY),
)
PREFIXES = {PROVINCE: "云援", CITY: "白援", "970101": "青援", COUNTY: "石援", OTHER_COUNTY: "松援"}
AUTHORITIES = (
    ("court", "人民法院"),
    ("procuratorate", "人民检察院"),
    ("police", "公安局"),
    ("detention_centre", "看守所"),
    ("labour_arbitration", "劳动人事争议仲裁委员会"),
)


@dataclass(frozen=True)
class Office:
    """The institutions of one division that a legal aid matter needs."""

    bureau: Institution
    agency: Institution


def lay_out() -> dict[str, Office]:
    """Divisions, a justice bureau and an agency for each, and the authorities of each county and the city."""
    offices: dict[str, Office] = {}
    for code, name, level, parent in DIVISIONS:
        Division.objects.get_or_create(
            code=code, defaults={"name": name, "level": level, "parent_id": parent, "is_fictional": True}
        )
        offices[code] = _office(code, name, offices.get(parent or ""))
        if level != "province":
            for kind, ending in AUTHORITIES:
                _institution(kind, f"{name}{ending}", code)
    return offices


def _office(code: str, name: str, above: Office | None) -> Office:
    bureau = _institution("bureau", f"{name}司法局", code, parent=above.bureau if above else None)
    agency = _institution("agency", f"{name}法律援助中心", code, parent=bureau, prefix=PREFIXES[code])
    return Office(bureau, agency)


def _institution(
    kind: str, name: str, code: str, *, parent: Institution | None = None, prefix: str = ""
) -> Institution:
    made, _new = Institution.objects.get_or_create(
        kind=kind,
        name=name,
        division_id=code,
        defaults={
            "parent": parent,
            "number_prefix": prefix,
            "phone": "0999-12348",
            "address": f"{name[:3]}人民路1号",
            "hours": "周一至周五 9:00—12:00，14:00—17:30",
            "is_fictional": True,
        },
    )
    return made


def firm(name: str, code: str = COUNTY) -> Institution:
    """A law firm of the fictional province."""
    return _institution("firm", name, code)
