"""Where to go: by name, by position, with stations; firms and panel lawyers; forms to fill at home."""

from datetime import date

import pytest
from django.test import Client

from fayuan.core import clock
from fayuan.network.models import Division, Institution
from fayuan.network.queries import nearest
from fayuan.people.models import Lawyer, Person

import steps
from cast import NOW, Cast


def test_a_place_finds_its_agency_with_its_stations(client: Client, cast: Cast) -> None:
    given = {"division": cast.agency.division, "parent": cast.agency, "accessible": True}
    Institution.objects.create(kind="station", name="城关镇工作站", address="城关镇1号", **given)
    page = client.get("/my/offices/?place=石桥").content.decode()
    assert cast.agency.name in page
    assert cast.other_agency.name not in page
    assert "城关镇工作站" in page
    assert "有无障碍入口" in page


def test_a_station_is_found_by_its_own_name_and_stands_first(client: Client, cast: Cast) -> None:
    given = {"division": cast.agency.division, "parent": cast.agency, "kind": "station"}
    Institution.objects.create(name="城关镇工作站", address="城关镇1号", **given)
    Institution.objects.create(name="桃花镇工作站", address="老街2号", **given)
    for words in ("桃花镇", "老街"):
        page = client.get(f"/my/offices/?place={words}").content.decode()
        assert cast.agency.name in page
        assert cast.other_agency.name not in page
        assert page.index("桃花镇工作站") < page.index("城关镇工作站")


def without_doors(cast: Cast) -> None:
    """Of the two counties only the middles are known."""
    Institution.objects.update(latitude=None, longitude=None)
    Division.objects.filter(pk=cast.agency.division_id).update(latitude="28.0", longitude="99.0")
    Division.objects.filter(pk=cast.other_agency.division_id).update(latitude="28.0", longitude="100.0")


def near(client: Client, latitude: str, longitude: str) -> str:
    return client.post("/my/offices/", {"latitude": latitude, "longitude": longitude}).content.decode()


def test_the_position_sorts_and_stands_in_no_address(client: Client, cast: Cast) -> None:
    without_doors(cast)
    page = near(client, "28.01", "99.0")
    assert page.index(cast.agency.name) < page.index(cast.other_agency.name)
    assert "约1公里（按县区位置估计）" in page
    assert "28.01" not in page


def test_doors_are_nearer_than_middles_and_nothing_is_estimated_of_them(client: Client, cast: Cast) -> None:
    without_doors(cast)
    given = {"division": cast.agency.division, "parent": cast.agency, "address": "老街2号"}
    for kind, name, longitude in (
        ("station", "桃花镇工作站", "99.305"),
        ("liaison_point", "三村联络点", "99.32"),
        ("station", "远处工作站", "99.9"),
    ):
        at = {"latitude": "28.0", "longitude": longitude, "phone": "0999-2"}
        Institution.objects.create(kind=kind, name=name, **at, **given)
    page = near(client, "28.0", "99.3")
    order = [page.index(name) for name in ("桃花镇工作站", "三村联络点", cast.agency.name)]
    assert order == sorted(order)
    for words in ("约500米", "约2公里", "约29公里（按县区位置估计）"):
        assert words in page, words
    assert "远处工作站" not in page, "more than fifty kilometres away"


def test_among_many_points_there_is_an_agency(client: Client, cast: Cast) -> None:
    without_doors(cast)
    given = {"division": cast.agency.division, "parent": cast.agency, "kind": "liaison_point"}
    for order in range(12):
        at = {"latitude": "28.0", "longitude": f"99.{30 + order}"}
        Institution.objects.create(name=f"{order:02}村联络点", **at, **given)
    page = near(client, "28.0", "99.3")
    assert page.count("村联络点</h2>") == 7
    assert f"{cast.agency.name}</h2>" in page


def test_at_the_pole_nothing_breaks(client: Client, cast: Cast) -> None:
    assert cast.agency.name in near(client, "90", "180")


def test_a_wrong_position_shows_all(client: Client, cast: Cast) -> None:
    answer = client.post("/my/offices/", {"latitude": "abc", "longitude": "999"})
    assert cast.agency.name in answer.content.decode()


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres(cast: Cast) -> None:
    without_doors(cast)
    office = Institution.objects.select_related("division").get(pk=cast.agency.pk)
    (found,) = nearest([office], 29.0, 99.0)
    assert found.metres == pytest.approx(111_195, abs=5)
    assert found.is_estimate


def test_the_directory_names_units_and_who_practises_there_now(client: Client, cast: Cast) -> None:
    page = client.get("/my/directory/?place=石桥").content.decode()
    assert "正平律师事务所" in page
    assert "高某" in page
    assert "李某" not in page
    assert "13900000001" not in page


def test_the_directory_shows_each_profile_and_no_number(client: Client, cast: Cast) -> None:
    matter = steps.closed(cast)
    profile = Lawyer.objects.get(person=cast.people["lawyer"])
    profile.practice_since, profile.licence_number = date(2016, 11, 1), "19701201610000001"
    profile.teams, profile.profile, profile.words = ["women"], "耐心听您说。", "还没有人审核的话"
    profile.save()
    Person.objects.filter(pk=profile.person_id).update(languages=["彝语"], phone="13900000099")
    Lawyer.objects.filter(person=cast.people["other_lawyer"]).update(kind="volunteer")
    with clock.at(NOW):
        page = client.get("/my/directory/?place=石桥").content.decode()
        shown = client.get(f"/my/directory/?place=石桥&subject={matter.subject}").content.decode()
        another = client.get("/my/directory/?place=石桥&subject=domestic_violence").content.decode()
    for words in (
        "正平律师事务所",
        "执业9年",  # ten only in November
        "常办：劳动",
        "专门团队：妇女",
        "会说：彝语",
        "办结法律援助案件1件",
        "耐心听您说。",
    ):
        assert words in page, words
    assert "法律援助志愿者" in page
    for number in ("19701201610000001", "13900000099", "还没有人审核的话"):
        assert number not in page
    assert "办结过这类法律援助案件1件" in shown
    assert "办结过这类法律援助案件1件" not in another
    assert "还没有办结过这类法律援助案件" in another


def test_who_was_removed_from_the_panel_stands_in_no_directory(client: Client, cast: Cast) -> None:
    Lawyer.objects.filter(person=cast.people["lawyer"]).update(suspended=True)
    page = client.get("/my/directory/?place=石桥").content.decode()
    assert "正平律师事务所" in page
    assert "高某" not in page


@pytest.mark.parametrize("key", ["application_form", "means_statement", "power_of_attorney"])
def test_each_form_can_be_printed_empty(client: Client, cast: Cast, key: str) -> None:
    assert f"/my/guide/forms/{key}.pdf" in client.get("/my/guide/forms/").content.decode()
    assert client.get(f"/my/guide/forms/{key}.pdf").content.startswith(b"%PDF")


def test_a_form_of_the_office_is_not_among_them(client: Client, cast: Cast) -> None:
    assert client.get("/my/guide/forms/grant_decision.pdf").status_code == 404
