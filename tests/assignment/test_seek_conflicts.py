"""Seeking conflicts over all matters: names written otherwise, numbers, firms; clear hits stop, likely ones ask."""

from datetime import date, timedelta

import pytest

from fayuan.assignment import traces
from fayuan.assignment.conflicts import Asked, search
from fayuan.assignment.operations import assign_lawyer, propose_lawyer
from fayuan.core.errors import BadInput, LawForbids
from fayuan.intake.inputs import OpponentInput
from fayuan.matching.names import core, likeness
from fayuan.matters.models import Matter, Party

import steps
from cast import ID_NUMBERS, NOW, Cast

LATER = NOW + timedelta(minutes=30)
BORN = date(1985, 4, 20)


def against(cast: Cast, name: str) -> Matter:
    """A matter of the other applicant against this name."""
    other = steps.PersonInput(id=cast.people["other_applicant"].pk)
    matter = steps.granted(cast, applicant=other, opponents=(OpponentInput(name),))
    traces.catch_up(all_of_them=True)
    return matter


def test_a_name_of_the_same_sound_and_birth_is_likely_the_same(cast: Cast) -> None:
    cast.people["applicant"].name = "李晓明"
    cast.people["applicant"].save()
    steps.submitted(cast)
    Party.objects.filter(name="李某").update(name="李晓明")
    traces.catch_up(all_of_them=True)
    hits = search(Asked("李小铭", born=BORN))
    assert [(hit.band, hit.reasons) for hit in hits] == [("likely", ("读音相同", "出生日期相同"))]


def test_the_same_identity_number_is_clear_whatever_the_name(cast: Cast) -> None:
    steps.submitted(cast)
    traces.catch_up(all_of_them=True)
    hits = search(Asked("王某某", id_number=ID_NUMBERS["applicant"]))
    assert [hit.band for hit in hits] == ["clear"]


def test_a_former_name_is_the_same_name() -> None:
    assert likeness("赵敏（曾用名李某某）", "李某某") == (40, "姓名相同")


def test_a_firm_is_known_by_its_core() -> None:
    assert (
        core("云岭省卫城市石桥县宏达机械制造有限公司")
        == core("宏达机械制造（云岭）有限责任公司")
        == "宏达机械制造"
    )
    assert likeness("宏达机械制造有限公司", "宏达机械厂")[0] < likeness("宏达机械有限公司", "宏达机械厂")[0]


def test_another_birth_speaks_against_the_same_name(cast: Cast) -> None:
    steps.submitted(cast)
    traces.catch_up(all_of_them=True)
    assert search(Asked("李某", born=date(1990, 1, 1))) == []


def test_whose_client_is_the_opponent_here_is_stopped_with_the_article(cast: Cast) -> None:
    steps.handling(cast)  # 高某 acts for 李某
    matter = against(cast, "李某")
    Party.objects.filter(matter=matter, name="李某").update(person=cast.people["applicant"])
    with pytest.raises(LawForbids) as refused:
        assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER)
    assert refused.value.code == "conflict_of_interest"
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert cast.people["lawyer"].pk not in proposal.persons


def test_a_likely_contact_of_the_firm_asks_and_a_reason_answers(cast: Cast) -> None:
    steps.handling(cast)
    matter = against(cast, "李某")  # the name alone: likely
    given = {"ref": matter.ref, "lawyer": cast.people["defender"].pk, "by": cast.assigner, "now": LATER}
    with pytest.raises(BadInput, match="所在单位在石桥县") as asked:
        assign_lawyer(**given)
    assert "姓名相同" in str(asked.value)
    assert assign_lawyer(**given, reason="已核对身份证，不是同一人").state == "assigned"


def test_keys_hold_no_name(cast: Cast) -> None:
    steps.submitted(cast)
    assert traces.catch_up() >= 2
    assert traces.catch_up() == 0
    party = Party.objects.get(name="李某")
    assert all(isinstance(key, int) for key in party.keys.values_list("key", flat=True))
