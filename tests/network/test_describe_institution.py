"""The register of institutions: what is said of one, and a whole list; positions are looked at."""

from decimal import Decimal
from typing import Any

import pytest

from fayuan.core.errors import BadInput, NotAllowed, NotFound
from fayuan.network.models import Division, Institution
from fayuan.network.office_list import COLUMNS, import_institutions
from fayuan.network.operations import describe_institution

from cast import NOW, Cast

HEAD = ",".join(COLUMNS)
TOLD: dict[str, Any] = {
    "phone": "0999-1",
    "address": "人民路20号",
    "hours": "每天",
    "accessible": True,
    "latitude": Decimal("28.012345"),
    "longitude": Decimal("99.5"),
}
STATION = "城关镇工作站,工作站,970102,石桥县法律援助中心,,0999-5,东街2号,每天,有,28.01,99.51"


def described(cast: Cast, **changes: Any) -> Institution:
    who = {"by": cast.administrator, "now": NOW}
    return describe_institution(**{"institution": cast.agency.pk, **TOLD, **who, **changes})


def listed(cast: Cast, *rows: str) -> None:
    import_institutions(text="\n".join((HEAD, *rows)), by=cast.administrator, now=NOW)


def faults(cast: Cast, *rows: str) -> str:
    with pytest.raises(BadInput) as refused:
        listed(cast, *rows)
    return refused.value.fields["file"]


def test_what_is_said_stands(cast: Cast) -> None:
    described(cast)
    found = Institution.objects.get(pk=cast.agency.pk)
    assert {name: getattr(found, name) for name in TOLD} == TOLD


def test_a_position_may_be_taken_back(cast: Cast) -> None:
    assert described(cast, latitude=None, longitude=None).latitude is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "says"),
    [
        ("99.5", "28.0", "不在中国境内"),  # the two taken for each other
        ("28.0", "140.0", "不在中国境内"),
        ("28.0", None, "一起填"),
    ],
)
def test_a_position_that_cannot_be_is_not_taken(
    cast: Cast, latitude: str, longitude: str | None, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        described(cast, latitude=Decimal(latitude), longitude=Decimal(longitude) if longitude else None)


def test_a_position_far_from_its_county_is_not_taken(cast: Cast) -> None:
    Division.objects.filter(pk=cast.agency.division_id).update(latitude="28.0", longitude="99.0")
    with pytest.raises(BadInput, match="石桥县中心有"):
        described(cast, latitude=Decimal(40), longitude=Decimal(116))


def test_the_register_is_kept_by_the_administrator(cast: Cast) -> None:
    for by in (cast.clerk, cast.security, cast.applicant):
        with pytest.raises(NotAllowed):
            described(cast, by=by)
        with pytest.raises(NotAllowed):
            import_institutions(text=f"{HEAD}\n{STATION}", by=by, now=NOW)


def test_what_has_ended_is_not_described(cast: Cast) -> None:
    Institution.objects.filter(pk=cast.agency.pk).update(valid_to=NOW.date())
    with pytest.raises(NotFound):
        described(cast)


def test_a_list_enters_new_ones_and_corrects_what_it_says_of_others(cast: Cast) -> None:
    described(cast)
    listed(cast, STATION, f"{cast.agency.name},,,,,0999-9,,,没有,,")
    station = Institution.objects.get(name="城关镇工作站")
    assert (station.kind, station.parent, station.accessible) == ("station", cast.agency, True)
    assert (station.latitude, station.longitude) == (Decimal("28.01"), Decimal("99.51"))
    agency = Institution.objects.get(pk=cast.agency.pk)
    assert (agency.phone, agency.accessible) == ("0999-9", False)
    assert (agency.address, agency.latitude) == (TOLD["address"], TOLD["latitude"]), "empty cells leave it"


def test_a_row_may_name_one_before_it(cast: Cast) -> None:
    Division.objects.create(code="970109", name="新设县", level="county", parent_id="970100")
    listed(
        cast,
        "新设县司法局,司法局,970109,白石市司法局,,,,,,,",
        "新设县法律援助中心,法律援助机构,970109,新设县司法局,新援,,,,,,",
    )
    agency = Institution.objects.get(name="新设县法律援助中心")
    assert agency.parent == Institution.objects.get(name="新设县司法局")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("站一,,970102,石桥县法律援助中心,,,,,,,", "类型里没有"),
        ("站一,工作站,999999,石桥县法律援助中心,,,,,,,", "没有区划代码“999999”"),
        ("站一,工作站,970102,没有的中心,,,,,,,", "没有叫“没有的中心”的法律援助机构"),
        ("又一中心,法律援助机构,970102,石桥县司法局,又援,,,,,,", "石桥县已经有法律援助机构"),
        ("又一中心,法律援助机构,970102,石桥县司法局,,,,,,,", "要填案号简称"),
        ("站一,工作站,970102,石桥县法律援助中心,,,,,或许,,", "无障碍入口里没有“或许”"),
        ("站一,工作站,970102,石桥县法律援助中心,,,,,,二十八度,99.5", "纬度要写成小数"),
        ("站一,工作站,970102,石桥县法律援助中心,,,,,,99.5,28.0", "不在中国境内"),
        (",工作站,970102,石桥县法律援助中心,,,,,,,", "没有填名称"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_entered(cast: Cast, row: str, says: str) -> None:
    told = faults(cast, STATION, row)
    assert told.startswith("第3行：")
    assert says in told
    assert not Institution.objects.filter(name="城关镇工作站").exists()


def test_a_name_twice_is_named(cast: Cast) -> None:
    assert "第3行：名称和第2行重复" in faults(cast, STATION, STATION)


def test_a_list_without_its_head_is_not_read(cast: Cast) -> None:
    with pytest.raises(BadInput, match="第一行要有列名"):
        import_institutions(text="城关镇工作站,工作站", by=cast.administrator, now=NOW)
