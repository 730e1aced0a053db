"""The demonstration city as it stands when it is loaded: every state, nobody real, nothing that `verify` finds."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.plugin import DjangoDbBlocker

from fayuan.cases.models import Payment
from fayuan.core.clock import SHANGHAI
from fayuan.core.models import AuditRow
from fayuan.demo.loading import load
from fayuan.demo.roster import CITIZENS, COUNSEL, OFFICIALS, PASSWORD
from fayuan.demo.rules import FOLDER
from fayuan.intake.models import Assessment, Consultation, Draft
from fayuan.law.lifecycles import STATES
from fayuan.law.rules import check
from fayuan.matters.models import Matter, RuleEntry, Timer
from fayuan.messaging.models import Message
from fayuan.network.models import Institution
from fayuan.people.identity import is_id_number
from fayuan.people.models import Account, Person, Role
from fayuan.people.queries import posts_of
from fayuan.play.verify import differences

from databases import own_database

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=SHANGHAI)  # a Sunday, some weeks after the holidays of October
NEVER_LEFT = {"draft", "granted", "suspended"}  # states in which no operation leaves a matter


@pytest.fixture(scope="module", autouse=True)
def city(
    request: pytest.FixtureRequest, django_db_setup: object, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The city, loaded once into a database of its own."""
    with own_database(request.config, "demo"), django_db_blocker.unblock():
        load(NOW, seed=97)
        yield


def test_there_is_a_matter_in_every_state() -> None:
    assert set(Matter.objects.values_list("state", flat=True)) == set(STATES) - NEVER_LEFT


def test_verify_finds_nothing() -> None:
    assert [str(each) for each in differences()] == []


def test_nobody_is_real() -> None:
    assert not Person.objects.filter(is_fictional=False).exists()
    assert not Institution.objects.filter(is_fictional=False).exists()


def test_identity_numbers_are_possible_and_of_places_that_do_not_exist() -> None:
    numbers = [person.id_number for person in Person.objects.all() if person.id_number]
    assert len(numbers) == len(CITIZENS) == len(set(numbers))
    assert all(is_id_number(number) and number.startswith("97") for number in numbers)


def test_everybody_is_as_old_as_the_roster_says() -> None:
    today = NOW.date()
    born = dict(Person.objects.values_list("name", "born"))
    for each in CITIZENS:
        birth = born[each.name]
        assert today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day)) == each.age


def test_every_role_but_the_peer_reviewer_has_somebody() -> None:
    held = {
        role
        for person in Person.objects.all()
        for role in posts_of(person, NOW).values_list("role", flat=True)
    }
    assert held == set(Role.values) - {Role.REVIEWER}


def test_whoever_is_listed_signs_in_with_the_one_password() -> None:
    accounts = {account.username: account for account in Account.objects.all()}
    assert set(accounts) == {each.username for each in (*OFFICIALS, *COUNSEL)}
    assert accounts["clerk"].check_password(PASSWORD)
    assert not any(account.must_change_password for account in accounts.values())


def test_some_clocks_have_run_out_and_some_stand_still() -> None:
    overdue = Timer.objects.filter(status=Timer.Status.RUN_OUT, ended_at=None).values_list("name", flat=True)
    assert {"decide", "sign_agreement"} <= set(overdue)
    assert Timer.objects.filter(status=Timer.Status.PAUSED, name="decide").count() == 3


def test_nothing_was_sent_to_a_telephone_that_is_not_safe() -> None:
    unsafe = Message.objects.filter(person__may_text=False)
    assert {message.status for message in unsafe} == {Message.Status.WITHHELD}


def test_messages_have_left_and_papers_and_files_are_left_to_the_worker() -> None:
    assert not Message.objects.filter(status=Message.Status.QUEUED).exists()
    waiting = set(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True))
    assert waiting == {"dossier.draw", "dossier.examine"}


def test_questions_wait_beside_answered_ones_and_some_have_begun_to_write() -> None:
    assert Consultation.objects.filter(answered_at=None).exists()
    assert Consultation.objects.exclude(answered_at=None).exists()
    assert Consultation.objects.filter(appointment_at__gt=NOW).exists()
    assert Draft.objects.filter(matter=None).count() == 2


def test_nothing_lies_in_the_future_and_nothing_was_refused() -> None:
    assert not Matter.objects.filter(Q(opened_at__gt=NOW) | Q(changed_at__gt=NOW)).exists()
    assert not AuditRow.objects.exclude(result="done").exists()


def test_the_province_has_lines_and_amounts_of_its_own_entered_by_two_people_and_marked_as_invented() -> None:
    entries = RuleEntry.objects.all()
    assert check([FOLDER]) == []
    assert {entry.region[:2] for entry in entries} == {"97"}
    assert all("虚构" in entry.note and "虚构" in entry.basis for entry in entries)
    assert all(entry.proposed_by != entry.closed_by for entry in entries)
    waiting = entries.get(status="proposed")
    assert (waiting.value["amount"], waiting.valid_from) == ("1000 元", date(2027, 1, 1))
    assert set(entries.exclude(pk=waiting.pk).values_list("status", flat=True)) == {"approved"}


def test_incomes_are_compared_with_the_countys_own_line() -> None:
    tested = Assessment.objects.filter(path="means_tested", step="examine")
    said = [step["says"] for row in tested for step in row.workings if step["rule"] == "hardship.formula"]
    assert "1500 元 不高于 1920 元，符合标准。" in said
    assert not tested.filter(reason="means_undetermined").exists()


def test_nobody_was_granted_aid_on_incomplete_papers() -> None:
    assert not Assessment.objects.filter(step="grant", outcome="incomplete").exists()


def test_subsidies_are_reckoned_by_the_provinces_schedule() -> None:
    assert sorted(Payment.objects.values_list("amount_fen", flat=True)) == [128_000, 160_000, 160_000]


def test_loading_again_changes_nothing() -> None:
    before = AuditRow.objects.count()
    load(NOW, seed=1)
    assert AuditRow.objects.count() == before
