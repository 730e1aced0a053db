"""The agreement: signed by the lawyer in charge, within five days or with its cause."""

from datetime import timedelta

import pytest

from fayuan.cases.operations import record_late_agreement_cause, sign_agreement
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.matters.models import Timer
from fayuan.matters.timers import run_due

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=5)


def test_signing_begins_the_work_and_issues_agreement_and_power_of_attorney(cast: Cast) -> None:
    matter = steps.assigned(cast)
    matter = sign_agreement(ref=matter.ref, by=cast.lawyer, now=LATER)
    assert matter.state == "handling"
    assert {"委托代理/辩护协议", "授权委托书"} <= set(matter.papers.values_list("name", flat=True))
    assert matter.timers.get(name="sign_agreement").status == Timer.Status.MET
    assert not matter.messages.filter(made_at=LATER).exists()


def test_only_the_lawyer_in_charge_signs(cast: Cast) -> None:
    matter = steps.assigned(cast)
    with pytest.raises(NotAllowed):
        sign_agreement(ref=matter.ref, by=cast.assigner, now=LATER)
    with pytest.raises(NotFound):
        sign_agreement(ref=matter.ref, by=cast.other_lawyer, now=LATER)


def test_nobody_signs_twice(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        sign_agreement(ref=matter.ref, by=cast.lawyer, now=LATER)


def test_a_late_agreement_stays_on_record_as_late(cast: Cast) -> None:
    matter = steps.assigned(cast)
    late = NOW + timedelta(days=13)
    run_due(late)
    sign_agreement(ref=matter.ref, by=cast.lawyer, now=late)
    clock = matter.timers.get(name="sign_agreement")
    assert (clock.status, clock.ended_at) == (Timer.Status.RUN_OUT, late)
    assert matter.entries.filter(kind="overdue", data__timer="sign_agreement").exists()


def test_the_cause_of_the_delay_is_written_down(cast: Cast) -> None:
    matter = steps.assigned(cast)
    late = NOW + timedelta(days=13)
    run_due(late)
    record_late_agreement_cause(ref=matter.ref, cause="受援人住院", by=cast.lawyer, now=late)
    assert matter.entries.get(kind="late_agreement_cause").body == "受援人住院"


def test_an_agreement_in_time_needs_no_cause(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        record_late_agreement_cause(ref=matter.ref, cause="受援人住院", by=cast.lawyer, now=LATER)


def test_an_empty_cause_is_none(cast: Cast) -> None:
    matter = steps.assigned(cast)
    with pytest.raises(BadInput):
        record_late_agreement_cause(ref=matter.ref, cause=" ", by=cast.lawyer, now=LATER)
