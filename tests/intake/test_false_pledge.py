"""A false pledge: found by the approver, ends the aid for deceit by the approver's own act, and is remembered."""

from datetime import timedelta

import pytest

from fayuan.cases.operations import terminate_aid
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.intake import facts
from fayuan.intake.operations import find_false_pledge
from fayuan.intake.queries import proposed_termination
from fayuan.matters.models import Matter
from fayuan.people.models import Person

import steps
from cast import ID_NUMBERS, LONG_AGO, NOW, Cast

LATER = NOW + timedelta(days=1)
FINDING = "名下另有两套住房，与承诺不符。"
PLEDGED = {
    "subject": "traffic_injury",
    "form": "litigation",
    "forum_kind": "court",
    "pledge": True,
    "means": {"household": [{"relation": "self", "income_fen": 100_000}]},
    "materials": ("application_form", "id_card", "means_statement", "case_papers"),
}


def found(cast: Cast, matter: Matter) -> Matter:
    return find_false_pledge(ref=matter.ref, finding=FINDING, by=cast.approver, now=LATER)


def test_while_aid_is_given_its_end_for_deceit_is_proposed(cast: Cast) -> None:
    matter = found(cast, steps.handling(cast, pledge=True))
    assert matter.state == "handling"
    assert proposed_termination(matter) == "deceit"
    assert terminate_aid(ref=matter.ref, ground="deceit", by=cast.approver, now=LATER).state == "terminated"


def test_before_the_decision_the_law_is_asked_again_and_nothing_is_proposed(cast: Cast) -> None:
    matter = found(cast, steps.examined(cast, **PLEDGED))
    assert matter.assessments.filter(step="find_false_pledge").exists()
    assert proposed_termination(matter) == ""


def test_the_applicant_is_told_and_the_finding_stays_in_the_office(cast: Cast) -> None:
    matter = found(cast, steps.examined(cast, **PLEDGED))
    assert matter.messages.filter(template="pledge_found_false", person=cast.people["applicant"]).exists()
    entry = matter.entries.get(kind="pledge_found_false")
    assert (entry.audience, entry.body) == ("office", FINDING)


def test_the_next_application_says_so_to_the_law(cast: Cast) -> None:
    found(cast, steps.examined(cast, **PLEDGED))
    later = steps.submitted(cast, LATER, **PLEDGED)
    assert facts.application(later, later.application).false_pledge_before


def test_it_is_remembered_by_the_identity_number_not_by_the_record(cast: Cast) -> None:
    found(cast, steps.examined(cast, **PLEDGED))
    again = Person.objects.create(name="李某", id_number=ID_NUMBERS["applicant"], made_at=LONG_AGO)
    later = steps.submitted(cast, LATER, applicant=steps.PersonInput(id=again.pk), **PLEDGED)
    assert facts.application(later, later.application).false_pledge_before


def test_nobody_else_is_suspected(cast: Cast) -> None:
    found(cast, steps.examined(cast, **PLEDGED))
    other = steps.submitted(
        cast, applicant=steps.PersonInput(id=cast.people["other_applicant"].pk), **PLEDGED
    )
    assert not facts.application(other, other.application).false_pledge_before


def test_without_a_pledge_there_is_none_to_be_false(cast: Cast) -> None:
    with pytest.raises(WrongState):
        found(cast, steps.examined(cast))


def test_it_is_found_once(cast: Cast) -> None:
    matter = found(cast, steps.examined(cast, **PLEDGED))
    with pytest.raises(WrongState):
        found(cast, matter)


def test_an_examiner_does_not_find_it(cast: Cast) -> None:
    matter = steps.examined(cast, **PLEDGED)
    with pytest.raises(NotAllowed):
        find_false_pledge(ref=matter.ref, finding=FINDING, by=cast.examiner, now=LATER)


def test_what_was_found_must_be_said(cast: Cast) -> None:
    matter = steps.examined(cast, **PLEDGED)
    with pytest.raises(BadInput):
        find_false_pledge(ref=matter.ref, finding=" ", by=cast.approver, now=LATER)
