"""A colleague does the work of an absent approver: named by a head, from one day to another, with four eyes kept."""

from datetime import date, datetime, timedelta

import pytest

from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.core.models import AuditRow
from fayuan.intake.operations import grant_application
from fayuan.people.models import Post
from fayuan.people.operations import close_account, end_post, end_stand_in, name_stand_in

import steps
from cast import NOW, Cast

FIRST, LAST = date(2026, 6, 15), date(2026, 6, 19)
DURING = datetime(2026, 6, 16, 10, 0, tzinfo=SHANGHAI)
AFTER = datetime(2026, 6, 20, 0, 0, tzinfo=SHANGHAI)


def post_of(cast: Cast, key: str, role: str = "approver") -> Post:
    return cast.people[key].posts.get(role=role)


def named(cast: Cast, person: str = "clerk", by: str = "head", **changes: object) -> Post:
    """The clerk stands in for the approver for a working week, named by the head."""
    given: dict[str, object] = {
        "post": post_of(cast, "approver").ref,
        "person": cast.people[person].pk,
        "first_day": FIRST,
        "last_day": LAST,
        "by": cast.actor(by),
        "now": NOW,
    }
    return name_stand_in(**{**given, **changes})


def test_the_right_begins_and_ends_by_its_days(cast: Cast) -> None:
    named(cast)
    place = cast.agency.pk
    assert not cast.actor("clerk", NOW).has("approver", place)
    assert cast.actor("clerk", DURING).has("approver", place)
    assert not cast.actor("clerk", AFTER).has("approver", place)


def test_a_decision_carries_both_names(cast: Cast) -> None:
    named(cast)
    matter = steps.examined(cast, DURING - timedelta(minutes=30))
    grant_application(ref=matter.ref, by=cast.actor("clerk", DURING), now=DURING)
    assert matter.transitions.get(step="grant").by_name == "林某（代马某）"
    assert matter.entries.get(kind="grant").by_name == "林某（代马某）"
    assert matter.papers.get(form="grant_decision").by_name == "林某（代马某）"


def test_the_examiner_does_not_approve_what_they_examined_for_anybody(cast: Cast) -> None:
    named(cast, "examiner")
    matter = steps.examined(cast, DURING - timedelta(minutes=30))
    with pytest.raises(NotAllowed, match="由另一位同事审批"):
        grant_application(ref=matter.ref, by=cast.actor("examiner", DURING), now=DURING)


def test_what_one_does_in_ones_own_right_carries_ones_own_name_alone(cast: Cast) -> None:
    named(cast)
    assert cast.actor("clerk", DURING).signing("clerk", cast.agency.pk).name == "林某"
    assert cast.actor("head", DURING).signing("approver", cast.agency.pk).name == "郑某"


def test_naming_and_ending_stand_in_the_trail(cast: Cast) -> None:
    lent = named(cast)
    end_stand_in(ref=lent.ref, by=cast.approver, now=NOW)
    rows = AuditRow.objects.filter(action__in=("name_stand_in", "end_stand_in")).order_by("id")
    assert [(row.action, row.actor_name, row.subject_id) for row in rows] == [
        ("name_stand_in", "郑某", lent.ref),
        ("end_stand_in", "马某", lent.ref),
    ]
    assert not cast.actor("clerk", DURING).has("approver")


def test_the_holder_may_name_somebody_themself(cast: Cast) -> None:
    lent = named(cast, by="examiner", post=post_of(cast, "examiner", "examiner").ref)
    assert lent.named_by == "何某"


@pytest.mark.parametrize(
    ("by", "refused"), [("clerk", NotAllowed), ("far_clerk", NotFound), ("lawyer", NotFound)]
)
def test_others_lend_nobodys_post(cast: Cast, by: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        named(cast, "finance", by=by)


def test_nobody_names_themself(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="不能安排自己代班"):
        named(cast, "head", post=post_of(cast, "clerk", "clerk").ref)


def test_a_lent_post_is_lent_no_further(cast: Cast) -> None:
    named(cast)
    with pytest.raises(NotAllowed):
        named(cast, "finance", post=post_of(cast, "examiner", "examiner").ref, by="clerk", now=DURING)


@pytest.mark.parametrize("person", ["far_clerk", "lawyer", "head", "applicant"])
def test_only_a_colleague_of_the_desk_without_that_post_stands_in(cast: Cast, person: str) -> None:
    with pytest.raises(BadInput):
        named(cast, person, by="approver")


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 6, 11), LAST, "first_day"),
        (FIRST, date(2026, 6, 14), "last_day"),
        (FIRST, date(2026, 12, 31), "last_day"),
    ],
)
def test_days_are_days_to_come_in_their_order_and_not_too_many(
    cast: Cast, first: date, last: date, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        named(cast, first_day=first, last_day=last)
    assert field in refused.value.fields


def test_one_stand_in_at_a_time(cast: Cast) -> None:
    named(cast)
    with pytest.raises(WrongState):
        named(cast, "finance", first_day=LAST, last_day=LAST)
    assert named(cast, "finance", first_day=date(2026, 6, 22), last_day=date(2026, 6, 22))


def test_when_the_post_ends_so_does_what_was_lent_of_it(cast: Cast) -> None:
    named(cast)
    end_post(ref=post_of(cast, "approver").ref, by=cast.security, now=NOW)
    assert not cast.actor("clerk", DURING).has("approver")


@pytest.mark.parametrize("leaver", ["clerk", "approver"])
def test_who_leaves_lends_and_is_lent_nothing(cast: Cast, leaver: str) -> None:
    named(cast)
    close_account(ref=cast.account(leaver).ref, by=cast.administrator, now=NOW)
    assert not cast.actor("clerk", DURING).has("approver")
