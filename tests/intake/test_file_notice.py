"""An authority's notice: three days, no means test, seen by the agency and that authority alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from fayuan.core.errors import BadInput, LawForbids, NotAllowed
from fayuan.intake.inputs import NoticeInput, PersonInput
from fayuan.intake.operations import file_notice
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter

from cast import NOW, Cast


def filed(cast: Cast, **changes: Any) -> Matter:
    given: dict[str, Any] = {
        "authority": cast.court.pk,
        "form": "defence",
        "reason": "minor",
        "stage": "first_instance",
        "offence": "盗窃罪",
        "person": PersonInput(details={"name": "许某", "born": date(2009, 12, 1), "sex": "m"}),
    }
    by = changes.pop("by", cast.court_officer)
    return file_notice(notice=NoticeInput(**{**given, **changes}), by=by, now=NOW)


def test_it_awaits_its_lawyer_within_three_days_without_a_means_test(cast: Cast) -> None:
    matter = filed(cast)
    assert (matter.state, matter.means_test) == ("awaiting_assignment", "not_applicable")
    assert matter.timers.get(name="assign").due_on == date(2026, 6, 15)
    assert matter.timers.get(name="reply_authority").due_on == date(2026, 6, 15)
    assert matter.number == "石援通字〔2026〕第1号"


def test_the_reasons_cite_the_articles(cast: Cast) -> None:
    assert {"法律援助法 25(1)", "法律援助法 36"} <= set(filed(cast).assessments.get().citations)


def test_another_authority_does_not_find_it(cast: Cast) -> None:
    matter = filed(cast)
    assert seen_by(cast.court_officer, NOW).filter(pk=matter.pk).exists()
    assert not seen_by(cast.police_officer, NOW).filter(pk=matter.pk).exists()


def test_a_minors_case_is_sensitive(cast: Cast) -> None:
    assert filed(cast).label == "sensitive"


def test_an_officer_sends_notices_of_their_own_authority_only(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        filed(cast, by=cast.police_officer)


def test_the_supreme_courts_death_review_is_not_ours(cast: Cast) -> None:
    with pytest.raises(LawForbids) as stop:
        filed(cast, stage="death_review_spc", reason="death_review")
    assert stop.value.code == "not_competent"


def test_a_notice_must_say_stage_and_reason(cast: Cast) -> None:
    with pytest.raises(BadInput) as bad:
        filed(cast, stage="", reason="")
    assert set(bad.value.fields) == {"stage", "reason"}


def test_the_days_run_over_the_national_holiday(cast: Cast) -> None:
    moment = NOW.replace(month=9, day=28, hour=16)
    notice = NoticeInput(
        cast.court.pk,
        "defence",
        "minor",
        "prosecution",
        PersonInput(details={"name": "许某", "born": date(2009, 12, 1)}),
    )
    matter = file_notice(notice=notice, by=cast.actor("court_officer", moment), now=moment + timedelta(0))
    assert matter.timers.get(name="assign").due_on == date(2026, 10, 8)


def test_a_reason_by_another_name_is_kept_by_the_laws_own(cast: Cast) -> None:
    assert filed(cast, reason="death_penalty").reason == "life_or_death"
