"""Posters: made at the window, counted, revoked."""

from datetime import timedelta

import pytest

from fayuan.core.actor import VISITOR
from fayuan.core.errors import NotAllowed, NotFound, WrongState
from fayuan.intake.models import Draft, Poster
from fayuan.intake.operations import make_poster, open_poster, revoke_poster, save_draft
from fayuan.intake.operations.drafts import remind_of_drafts
from fayuan.intake.queries import posters_of
from fayuan.messaging.models import Message

from cast import NOW, Cast


def made(cast: Cast) -> Poster:
    return make_poster(agency=cast.agency.pk, place="城关镇工作站", by=cast.clerk, now=NOW)


def test_openings_and_applications_are_counted_by_poster(cast: Cast) -> None:
    poster = made(cast)
    for _ in range(3):
        open_poster(ref=poster.ref, by=VISITOR, now=NOW)
    draft = save_draft(ref=None, answers={}, poster=poster.ref, by=cast.applicant, now=NOW)
    assert draft.agency_id == cast.agency.pk
    row = posters_of(cast.clerk).get()
    assert (row.opened, row.begun, row.handed_in) == (3, 1, 0)
    assert not posters_of(cast.far_clerk).exists()


def test_a_revoked_code_opens_nothing(cast: Cast) -> None:
    poster = made(cast)
    revoke_poster(ref=poster.ref, by=cast.clerk, now=NOW)
    with pytest.raises(NotFound):
        open_poster(ref=poster.ref, by=VISITOR, now=NOW)
    with pytest.raises(WrongState):
        revoke_poster(ref=poster.ref, by=cast.clerk, now=NOW)
    assert save_draft(ref=None, answers={}, poster=poster.ref, by=cast.applicant, now=NOW).poster is None


def test_only_the_window_makes_and_revokes(cast: Cast) -> None:
    poster = made(cast)
    with pytest.raises(NotAllowed):
        make_poster(agency=cast.agency.pk, place="某处", by=cast.examiner, now=NOW)
    with pytest.raises(NotAllowed):
        revoke_poster(ref=poster.ref, by=cast.examiner, now=NOW)
    with pytest.raises(NotFound):
        revoke_poster(ref=poster.ref, by=cast.far_clerk, now=NOW)


def test_whoever_has_not_finished_is_reminded_once_a_week_before_the_end(cast: Cast) -> None:
    save_draft(ref=None, answers={"kind": "wages"}, by=cast.applicant, now=NOW)
    assert remind_of_drafts(NOW + timedelta(days=22)) == 0
    assert remind_of_drafts(NOW + timedelta(days=24)) == 1
    assert remind_of_drafts(NOW + timedelta(days=25)) == 0
    assert "7月12日" in Message.objects.latest("id").text


def test_after_thirty_days_it_is_gone(cast: Cast) -> None:
    save_draft(ref=None, answers={"kind": "wages"}, by=cast.applicant, now=NOW)
    remind_of_drafts(NOW + timedelta(days=31))
    assert not Draft.objects.exists()
