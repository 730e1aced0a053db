"""A matter is made more confidential by one person with a reason, less by two; what the law asks for sets itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fayuan.assignment.operations import assign_lawyer
from fayuan.cases import operations as cases
from fayuan.core.actor import Actor, system
from fayuan.core.errors import BadInput, LawForbids, NotAllowed, NotFound, Stale, WrongState
from fayuan.core.models import AuditRow
from fayuan.intake import operations as intake
from fayuan.intake.inputs import PersonInput
from fayuan.intake.queries import consultations_of
from fayuan.matters import labels
from fayuan.matters.access import fetch, seen_by
from fayuan.matters.models import LabelChange, Matter, Words
from fayuan.matters.search import search
from fayuan.messaging.labels import (
    name_for_sealed,
    propose_lowering,
    raise_label,
    settle_lowering,
)
from fayuan.messaging.models import Message
from fayuan.people.models import Person, Post
from fayuan.play.checks import grants
from fayuan.play.checks import labels as check

import steps
from cast import NOW, Cast

CHILD = PersonInput(details={"name": "少某", "born": date(2010, 1, 1), "sex": "m"})
WHY = "对方多次到单位打听"
WORD = "停工留薪期"
LATER = NOW + timedelta(hours=1)  # when what the steps have done holds
PAPERS = ("阅卷笔录", "会见笔录", "辩护词", "判决书", "结案报告表")


def raised(cast: Cast, matter: Matter, to: str = "sealed", by: Actor | None = None, **more: Any) -> Matter:
    given = {"ground": "privacy", "reason": WHY, "now": LATER, **more}
    return raise_label(ref=matter.ref, to=to, by=by or cast.approver, **given)


def seeing(cast: Cast, matter: Matter) -> set[str]:
    """Who of the people here finds the matter."""
    people = (
        *("clerk", "examiner", "approver", "head", "assigner", "closing_reviewer", "finance", "applicant"),
        *("lawyer", "other_lawyer", "far_clerk", "bureau_officer", "court_officer"),
    )
    return {key for key in people if seen_by(cast.actor(key), LATER).filter(pk=matter.pk).exists()}


def verified() -> list[str]:
    return [str(each) for each in (*grants.differences(), *check.differences())]


def test_a_sealed_matter_is_left_to_the_heads_the_named_and_those_whose_matter_it_is(cast: Cast) -> None:
    matter = steps.handling(cast)
    assert {"clerk", "finance"} < seeing(cast, matter)
    raised(cast, matter, staff=(cast.people["assigner"].pk,))
    assert seeing(cast, matter) == {"approver", "head", "assigner", "applicant", "lawyer"}
    with pytest.raises(NotFound):
        fetch(matter.ref, cast.clerk, LATER)
    assert verified() == []


def test_who_raises_it_at_the_desk_goes_on_seeing_it_and_the_lawyer_may_raise_it_too(cast: Cast) -> None:
    one, other = steps.handling(cast), steps.handling(cast)
    raised(cast, one, by=cast.clerk)
    assert "clerk" in seeing(cast, one)
    raised(cast, other, by=cast.lawyer)
    assert seeing(cast, other) == {"approver", "head", "applicant", "lawyer"}


def test_a_named_colleague_who_leaves_the_desk_is_out(cast: Cast) -> None:
    matter = raised(cast, steps.handling(cast), staff=(cast.people["assigner"].pk,))
    Post.objects.filter(person=cast.people["assigner"]).update(until=NOW)
    assert "assigner" not in seeing(cast, matter)


def test_the_heads_say_who_works_on_it(cast: Cast) -> None:
    matter = raised(cast, steps.handling(cast), staff=(cast.people["assigner"].pk,))
    given = {"ref": matter.ref, "now": LATER}
    name_for_sealed(staff=(cast.people["finance"].pk,), by=cast.head, **given)
    assert seeing(cast, matter) & {"assigner", "finance"} == {"finance"}
    with pytest.raises(NotAllowed):
        name_for_sealed(staff=(), by=cast.finance, **given)
    with pytest.raises(NotFound):
        name_for_sealed(staff=(cast.people["far_clerk"].pk,), by=cast.head, **given)


def test_its_words_leave_the_index_and_come_back_when_it_is_lowered(cast: Cast) -> None:
    matter = steps.handling(cast)
    assert [found.pk for found in search(WORD, cast.approver, LATER)] == [matter.pk]
    raised(cast, matter)
    assert search(WORD, cast.approver, LATER) == []
    assert not Words.objects.filter(matter=matter).exists()
    propose_lowering(ref=matter.ref, to="normal", reason="对方已经停止", by=cast.approver, now=LATER)
    settle_lowering(ref=matter.ref, agrees=True, by=cast.head, now=LATER)
    assert [found.pk for found in search(WORD, cast.clerk, LATER)] == [matter.pk]
    assert {"clerk", "finance"} < seeing(cast, matter)
    assert verified() == []


def test_nothing_is_lowered_before_a_second_person_agrees(cast: Cast) -> None:
    matter = raised(cast, steps.handling(cast), to="sensitive")
    matter = propose_lowering(ref=matter.ref, to="normal", reason="不再需要", by=cast.approver, now=LATER)
    assert matter.label == "sensitive"
    told = Message.objects.filter(template="lowering_proposed")
    assert [message.person for message in told] == [cast.people["head"]]
    for by in (cast.approver, cast.clerk, cast.lawyer):
        with pytest.raises(NotAllowed):
            settle_lowering(ref=matter.ref, agrees=True, by=by, now=LATER)
    assert (
        settle_lowering(ref=matter.ref, agrees=False, by=cast.closing_reviewer, now=LATER).label
        == "sensitive"
    )
    propose_lowering(ref=matter.ref, to="normal", reason="真的不再需要", by=cast.approver, now=LATER)
    assert settle_lowering(ref=matter.ref, agrees=True, by=cast.head, now=LATER).label == "normal"
    with pytest.raises(WrongState):
        settle_lowering(ref=matter.ref, agrees=True, by=cast.head, now=LATER)
    assert verified() == []


def test_the_database_itself_knows_no_change_that_one_person_made_alone(cast: Cast) -> None:
    matter = raised(cast, steps.handling(cast), to="sensitive")
    change = matter.label_changes.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        LabelChange.objects.filter(pk=change.pk).update(second=change.by_id)


def test_a_proposal_falls_when_somebody_raises_the_matter_further(cast: Cast) -> None:
    matter = raised(cast, steps.handling(cast), to="sensitive")
    propose_lowering(ref=matter.ref, to="normal", reason="不再需要", by=cast.approver, now=LATER)
    raised(cast, matter, by=cast.lawyer)
    statuses = matter.label_changes.order_by("id").values_list("status", flat=True)
    assert list(statuses) == ["done", "declined", "done"]


def test_what_cannot_be_raised_is_refused_with_what_to_do(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(LawForbids, match="涉密载体") as refusal:
        raised(cast, matter, ground="state_secret")
    assert refusal.value.code == "state_secret"
    for wrong in ({"ground": "law"}, {"to": "secret"}, {"reason": " "}):
        with pytest.raises(BadInput):
            raised(cast, matter, **wrong)
    with pytest.raises(WrongState):
        raised(cast, matter, to="normal")
    with pytest.raises(NotAllowed):
        raised(cast, matter, by=cast.applicant)
    with pytest.raises(Stale):
        raised(cast, matter, version=matter.version - 1)
    assert AuditRow.objects.filter(action="raise_label", result="refused").count() == 7


def test_a_childs_notice_is_sensitive_by_itself_and_cannot_be_made_ordinary(cast: Cast) -> None:
    matter = steps.notified(cast, person=CHILD, reason="minor")
    assert matter.label == "sensitive"
    change = matter.label_changes.get()
    assert (change.ground, change.by, "未成年人保护法 103" in change.reason) == ("law", None, True)
    with pytest.raises(LawForbids, match="未成年人") as refusal:
        propose_lowering(ref=matter.ref, to="normal", reason="不需要", by=cast.clerk, now=LATER)
    assert refusal.value.code == "below_law"
    assert verified() == []


def test_a_sexual_offence_is_sensitive_on_arrival_and_everybody_at_the_desk_goes_on_with_it(
    cast: Cast,
) -> None:
    matter = steps.notified(cast, offence="强奸罪")
    assert matter.label == "sensitive"
    assert {"assigner", "clerk", "closing_reviewer", "court_officer"} <= seeing(cast, matter)
    assert verified() == []


def test_what_a_window_writes_down_is_sealed_by_whoever_thinks_it_must_be(cast: Cast) -> None:
    given = {"subject": "victim_representation", "form": "litigation", "offence": "猥亵罪"}
    matter = raised(cast, steps.submitted(cast, **given), by=cast.clerk, ground="sexual")
    assert matter.label == "sealed"
    assert seeing(cast, matter) == {"approver", "head", "clerk", "applicant"}
    name_for_sealed(ref=matter.ref, staff=(cast.people["assigner"].pk,), by=cast.approver, now=LATER)
    assert "assigner" in seeing(cast, matter)
    assert not Words.objects.filter(matter=matter).exists()


def test_the_file_of_a_juvenile_defendant_is_sealed_when_it_is_archived(cast: Cast) -> None:
    matter = defended_child(cast)
    assert matter.label == "sensitive"
    matter = cases.archive_case(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
    assert matter.label == "sealed"
    assert {"approver", "closing_reviewer", "assigner", "clerk"} <= seeing(cast, matter)
    assert not {"finance", "examiner"} & seeing(cast, matter)
    told = Message.objects.filter(template="sealed_by_law")
    assert {message.person for message in told} == {cast.people["approver"], cast.people["head"]}
    cases.follow_up(ref=matter.ref, satisfied=5, by=cast.clerk, now=LATER)  # is still theirs to ask
    with pytest.raises(LawForbids, match="286"):
        propose_lowering(ref=matter.ref, to="normal", reason="不需要", by=cast.approver, now=LATER)
    assert verified() == []


def defended_child(cast: Cast) -> Matter:
    """A child's defence that has been closed."""
    matter = steps.notified(cast, person=CHILD, reason="minor", offence="盗窃罪")
    ref, lawyer = matter.ref, cast.people["defender"]
    assign_lawyer(ref=ref, lawyer=lawyer.pk, by=cast.assigner, now=LATER)
    cases.sign_agreement(ref=ref, by=cast.defender, now=LATER)
    given = {"outcome": "opinion_adopted", "document": "刑事判决书", "received_on": NOW.date()}
    closing = cases.close_case(ref=ref, **given, papers=PAPERS, by=cast.defender, now=LATER)
    return cases.accept_closing(ref=closing.ref, by=cast.closing_reviewer, now=LATER)


