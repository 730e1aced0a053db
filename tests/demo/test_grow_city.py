"""The grown city: copies are like what was driven through the operations, but it is all somebody else's."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db.models import Max, Min, Model
from pytest_django.plugin import DjangoDbBlocker

from fayuan.core.clock import SHANGHAI
from fayuan.core.models import AuditRow
from fayuan.demo.city import grow
from fayuan.demo.copies.days import text
from fayuan.demo.copies.originals import Original, read
from fayuan.demo.copies.tables import tables
from fayuan.demo.loading import load
from fayuan.dossier.models import Paper
from fayuan.intake.models import Consultation
from fayuan.matters.models import Grant, Matter, Party, Timer, Transition
from fayuan.people.identity import is_id_number, is_mobile
from fayuan.people.models import Person
from fayuan.play.verify import differences

from databases import own_database

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=SHANGHAI)
DRIVEN, GROWN = 8, 300
SHAPED = ("state", "subject", "form", "stage", "origin", "means_test", "forum_kind")
"""Columns of a matter in which a copy must be one of the originals."""


@pytest.fixture(scope="module")
def originals(
    request: pytest.FixtureRequest, django_db_setup: object, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[Original]]:
    """What was driven; the city is grown from it by then."""
    with own_database(request.config, "grown"), django_db_blocker.unblock():
        load(NOW, seed=97, ordinary=DRIVEN)
        driven = read()
        grow(GROWN, seed=97, say=lambda _: None)
        yield driven


@pytest.fixture
def driven(originals: list[Original]) -> set[int]:
    """The ids of the matters that were driven."""
    return {row[0] for original in originals for _, row in original.each("matters_matter")}


def test_there_are_as_many_matters_as_were_asked_for_and_verify_finds_nothing(driven: set[int]) -> None:
    assert GROWN <= Matter.objects.count() <= GROWN + 2  # those that followed one another come together
    assert len(driven) < GROWN / 3
    assert [str(each) for each in differences()] == []


def test_a_copy_has_a_way_behind_it_that_an_original_has_gone(driven: set[int]) -> None:
    known = {shape(matter) for matter in Matter.objects.filter(pk__in=driven)}
    assert {shape(matter) for matter in Matter.objects.exclude(pk__in=driven)} <= known


def shape(matter: Matter) -> tuple[object, ...]:
    """What a copy has in common with its original: columns, steps, and how many rows hang on it by table."""
    steps = tuple(matter.transitions.order_by("order").values_list("step", flat=True))
    rows = tuple(
        len(list(related_rows(matter, table.model))) for table in tables() if table.owner == "matter_id"
    )
    return (*[getattr(matter, name) for name in SHAPED], steps, rows)


def related_rows(matter: Matter, model: type[Model]) -> Iterator[Model]:
    yield from model._base_manager.filter(matter=matter)


def test_nobody_of_a_copy_is_in_an_original(driven: set[int]) -> None:
    before = Party.objects.filter(matter__in=driven, person__isnull=False).values("person")
    after = Party.objects.exclude(matter__in=driven).filter(person__isnull=False)
    assert not after.filter(person__in=before).exists()
    numbers = Counter(person.id_number for person in Person.objects.all() if person.id_number)
    assert max(numbers.values()) == 1
    assert all(is_id_number(number) and number.startswith("97") for number in numbers)
    assert all(is_mobile(person.phone) for person in Person.objects.exclude(phone_index=None))
    assert not Person.objects.filter(is_fictional=False).exists()


def test_a_person_is_found_by_the_number_that_they_have() -> None:
    index = Person._meta.get_field("id_number_index")
    for person in Person.objects.exclude(id_number_index=None).order_by("-pk")[:20]:
        assert bytes(person.id_number_index) == index.digest(person.id_number)  # type: ignore[union-attr]


def test_papers_name_whom_the_copy_is_about() -> None:
    for paper in Paper.objects.order_by("-pk").select_related("matter")[:50]:
        names = {paper.matter.title_name, *paper.matter.parties.values_list("name", flat=True)}
        assert paper.data.get("applicant_name", paper.matter.title_name) in names
        assert paper.data.get("matter_number", paper.matter.number) == paper.matter.number


def test_what_is_over_lies_in_the_past_years_and_what_is_under_way_in_these_weeks(driven: set[int]) -> None:
    copies = Matter.objects.exclude(pk__in=driven)
    running = Timer.objects.filter(ended_at=None).values("matter")
    ages = copies.aggregate(first=Min("opened_at"), last=Max("opened_at"))
    assert ages["first"] < NOW - timedelta(days=3 * 365)
    assert not copies.filter(pk__in=running, opened_at__lt=NOW - timedelta(days=200)).exists()
    assert not Transition.objects.filter(at__gt=NOW).exists()


def test_the_applicant_of_a_copy_sees_it(driven: set[int]) -> None:
    copies = Party.objects.exclude(matter__in=driven).filter(role="applicant", matter__origin="application")
    for party in copies.select_related("person")[:20]:
        assert party.person is not None
        assert Grant.objects.filter(matter=party.matter_id, holder=party.person.holder).exists()


def test_the_trail_tells_of_copies_under_their_own_references(driven: set[int]) -> None:
    for matter in Matter.objects.exclude(pk__in=driven).order_by("-pk")[:5]:
        assert AuditRow.objects.filter(subject_id=matter.ref).exists()


def test_questions_come_with_the_matters() -> None:
    assert Consultation.objects.filter(matter=None).count() > 5 * GROWN


def test_days_in_texts_move_and_numbers_like_days_stay() -> None:
    week = timedelta(weeks=-1)
    assert text("请在2026年3月2日前补正（2026-03-02）", week) == "请在2026年2月23日前补正（2026-02-23）"
    assert text("2026年13月40日，20元", week) == "2026年13月40日，20元"
