"""What an authority says after its notice: hearing or person moved, a lawyer of their own, another lawyer asked."""

from datetime import date, timedelta
from typing import Any

import pytest

from fayuan.assignment.operations import accept_assignment, assign_lawyer
from fayuan.assignment.queries import running
from fayuan.cases.operations import terminate_aid
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.intake.operations import change_notice, refuse_lawyer, renotice, report_own_lawyer
from fayuan.matters import timers
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=1)


def defended(cast: Cast, matter: Matter | None = None) -> Matter:
    """A notified case in the hands of the defender."""
    matter = matter or steps.notified(cast, hearing=date(2026, 7, 1))
    defender = cast.people["defender"].pk
    assign_lawyer(ref=matter.ref, lawyer=defender, by=cast.assigner, now=NOW)
    return accept_assignment(ref=matter.ref, by=cast.defender, now=NOW)


def by_police(cast: Cast) -> Matter:
    """The police's notice for a minor, in the hands of the defender."""
    changes = {"authority": cast.police.pk, "reason": "minor", "stage": "investigation"}
    notice = steps.notice(cast, **changes)
    person = {"name": "许某", "born": date(2009, 12, 1), "sex": "m"}
    changed = steps.replace(notice, person=steps.PersonInput(details=person))
    return defended(cast, steps.intake.file_notice(notice=changed, by=cast.police_officer, now=NOW))


def told(cast: Cast, matter: Matter, template: str) -> bool:
    return matter.messages.filter(template=template, person=cast.people["defender"]).exists()


def changed(cast: Cast, matter: Matter, **given: Any) -> Matter:
    return change_notice(ref=matter.ref, **{"by": cast.court_officer, "now": LATER, **given})


def test_a_hearing_moves_in_the_lawyers_calendar_and_the_lawyer_is_told(cast: Cast) -> None:
    matter = defended(cast)
    changed(cast, matter, what="hearing", on=date(2026, 7, 1), value="第二法庭")
    changed(cast, matter, what="hearing", on=date(2026, 7, 8), value="第三法庭")
    assert [(hearing.on, hearing.place) for hearing in matter.hearings.all()] == [
        (date(2026, 7, 8), "第三法庭")
    ]
    matter.notice.refresh_from_db()
    assert matter.notice.hearing_on == date(2026, 7, 8)
    assert told(cast, matter, "notice_changed")


def test_another_place_of_detention_stands_on_the_matter(cast: Cast) -> None:
    matter = changed(cast, defended(cast), what="detention_place", value="白石市看守所")
    assert matter.detained_at == "白石市看守所"
    entry = matter.entries.get(kind="notice_changed")
    assert (entry.data["what"], entry.body) == ("detention_place", "白石市看守所")


def test_released_on_bail_nobody_is_detained_any_more(cast: Cast) -> None:
    matter = defended(cast, steps.notified(cast, detained_at="石桥县看守所"))
    matter = changed(cast, matter, what="coercive_measure", value="bail")
    assert matter.detained_at == ""
    assert matter.entries.get(kind="notice_changed").body == "取保候审"


def test_before_a_lawyer_is_assigned_the_change_is_kept_for_whoever_comes(cast: Cast) -> None:
    matter = changed(cast, steps.notified(cast), what="hearing", on=date(2026, 7, 8))
    assert matter.hearings.get().on == date(2026, 7, 8)


def test_another_authority_does_not_find_the_matter(cast: Cast) -> None:
    with pytest.raises(NotFound):
        changed(cast, defended(cast), what="detention_place", value="白石市看守所", by=cast.police_officer)


