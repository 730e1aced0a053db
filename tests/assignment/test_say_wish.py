"""The recipient says what they wish of their lawyer, and every way of finding one heeds it."""

import pytest

from fayuan.assignment.facts import case
from fayuan.assignment.models import Wish
from fayuan.assignment.operations import assign_lawyer, propose_lawyer, say_wish
from fayuan.core.errors import BadInput, NotFound, WrongState

import steps
from cast import NOW, Cast


def women(cast: Cast) -> None:
    """Of the three lawyers one is a woman."""
    person = cast.people["other_lawyer"]
    person.sex = "f"
    person.save(update_fields=["sex"])


def test_a_wish_for_a_woman_puts_women_first(cast: Cast) -> None:
    women(cast)
    matter = steps.granted(cast)
    say_wish(ref=matter.ref, sex="f", by=cast.applicant, now=NOW)
    ranked = propose_lawyer(ref=matter.ref, by=cast.assigner, now=NOW).ranked
    assert ranked[0]["person"] == cast.people["other_lawyer"].pk
    assert "合受援人的意愿" in ranked[0]["why"]
    assert len(ranked) > 1


def test_a_justified_wish_excludes_all_others_and_says_so(cast: Cast) -> None:
    women(cast)
    matter = steps.granted(cast)
    say_wish(ref=matter.ref, sex="f", is_justified=True, reason="受过侵害", by=cast.clerk, now=NOW)
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=NOW)
    assert [line["person"] for line in proposal.ranked] == [cast.people["other_lawyer"].pk]
    assert all("wish" in {each["code"] for each in line["reasons"]} for line in proposal.excluded)


def test_the_applicant_does_not_find_their_own_wish_justified(cast: Cast) -> None:
    matter = steps.granted(cast)
    say_wish(ref=matter.ref, sex="f", is_justified=True, reason="就想要", by=cast.applicant, now=NOW)
    assert not case(matter, NOW).wish_binds


def test_justified_needs_a_reason(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(BadInput) as refused:
        say_wish(ref=matter.ref, sex="f", is_justified=True, by=cast.clerk, now=NOW)
    assert set(refused.value.fields) == {"reason"}


def test_somebody_wished_for_by_name_comes_first(cast: Cast) -> None:
    matter = steps.granted(cast)
    say_wish(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=NOW)
    ranked = propose_lawyer(ref=matter.ref, by=cast.assigner, now=NOW).ranked
    assert ranked[0]["person"] == cast.people["lawyer"].pk
    assert "受援人点选" in ranked[0]["why"]


def test_who_is_not_open_to_choice_cannot_be_wished_for(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(BadInput):
        say_wish(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.applicant, now=NOW)


def test_the_last_words_count(cast: Cast) -> None:
    matter = steps.submitted(cast)
    say_wish(ref=matter.ref, sex="f", by=cast.applicant, now=NOW)
    say_wish(ref=matter.ref, sex="", by=cast.applicant, now=NOW)
    assert Wish.objects.get(matter=matter).sex == ""


def test_once_somebody_has_the_case_it_is_too_late(cast: Cast) -> None:
    with pytest.raises(WrongState, match="更换"):
        say_wish(ref=steps.assigned(cast).ref, sex="f", by=cast.applicant, now=NOW)


def test_a_stranger_does_not_find_the_matter(cast: Cast) -> None:
    with pytest.raises(NotFound):
        say_wish(ref=steps.granted(cast).ref, sex="f", by=cast.other_applicant, now=NOW)


def test_who_is_assigned_against_a_justified_wish_needs_a_written_reason(cast: Cast) -> None:
    women(cast)
    matter = steps.granted(cast)
    say_wish(ref=matter.ref, sex="f", is_justified=True, reason="受过侵害", by=cast.clerk, now=NOW)
    against = {"ref": matter.ref, "lawyer": cast.people["lawyer"].pk, "by": cast.assigner, "now": NOW}
    with pytest.raises(BadInput) as refused:
        assign_lawyer(**against)
    assert "正当理由" in str(refused.value.fields["reason"])
    assert assign_lawyer(**against, reason="女律师都在休假，受援人同意").state == "assigned"
