"""The handling record: what is written, who is told, what it starts."""

from datetime import date, datetime, timedelta

import pytest

from fayuan.assignment.operations import assign_lawyer
from fayuan.cases.operations import plan_hearing, write_log
from fayuan.cases.queries import hearings_of, log_of
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.matters.models import Entry, Matter
from fayuan.matters.queries import timeline

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=12)


def told(matter: Matter) -> list[str]:
    """The templates of the messages that were written at `LATER`."""
    return list(matter.messages.filter(made_at=LATER).values_list("template", flat=True))


def test_what_was_done_stands_in_the_record_with_its_day(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what="met", note="谈话", on=date(2026, 6, 20), by=cast.lawyer, now=LATER)
    entry = log_of(matter).get()
    assert (entry.what, entry.note, entry.on) == ("met", "谈话", date(2026, 6, 20))
    assert entry.by == cast.people["lawyer"]


def test_without_a_day_it_happened_today(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what="evidence", by=cast.lawyer, now=LATER)
    assert log_of(matter).get().on == LATER.date()


@pytest.mark.parametrize(
    ("what", "template"), [("filed", "log_filed"), ("judgment", "log_judgment"), ("hearing", "log_hearing")]
)
def test_the_recipient_is_told_of_filing_hearing_and_result(cast: Cast, what: str, template: str) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what=what, by=cast.lawyer, now=LATER)
    assert told(matter) == [template]


@pytest.mark.parametrize("what", ["met", "read_file", "evidence", "told_client", "opinion", "settled"])
def test_other_work_writes_no_message(cast: Cast, what: str) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what=what, by=cast.lawyer, now=LATER)
    assert told(matter) == []


def test_a_hearing_to_come_stands_in_the_lawyers_calendar(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what="hearing", on=date(2026, 7, 23), by=cast.lawyer, now=LATER)
    assert [each.on for each in hearings_of(cast.people["lawyer"], LATER.date())] == [date(2026, 7, 23)]


def test_a_hearing_that_was_is_told_as_past(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what="hearing", on=date(2026, 6, 20), by=cast.lawyer, now=LATER)
    assert told(matter) == ["log_heard"]


def test_the_hour_and_place_of_a_hearing_may_change_on_its_day(cast: Cast) -> None:
    matter = steps.handling(cast)
    for hour, place in ((9, "第一仲裁庭"), (14, "第二仲裁庭")):
        at = datetime(2026, 7, 23, hour, 0, tzinfo=SHANGHAI)
        plan_hearing(ref=matter.ref, at=at, place=place, by=cast.lawyer, now=LATER)
    hearing = matter.hearings.get()
    assert (hearing.at, hearing.place) == (datetime(2026, 7, 23, 14, 0, tzinfo=SHANGHAI), "第二仲裁庭")
    assert log_of(matter).count() == 2


def test_a_hearing_cannot_be_planned_for_yesterday(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(BadInput):
        plan_hearing(ref=matter.ref, at=NOW, place="第一仲裁庭", by=cast.lawyer, now=LATER)


def test_only_a_hearing_may_lie_ahead(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(BadInput):
        write_log(ref=matter.ref, what="met", on=date(2026, 7, 1), by=cast.lawyer, now=LATER)


def test_a_word_that_is_none_of_the_list_is_refused(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(BadInput):
        write_log(ref=matter.ref, what="slept", by=cast.lawyer, now=LATER)


def test_a_result_starts_the_days_for_the_closing_set_from_its_day(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what="settled", on=date(2026, 6, 22), by=cast.lawyer, now=LATER)
    assert matter.timers.get(name="submit_closing").due_on == date(2026, 7, 22)


def test_the_office_cannot_write_in_the_lawyers_record(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(NotAllowed):
        write_log(ref=matter.ref, what="met", by=cast.clerk, now=LATER)


def test_nothing_is_logged_before_assignment_or_after_closing(cast: Cast) -> None:
    matter = steps.closing(cast)
    with pytest.raises(WrongState):
        write_log(ref=matter.ref, what="met", by=cast.lawyer, now=LATER)


def test_an_authority_does_not_read_what_the_defender_does(cast: Cast) -> None:
    matter = steps.notified(cast)
    assign_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=NOW)
    matter = write_log(ref=matter.ref, what="read_file", by=cast.defender, now=LATER)
    assert not timeline(matter, cast.court_officer).filter(kind="log").exists()
    assert timeline(matter, cast.defender).filter(kind="log").exists()


def test_the_recipient_reads_what_happened_but_not_the_lawyers_notes(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_log(ref=matter.ref, what="evidence", note="证人不愿作证", by=cast.lawyer, now=LATER)
    line: Entry = timeline(matter, cast.applicant).get(kind="log")
    assert line.body == ""