def test_what_follows_a_matter_is_as_confidential(cast: Cast) -> None:
    matter = raised(cast, steps.received(cast), staff=(cast.people["clerk"].pk,))
    to = cast.other_agency.division_id
    intake.redirect_application(ref=matter.ref, to=to, reason="不在本县", by=cast.clerk, now=LATER)
    follower = Matter.objects.get(previous=matter)
    assert (follower.label, follower.label_changes.get().ground) == ("sealed", "privacy")
    assert "far_clerk" not in seeing(cast, follower)
    assert verified() == []


def test_a_corrected_birth_date_raises_the_matter_in_the_night(cast: Cast) -> None:
    matter = steps.received(cast)
    Person.objects.filter(pk=cast.people["applicant"].pk).update(born=date(2012, 1, 1))
    assert labels.settle_all(system("时钟"), LATER) == 1
    matter.refresh_from_db()
    assert matter.label == "sensitive"
    assert labels.settle_all(system("时钟"), LATER) == 0


def test_the_question_that_led_to_a_sealed_matter_leaves_the_list_of_questions(cast: Cast) -> None:
    asked = intake.register_consultation(
        agency=cast.agency.pk,
        channel="window",
        question="被人打伤",
        answer="可以申请",
        by=cast.clerk,
        now=LATER,
    )
    matter = steps.submitted(cast, consultation=asked.ref)
    assert consultations_of(cast.examiner).filter(pk=asked.pk).exists()
    raised(cast, matter)
    assert not consultations_of(cast.examiner).filter(pk=asked.pk).exists()
    assert consultations_of(cast.approver).filter(pk=asked.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"label": "normal"}, "应为 保密级别 sealed"),
        ({"label": "sensitive"}, "应为 保密级别 sealed"),
    ],
)
def test_verify_names_a_label_that_nobody_set(cast: Cast, wrong: dict[str, str], says: str) -> None:
    matter = raised(cast, steps.handling(cast))
    Matter.objects.filter(pk=matter.pk).update(**wrong)
    assert any(says in each for each in verified())


def test_verify_names_words_of_a_sealed_matter_and_a_level_below_the_law(cast: Cast) -> None:
    matter = raised(cast, steps.handling(cast))
    Words.objects.create(matter=matter, words="")
    low = steps.submitted(cast, subject="domestic_violence")
    low.label_changes.all().delete()
    Matter.objects.filter(pk=low.pk).update(label="normal")
    found = verified()
    assert any("封存的不在内容索引里" in each for each in found)
    assert any("保密级别至少 sensitive" in each for each in found)