def test_the_office_does_not_speak_for_the_authority(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        changed(cast, defended(cast), what="detention_place", value="白石市看守所", by=cast.clerk)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": "weather"}, "what"),
        ({"what": "hearing"}, "on"),
        ({"what": "hearing", "on": date(2026, 6, 1)}, "on"),
        ({"what": "detention_place", "value": " "}, "value"),
        ({"what": "coercive_measure", "value": "exile"}, "value"),
        ({"what": "detention_place", "value": "白石市看守所", "on": date(2027, 1, 1)}, "on"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        changed(cast, defended(cast), **given)
    assert field in bad.value.fields


def test_a_lawyer_of_their_own_leads_to_the_end_of_the_aid_which_the_office_decides(cast: Cast) -> None:
    matter = report_own_lawyer(ref=defended(cast).ref, name="华某律师", by=cast.court_officer, now=LATER)
    assert matter.state == "assigned"
    report = matter.counsel_reports.get()
    assert (report.kind, report.leads_to, report.words) == ("own_lawyer", "termination", "华某律师")
    assert told(cast, matter, "counsel_reported")
    assert (
        terminate_aid(ref=matter.ref, ground="own_lawyer", by=cast.approver, now=LATER).state == "terminated"
    )


def test_the_authority_does_not_read_what_the_office_and_the_lawyer_read_of_it(cast: Cast) -> None:
    matter = report_own_lawyer(ref=defended(cast).ref, name="华某律师", by=cast.court_officer, now=LATER)
    assert matter.entries.get(kind="counsel_reported").audience == "handling"


@pytest.mark.parametrize(("days", "status"), [(2, "met"), (6, "run_out")])
def test_it_is_kept_whether_the_police_told_within_three_days(cast: Cast, days: int, status: str) -> None:
    matter = by_police(cast)
    now = NOW + timedelta(days=days)
    report_own_lawyer(ref=matter.ref, name="华某律师", on=NOW.date(), by=cast.police_officer, now=now)
    assert matter.timers.get(name="tell_refusal").status == status


def test_who_must_have_a_defender_gets_another_when_refusing_one(cast: Cast) -> None:
    matter = refuse_lawyer(ref=defended(cast).ref, reason="不信任", by=cast.court_officer, now=LATER)
    assert matter.counsel_reports.get().leads_to == "replacement"


def test_who_may_do_without_a_defender_leaves_the_aid_when_refusing_one(cast: Cast) -> None:
    matter = defended(cast, steps.notified(cast, reason="ordinary_procedure"))
    refuse_lawyer(ref=matter.ref, reason="自己辩护", by=cast.court_officer, now=LATER)
    assert matter.counsel_reports.get().leads_to == "termination"


@pytest.mark.parametrize(("days", "status"), [(10, "met"), (11, "run_out")])
def test_in_court_five_days_to_hire_a_lawyer_come_first_then_three_to_ask_for_another(
    cast: Cast, days: int, status: str
) -> None:
    matter = refuse_lawyer(ref=defended(cast).ref, reason="不信任", by=cast.court_officer, now=NOW)
    assert matter.timers.get(name="own_counsel").due_on == date(2026, 6, 17)
    now = NOW + timedelta(days=days)
    timers.run_due(now)
    renotice(ref=matter.ref, by=cast.court_officer, now=now)
    assert matter.timers.get(name="renotice").status == status  # the 20th is a Saturday of the holiday


def test_asked_for_another_lawyer_the_matter_awaits_one_within_three_days(cast: Cast) -> None:
    before = defended(cast)
    matter = renotice(ref=before.ref, reason="律师被拒绝", by=cast.court_officer, now=LATER)
    assert (matter.pk, matter.state, matter.handler) == (before.pk, "awaiting_assignment", None)
    assert running(matter) is None
    assert matter.timers.get(name="assign", ended_at=None).due_on == date(2026, 6, 16)
    assert matter.timers.get(name="reply_authority", ended_at=None).due_on == date(2026, 6, 16)
    assert not matter.timers.filter(name="sign_agreement", ended_at=None).exists()


def test_the_released_lawyer_is_told_and_sees_the_matter_no_longer(cast: Cast) -> None:
    matter = renotice(ref=defended(cast).ref, by=cast.court_officer, now=LATER)
    assert told(cast, matter, "released_lawyer")
    assert not seen_by(cast.defender, LATER).filter(pk=matter.pk).exists()


def test_after_the_end_a_linked_matter_begins_with_the_same_people(cast: Cast) -> None:
    ended = terminate_aid(ref=defended(cast).ref, ground="own_lawyer", by=cast.approver, now=LATER)
    matter = renotice(ref=ended.ref, reason="委托的律师退出", by=cast.court_officer, now=LATER)
    assert (matter.previous, matter.link, matter.state) == (ended, "re_notice", "awaiting_assignment")
    assert matter.number != ended.number
    assert matter.title_name == ended.title_name
    assert seen_by(cast.court_officer, LATER).filter(pk=matter.pk).exists()
    ended.refresh_from_db()
    assert ended.state == "terminated"


def test_while_a_lawyer_is_still_awaited_there_is_nothing_to_ask_for_again(cast: Cast) -> None:
    with pytest.raises(WrongState):
        renotice(ref=steps.notified(cast).ref, by=cast.court_officer, now=LATER)


def test_nothing_is_reported_about_a_day_to_come(cast: Cast) -> None:
    with pytest.raises(BadInput):
        report_own_lawyer(
            ref=defended(cast).ref, name="华某", on=date(2027, 1, 1), by=cast.court_officer, now=LATER
        )
