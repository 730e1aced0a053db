"""How the file of a case is laid out and kept: places by their words, regions in their own order, years where known."""

from datetime import date
from pathlib import Path

import pytest

from fayuan.law import filing
from fayuan.law.filing import Place
from fayuan.law.rules import RuleBook, load, national

ON = date(2026, 6, 12)
KINDS = ("civil", "non_litigation", "criminal", "investigation")
OWN_ORDER = """
filing.catalogue.civil:
  - value:
      name: 某市的目录
      article: 某市案卷管理办法
      approval: [[审批表], [申请表], [其他]]
      handling: [[代理词], [其他]]
    from: 2024-01-01
    basis: 某市案卷管理办法
    mark: 待核实
filing.retention.civil:
  - value: {name: 民事案卷, article: 某市案卷管理办法, class: 短期, years: 10}
    from: 2024-01-01
    basis: 某市案卷管理办法
    mark: 待核实
"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_case_has_both_volumes_and_a_term(kind: str) -> None:
    assert filing.catalogue(kind, "approval", ON)
    assert filing.catalogue(kind, "handling", ON)
    assert filing.retention(kind, ON).name in {"永久", "长期", "短期"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("指派通知书", "指派通知书"),
        ("委托代理/辩护协议", "委托协议"),
        ("授权委托书", "授权委托书"),
        ("仲裁裁决书", "结案文书"),
        ("劳动仲裁申请书", "起诉状或者申请书"),
        ("工资条（证据）", "证据材料"),
        ("会见笔录", "会见和谈话笔录"),
    ],
)
def test_things_fall_where_their_name_says(name: str, place: str) -> None:
    found = filing.place_of(name, filing.catalogue("civil", "handling", ON))
    assert found is not None
    assert found.name == place


def test_the_longest_word_decides() -> None:
    places = (Place("申请", ("申请",)), Place("仲裁申请", ("仲裁申请",)))
    found = filing.place_of("劳动仲裁申请书", places)
    assert found is not None
    assert found.name == "仲裁申请"


def test_what_has_no_place_is_told() -> None:
    assert filing.place_of("照片", filing.catalogue("civil", "handling", ON)) is None


def test_required_places_that_hold_nothing_are_named() -> None:
    places = filing.catalogue("civil", "approval", ON)
    assert filing.empty_places(places, {"申请表"}) == ("决定书", "指派材料")


def test_without_years_on_record_nothing_falls_due() -> None:
    assert filing.retention("civil", ON).until is None


def test_a_region_may_have_its_own_order_and_term(own_order: RuleBook) -> None:
    names = [
        place.name for place in filing.catalogue("civil", "approval", ON, region="330300", book=own_order)
    ]
    assert names == ["审批表", "申请表", "其他"]
    kept = filing.retention("civil", date(2028, 2, 29), region="330300", book=own_order)
    assert (kept.name, kept.until) == ("短期", date(2038, 2, 28))
    elsewhere = filing.catalogue("civil", "approval", ON, region="440000", book=own_order)
    assert elsewhere == filing.catalogue("civil", "approval", ON, book=national())


@pytest.fixture
def own_order(tmp_path: Path) -> RuleBook:
    """The nation's rules with those of one city on top."""
    folder = tmp_path / "regions" / "330300"
    folder.mkdir(parents=True)
    (folder / "filing.yaml").write_text(OWN_ORDER, encoding="utf-8")
    return load([tmp_path])
