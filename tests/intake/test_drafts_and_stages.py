"""A draft is kept page by page and handed in once; the next stage begins without telling everything again."""

from datetime import timedelta

import pytest

from fayuan.core.errors import NotFound
from fayuan.intake.models import Draft
from fayuan.intake.operations import apply_for_next_stage, save_draft, submit_draft

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=1)


def test_answers_of_each_page_are_added(cast: Cast) -> None:
    draft = save_draft(ref=None, answers={"subject": "work_injury"}, by=cast.applicant, now=NOW)
    save_draft(ref=draft.ref, answers={"facts": "手指受伤"}, by=cast.applicant, now=LATER)
    assert Draft.objects.get(pk=draft.pk).answers == {"subject": "work_injury", "facts": "手指受伤"}


def test_nobody_opens_another_persons_draft(cast: Cast) -> None:
    draft = save_draft(ref=None, answers={}, by=cast.applicant, now=NOW)
    with pytest.raises(NotFound):
        save_draft(ref=draft.ref, answers={}, by=cast.other_applicant, now=NOW)


def test_a_draft_handed_in_twice_is_one_matter(cast: Cast) -> None:
    draft = save_draft(ref=None, answers={}, by=cast.applicant, now=NOW)
    given = steps.application(cast, channel="online")
    first = submit_draft(ref=draft.ref, application=given, by=cast.applicant, now=NOW)
    second = submit_draft(ref=draft.ref, application=given, by=cast.applicant, now=LATER)
    assert first.pk == second.pk


def test_answers_do_not_stay_in_the_draft_once_handed_in(cast: Cast) -> None:
    draft = save_draft(ref=None, answers={"facts": "手指受伤"}, by=cast.applicant, now=NOW)
    submit_draft(
        ref=draft.ref, application=steps.application(cast, channel="online"), by=cast.applicant, now=NOW
    )
    assert Draft.objects.get(pk=draft.pk).answers == {}


def test_the_next_stage_is_a_linked_matter_of_its_own(cast: Cast) -> None:
    matter = steps.handling(cast)
    follower = apply_for_next_stage(
        ref=matter.ref,
        form="litigation",
        stage="first_instance",
        forum_kind="court",
        by=cast.applicant,
        now=LATER,
    )
    assert (follower.previous, follower.link, follower.state) == (matter, "next_stage", "submitted")
    assert follower.facts == matter.facts
    assert follower.number != matter.number
