"""A wrong name or identity number: corrected by its owner before anybody relies on it, by the agency afterwards."""

from datetime import timedelta
from typing import Any

import pictures
import pytest

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.core.models import AuditRow
from fayuan.intake.models import Correction
from fayuan.intake.operations import ask_correction, correct_identity, decide_correction
from fayuan.matters.models import Entry, Matter
from fayuan.matters.search import search
from fayuan.messaging.models import Message
from fayuan.people.models import Account, Person
from fayuan.people.operations import give_post
from fayuan.play.checks import grants
from fayuan.play.verify import differences

import steps
from cast import ID_NUMBERS, NOW, Cast

LATER = NOW + timedelta(hours=2)
NUMBER, OTHER = "970102198504201333", "970102199001150049"
TOLD: dict[str, Any] = {
    "name": "李改某",
    "id_number": NUMBER,
    "reason": "号码打错了一位",
    "photos": [("身份证.jpg", pictures.photo())],
}


def numbered(cast: Cast, key: str, number: str) -> None:
    person = cast.people[key]
    person.id_number = number
    person.save()


def asked(cast: Cast, **changes: Any) -> Correction:
    steps.handling(cast)
    return ask_correction(**TOLD | changes, by=cast.applicant, now=LATER)


def decided(cast: Cast, correction: Correction, outcome: str = "made", **given: Any) -> Correction:
    about = {"ref": correction.ref, "outcome": outcome, "answer": "", "by": cast.clerk, "now": LATER}
    return decide_correction(**about | given)


def test_the_agency_is_told_and_the_photograph_lies_with_the_papers(cast: Cast) -> None:
    correction = asked(cast)
    message = Message.objects.get(template="correction_asked")
    assert message.institution == cast.agency
    (photo,) = correction.photos.all()
    assert (photo.matter, photo.kind) == (correction.matter, "id_card")


def test_what_is_made_stands_on_the_record_and_on_what_is_open(cast: Cast) -> None:
    decided(cast, asked(cast))
    person = Person.objects.get(pk=cast.people["applicant"].pk)
    assert (person.name, person.id_number, person.sex) == ("李改某", NUMBER, "m")
    matter = Matter.objects.get(parties__person=person)
    assert matter.title_name == "李改某"
    assert search("李改某", cast.clerk, LATER) == search(NUMBER, cast.clerk, LATER) == [matter]
    assert not search(ID_NUMBERS["applicant"], cast.clerk, LATER)
    assert Entry.objects.filter(matter=matter, kind="identity_corrected").count() == 1
    assert list(grants.differences()) == []
    assert [str(each) for each in differences()] == []


def test_what_stood_before_is_kept_and_the_person_is_told_without_names(cast: Cast) -> None:
    correction = decided(cast, asked(cast))
    assert (correction.former_name, correction.former_id_number) == ("李某", ID_NUMBERS["applicant"])
    text = Message.objects.get(template="correction_decided").text
    assert "李" not in text
    assert not any(number in text for number in (NUMBER, ID_NUMBERS["applicant"]))
    row = AuditRow.objects.get(action="decide_correction")
    assert (row.subject_kind, row.subject_id, row.person_id) == (
        "correction",
        correction.ref,
        cast.clerk.person_id,
    )


def test_the_archive_stays_as_it_was(cast: Cast) -> None:
    archived = steps.archived(cast)
    decided(cast, asked(cast))
    archived.refresh_from_db()
    assert archived.title_name == "李某"


def test_what_is_not_made_changes_nothing_and_says_why(cast: Cast) -> None:
    correction = asked(cast)
    with pytest.raises(BadInput, match="写明理由"):
        decided(cast, correction, "refused")
    assert decided(cast, correction, "refused", answer="照片看不清，请重拍").answer == "照片看不清，请重拍"
    assert Person.objects.get(pk=cast.people["applicant"].pk).name == "李某"
    assert ask_correction(**TOLD, by=cast.applicant, now=LATER + steps.MINUTE).decided_at is None


def test_a_number_of_another_name_is_not_given_to_anybody(cast: Cast) -> None:
    numbered(cast, "other_applicant", OTHER)
    correction = asked(cast, id_number=OTHER)
    with pytest.raises(BadInput, match="另一个姓名"):
        decided(cast, correction)


def test_it_is_decided_once_by_the_agencys_window(cast: Cast) -> None:
    correction = asked(cast)
    for by in (cast.far_clerk, cast.examiner, cast.approver, cast.lawyer, cast.applicant):
        with pytest.raises(NotFound):
            decided(cast, correction, by=by)
    decided(cast, correction)
    with pytest.raises(WrongState):
        decided(cast, correction)


def test_nobody_decides_their_own_or_in_a_matter_of_their_own(cast: Cast) -> None:
    correction = asked(cast)
    given = {"role": "clerk", "institution": cast.agency.pk, "by": cast.security, "now": NOW}
    give_post(person=cast.people["applicant"].pk, **given)
    with pytest.raises(NotFound):
        decided(cast, correction, by=cast.actor("applicant", LATER))
    numbered(cast, "clerk", ID_NUMBERS["applicant"])  # the same human being on another record
    with pytest.raises(NotAllowed):
        decided(cast, correction)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"id_number": "970102198504201332"}, "id_number"),
        ({"name": "李某", "id_number": OTHER}, "name"),  # as it stands
        ({"reason": ""}, "reason"),
        ({"photos": []}, "photos"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    numbered(cast, "applicant", OTHER)
    with pytest.raises(BadInput) as refused:
        asked(cast, **changes)
    assert list(refused.value.fields) == [field]


def test_one_waits_at_a_time_and_without_a_matter_none(cast: Cast) -> None:
    with pytest.raises(WrongState, match="没有正在办的申请"):
        ask_correction(**TOLD, by=cast.applicant, now=LATER)
    asked(cast)
    with pytest.raises(WrongState, match="正在核对"):
        ask_correction(**TOLD, by=cast.applicant, now=LATER)


def test_before_the_first_application_one_corrects_it_oneself(cast: Cast) -> None:
    told = {"name": "李改某", "id_number": NUMBER, "by": cast.applicant}
    assert correct_identity(**told, now=NOW).name == "李改某"
    steps.submitted(cast)
    with pytest.raises(WrongState, match="已经交过申请"):
        correct_identity(**told | {"name": "李某"}, now=LATER)


def test_staff_and_whom_a_system_vouched_for_do_not(cast: Cast) -> None:
    told = {"name": "某某", "id_number": NUMBER, "now": NOW}
    Account.objects.filter(person=cast.people["applicant"]).update(username="id-0a")
    for by in (cast.clerk, cast.applicant):
        with pytest.raises(WrongState, match="核实过"):
            correct_identity(**told, by=by)
