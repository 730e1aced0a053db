"""Accepted at the nearest window for the competent agency; of two the first to receive; kept by the province."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fayuan.core.errors import BadInput, LawForbids, NotAllowed
from fayuan.demo.places import PROVINCE
from fayuan.intake.operations import accept_nearby, receive_application, submit_application
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Post

import steps
from cast import LONG_AGO, NOW, Cast

LATER = NOW + timedelta(hours=2)
KEPT = """
jurisdiction.province_level.environmental_damage:
  - value: {name: 环境污染案件由省级法律援助机构受理, article: 试用规定 1}
    from: 2022-01-01
    basis: 试用规定 1
    mark: 待核实
"""


def nearby(cast: Cast, **changes: Any) -> Matter:
    there = cast.other_agency.division_id
    application = steps.application(cast, **{"forum_place": there, **changes})
    return accept_nearby(application=application, to=there, by=cast.clerk, now=NOW)


def test_it_is_with_the_competent_agency_at_once_and_its_days_run(cast: Cast) -> None:
    here = nearby(cast)
    there = here.following.get()
    assert (here.state, there.state, there.agency) == ("redirected", "submitted", cast.other_agency)
    assert there.timers.get(name="decide").due_on == date(2026, 6, 22)


def test_the_applicant_goes_home_with_a_receipt_that_names_the_last_day(cast: Cast) -> None:
    paper = nearby(cast).papers.get(form="receipt")
    assert (paper.issuer, paper.data["decide_by"]) == (cast.agency, "2026-06-22")
    assert len(paper.data["materials"]) == 4


def test_what_is_competent_here_is_received_here(cast: Cast) -> None:
    with pytest.raises(BadInput) as bad:
        nearby(cast, forum_place=cast.agency.division_id)
    assert "to" in bad.value.fields
    assert not Matter.objects.exists()


def test_it_is_not_handed_to_an_agency_that_is_not_competent_either(cast: Cast) -> None:
    with pytest.raises(LawForbids) as stop:
        nearby(cast, forum_place="970101")
    assert stop.value.code == "not_competent"


def test_only_a_window_accepts_for_others(cast: Cast) -> None:
    application = steps.application(cast, forum_place=cast.other_agency.division_id)
    with pytest.raises(NotAllowed):
        accept_nearby(application=application, to=cast.other_agency.division_id, by=cast.applicant, now=NOW)


def both_competent(cast: Cast) -> tuple[Matter, Matter]:
    """The same application handed in where the arbitrators are, and where the injury happened."""
    here = {"forum_place": cast.agency.division_id, "cause_place": cast.other_agency.division_id}
    there = submit_application(
        application=steps.application(cast, agency=cast.other_agency.pk, **here), by=cast.far_clerk, now=NOW
    )
    return there, steps.submitted(cast, **here)


def test_of_two_competent_agencies_the_second_to_receive_is_told_who_was_first(cast: Cast) -> None:
    there, here = both_competent(cast)
    receive_application(ref=there.ref, by=cast.far_clerk, now=LATER)
    with pytest.raises(LawForbids) as stop:
        receive_application(ref=here.ref, by=cast.clerk, now=LATER + timedelta(minutes=1))
    assert stop.value.code == "not_competent"
    assert "松岭县法律援助中心" in stop.value.says
    assert "松援申字〔2026〕第***号" in stop.value.says


def test_who_may_see_the_other_matter_reads_its_number_whole(cast: Cast) -> None:
    there, here = both_competent(cast)
    receive_application(ref=there.ref, by=cast.far_clerk, now=LATER)
    Post.objects.create(
        person=cast.people["clerk"], role="clerk", institution=cast.other_agency, since=LONG_AGO
    )
    with pytest.raises(LawForbids) as stop:
        receive_application(ref=here.ref, by=cast.actor("clerk"), now=LATER + timedelta(minutes=1))
    assert there.number in stop.value.says


def test_while_it_lies_unread_elsewhere_the_first_to_receive_takes_it(cast: Cast) -> None:
    _there, here = both_competent(cast)
    assert receive_application(ref=here.ref, by=cast.clerk, now=LATER).state == "received"


def test_what_lies_with_an_agency_that_is_not_competent_keeps_nobody_from_it(cast: Cast) -> None:
    wrong = steps.application(cast, agency=cast.other_agency.pk, channel="online")
    submit_application(application=wrong, by=cast.applicant, now=NOW)
    assert steps.received(cast).state == "received"


def test_online_an_application_is_received_when_it_enters_the_system(cast: Cast) -> None:
    places = {"forum_place": cast.agency.division_id, "cause_place": cast.other_agency.division_id}
    first = steps.application(cast, agency=cast.other_agency.pk, channel="online", **places)
    submit_application(application=first, by=cast.applicant, now=NOW)
    with pytest.raises(LawForbids):
        steps.received(cast, LATER, **places)


def test_the_same_person_may_have_something_else_elsewhere(cast: Cast) -> None:
    there, here = both_competent(cast)
    receive_application(ref=there.ref, by=cast.far_clerk, now=LATER)
    other = steps.submitted(cast, opponents=(steps.OpponentInput("另一家公司"),))
    assert receive_application(ref=other.ref, by=cast.clerk, now=LATER).state == "received"
    assert here.state == "submitted"


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> None:
    """A province that keeps one kind of matter for its own agency."""
    folder = tmp_path / "regions" / PROVINCE
    folder.mkdir(parents=True)
    (folder / "rules.yaml").write_text(KEPT, encoding="utf-8")
    settings.RULES_DIRS = [tmp_path]


POLLUTED = {"subject": "environmental_damage", "form": "litigation", "forum_kind": "court"}


def test_what_a_province_keeps_is_not_received_in_a_county(cast: Cast, kept: None) -> None:
    with pytest.raises(LawForbids) as stop:
        steps.received(cast, **POLLUTED)
    assert PROVINCE in stop.value.says


def test_the_agency_of_the_province_receives_it(cast: Cast, kept: None) -> None:
    province = Institution.objects.get(kind="agency", division_id=PROVINCE)
    Post.objects.create(person=cast.people["clerk"], role="clerk", institution=province, since=LONG_AGO)
    clerk = cast.actor("clerk")
    application = steps.application(cast, agency=province.pk, **POLLUTED)
    matter = submit_application(application=application, by=clerk, now=NOW)
    assert receive_application(ref=matter.ref, by=clerk, now=LATER).state == "received"


def test_a_county_accepts_it_for_the_province(cast: Cast, kept: None) -> None:
    matter = accept_nearby(
        application=steps.application(cast, **POLLUTED), to=PROVINCE, by=cast.clerk, now=NOW
    )
    assert matter.following.get().agency.division_id == PROVINCE
