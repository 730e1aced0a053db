"""A province in small: the same cities, offices and copies as at true size, fewer of them."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from random import Random

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from fayuan.core.clock import SHANGHAI
from fayuan.demo.bulk.growth import grow_province
from fayuan.demo.copies.plan import Wanted
from fayuan.demo.country.map import Country
from fayuan.demo.likeness import drawn, unlike
from fayuan.demo.loading import load
from fayuan.intake.models import Consultation
from fayuan.matters.models import Grant, Matter
from fayuan.matters.search import search
from fayuan.messaging.labels import raise_label
from fayuan.messaging.models import Message
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer, Person
from fayuan.people.queries import actor_of
from fayuan.play.verify import differences

from databases import own_database, owner_of

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=SHANGHAI)
SMALL = Country(cities=3, counties=12, stations=24, liaison_points=60, firm_sets=2, alternates=2)
WANTED = Wanted(matters=400, questions=900, matters_at_once=3, questions_at_once=5)


@pytest.fixture(scope="module")
def driven(
    request: pytest.FixtureRequest, django_db_setup: object, django_db_blocker: DjangoDbBlocker
) -> Iterator[int]:
    """The id of the last matter that was driven; the province is grown by then."""
    with own_database(request.config, "province") as name, django_db_blocker.unblock():
        load(NOW, seed=97, ordinary=8)
        seal_one()
        last = Matter.objects.latest("id").pk
        before, resting = catalogue(), []
        grow_province(
            WANTED,
            SMALL,
            owner=owner_of(request.config, name),
            seed=97,
            now=NOW,
            say=lambda _how_far: resting.append(left_alone()),
        )
        assert catalogue() == before
        assert max(resting) > 0 == left_alone()
        yield last


def seal_one() -> None:
    """A clerk seals a matter, and so is one of those who see it."""
    matter = Matter.objects.filter(state="archived", agency__division="970102").earliest("id")
    clerk = Person.objects.get(account__username="clerk")
    by = actor_of(clerk, NOW, account=clerk.account, channel="page")
    raise_label(ref=matter.ref, to="sealed", ground="privacy", reason="对方多次打听", by=by, now=NOW)


CASTS = re.compile(r"::(character varying|text)(\[\])?|[()\[\] ]")
"""What PostgreSQL writes differently when it reads its own description again."""


def catalogue() -> Counter[str]:
    """Every index and constraint, as the database describes it; not of the audit trail's months, of which more come."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text || conname || pg_get_constraintdef(oid) || convalidated FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace AND conparentid = 0 AND contype <> 'n'"
            " AND conrelid::regclass::text !~ '^core_auditrow_[0-9]' UNION ALL SELECT indexdef FROM pg_indexes"
            " WHERE schemaname = 'public' AND tablename !~ '^core_auditrow_'"
        )
        return Counter(CASTS.sub("", row[0]) for row in cursor.fetchall())


def left_alone() -> int:
    """How many tables the server does not tidy by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE 'autovacuum_enabled=off' = ANY(reloptions)")
        return int(cursor.fetchone()[0])


def test_there_is_as_much_as_was_asked_for_and_verify_finds_nothing(driven: int) -> None:
    copies = Matter.objects.filter(pk__gt=driven).count()
    assert WANTED.matters <= copies <= WANTED.matters + 2
    assert Consultation.objects.filter(matter=None).count() >= WANTED.questions
    assert [str(each) for each in differences()] == []


def test_copies_look_like_what_was_driven_in_every_table(driven: int) -> None:
    chosen = drawn(driven, 200, Random(1))
    assert len(chosen) == 200
    assert [str(each) for each in unlike(driven, chosen)] == []


def test_case_numbers_are_those_of_the_authority_in_charge_and_given_once(driven: int) -> None:
    numbers = dict(Matter.objects.exclude(case_number="").values_list("pk", "case_number"))
    assert {re.sub(r"^.(?=检|公)|\d+|（|）", "", each) for pk, each in numbers.items() if pk > driven} <= {
        "检刑诉〔〕号",
        "公刑〔〕号",
        "岭刑初号",
    }
    for matter in Matter.objects.filter(pk__gt=driven, case_number__contains="检").select_related(
        "authority"
    ):
        assert matter.authority is not None
        assert matter.case_number[0] == matter.authority.name[0]
    assert max(Counter(numbers.values()).values()) == 1


def test_every_office_that_numbers_papers_has_letters_of_its_own(driven: int) -> None:
    letters = list(
        Institution.objects.filter(kind__in=("bureau", "agency"), is_fictional=True).values_list(
            "number_prefix", flat=True
        )
    )
    assert "" not in letters
    assert len(set(letters)) == len(letters)


def test_a_copy_that_lacks_something_is_noticed(driven: int) -> None:
    chosen = drawn(driven, 5, Random(2))
    Matter.objects.filter(pk=chosen[0]).update(title_name="")
    Message.objects.filter(matter=chosen[1]).update(template="never_sent")
    found = {each.table for each in unlike(driven, chosen)}
    assert "matters_matter" in found
    assert ("messaging_message" in found) == Message.objects.filter(matter=chosen[1]).exists()


def test_matters_are_all_over_the_province_with_their_own_offices_and_lawyers(driven: int) -> None:
    copies = Matter.objects.filter(pk__gt=driven)
    assert len(set(copies.values_list("agency", flat=True))) > SMALL.counties / 2
    for matter in copies.exclude(handler=None).select_related("agency", "unit", "authority", "handler")[:50]:
        assert matter.unit is not None
        assert matter.handler is not None
        assert matter.unit.division_id[:4] == matter.agency.division_id[:4]
        assert Lawyer.objects.get(person=matter.handler).unit_id == matter.unit_id
        assert matter.agency.number_prefix in matter.number
        if matter.authority:
            assert matter.authority.division_id[:4] == matter.agency.division_id[:4]


def test_messages_name_the_matter_by_its_own_letters(driven: int) -> None:
    told = Message.objects.filter(matter__gt=driven, text__isnull=False).select_related("matter")[:200]
    named = [each for each in told if "末四位" in each.text]
    assert named
    assert all(each.matter and each.matter.ref[-4:] in each.text for each in named)


def test_numbers_of_people_are_given_once(driven: int) -> None:
    people = list(Person.objects.exclude(id_number_index=None).values_list("id_number", "phone"))
    assert max(Counter(number for number, _phone in people).values()) == 1
    assert max(Counter(phone for _number, phone in people if phone.startswith("142")).values()) == 1


def test_whoever_works_in_another_county_finds_its_matters(driven: int) -> None:
    clerk = Person.objects.get(account__username="clerk-970202")
    actor = actor_of(clerk, NOW, account=clerk.account, channel="page")
    agency = Institution.objects.get(kind="agency", division="970202")
    own = Matter.objects.filter(pk__in=Grant.objects.filter(holder=agency.holder).values("matter")).first()
    assert own is not None
    assert [found.pk for found in search(own.ref, actor, NOW)] == [own.pk]


def test_the_counties_have_their_points_of_service(driven: int) -> None:
    counts = Counter(Institution.objects.filter(is_fictional=True).values_list("kind", flat=True))
    assert counts["agency"] == 1 + SMALL.cities + SMALL.counties
    assert counts["station"] == SMALL.stations
    assert counts["liaison_point"] == SMALL.liaison_points
    assert Lawyer.objects.count() == 8 + SMALL.counties * SMALL.firm_sets * SMALL.alternates * 8
