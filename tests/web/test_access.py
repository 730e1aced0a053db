"""The access matrix: every address × every standing person × own and foreign objects × GET and POST.

`access.yaml` has one row for each address, under the name by which templates call it:

    audience   who the page says it is for, as in `page(audience)`
    about      what kind of object the <ref> in its path is (`standing.OBJECTS`); nothing where there is none
    with       what else stands in its path
    get, post  status: who gets it for an object of their own; without the word, the method is not admitted (405)
    others     what everybody else gets: 404, or the way to sign in (302), unless the row says another
    scope      `everywhere`, where the object belongs to nobody's scope and own and foreign are the same

A foreign object belongs to another county, with people of its own: nobody of the standing persons finds it.
A POST is sent with an empty form. Nothing that an answer changed is kept.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from fayuan.web.shared import page

from addresses import addresses
from cast import Cast
from standing import EVERYONE, FOREIGN, OBJECTS, OUTSIDE, OWN, PERSONS, SIGNED_OUT, World, world

SIGN_IN, NOT_FOUND, NOT_ADMITTED = 302, 404, 405
METHODS = ("get", "post")


@dataclass(frozen=True)
class Row:
    """One line of the matrix; `answers` maps a method to the status of each person named for it."""

    name: str
    audience: str
    about: str = ""
    others: int | None = None
    everywhere: bool = False
    path: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[str, ...]:
        """Whose objects are asked about; an address about no object is asked once."""
        return (OWN, FOREIGN) if self.about else (OWN,)

    def expected(self, method: str, person: str, side: str) -> int:
        """The status that the person must get."""
        if method not in self.answers:
            return NOT_ADMITTED
        named = self.answers[method]
        if person in named and (side == OWN or self.everywhere):
            return named[person]
        if self.others is not None and person not in named:
            return self.others
        return SIGN_IN if person in OUTSIDE and self.audience not in {"anyone", "api"} else NOT_FOUND


@dataclass(frozen=True)
class Cell:
    """One question: who asks how for what on whose object."""

    method: str
    person: str
    side: str
    expected: int


def read_rows() -> dict[str, Row]:
    """The rows of `access.yaml`, with its groups of persons spelt out."""
    told = yaml.safe_load((Path(__file__).parent / "access.yaml").read_text())
    groups = {"everyone": EVERYONE, "signed_in": PERSONS}
    groups |= {name: tuple(persons.split()) for name, persons in told["groups"].items()}
    return {name: read_row(name, given, groups) for name, given in told["rows"].items()}


def read_row(name: str, given: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> Row:
    """One row as it stands in the file."""
    answers = {
        method: {
            person: status
            for status, named in given[method].items()
            for word in named.split()
            for person in groups.get(word, (word,))
        }
        for method in METHODS
        if method in given
    }
    return Row(
        name,
        given["audience"],
        given.get("about", ""),
        given.get("others"),
        given.get("scope") == "everywhere",
        given.get("with", {}),
        answers,
    )


def cells(row: Row) -> list[Cell]:
    """All that is asked of one address. A method that is not admitted is refused before anybody is looked at."""
    return [
        Cell(method, person, side, row.expected(method, person, side))
        for method in METHODS
        for side in row.sides
        for person in (EVERYONE if method in row.answers else (SIGNED_OUT,))
    ]


ADDRESSES, ROWS = addresses(), read_rows()
BOTH = sorted(ADDRESSES.keys() & ROWS.keys())


@pytest.fixture(scope="module")
def standing(django_db_setup: Cast, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), world(django_db_setup) as built:
        yield built


def wrong_answers(row: Row, standing: World) -> list[str]:
    """A sentence for each person who got another answer than the row says."""
    found = []
    for side in row.sides:
        given = {"ref": standing.ref(row.about, side)} if row.about else {}
        url = reverse(row.name, kwargs={**given, **row.path})
        for cell in (cell for cell in cells(row) if cell.side == side):
            status = standing.ask(cell.person, cell.method, url)
            if status != cell.expected:
                found.append(f"{cell.method} {side} {cell.person}: {status}, the row says {cell.expected}")
    return found


@pytest.mark.parametrize("name", BOTH)
def test_everybody_gets_what_the_row_says(standing: World, name: str) -> None:
    wrong = wrong_answers(ROWS[name], standing)
    assert not wrong, "\n".join([name, *wrong])


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    told = [
        f"{name} has no row: say in tests/web/access.yaml who may open it" for name in ADDRESSES.keys() - ROWS
    ]
    told += [f"{name} has a row, but no such address exists" for name in ROWS.keys() - ADDRESSES]
    assert not told, "\n".join(sorted(told))


def test_every_view_says_for_whom_it_is_and_the_row_says_the_same() -> None:
    told = [
        f"{name}: the view says {address.audience or 'nothing: it lacks @page'}, the row {ROWS[name].audience}"
        for name, address in ADDRESSES.items()
        if name in ROWS and address.audience != ROWS[name].audience
    ]
    assert not told, "\n".join(told)


def test_every_row_names_what_stands_in_its_path() -> None:
    told = [
        f"{name}: the path wants {sorted(ADDRESSES[name].arguments)}, the row gives {sorted(given)}"
        for name, given in (
            (name, {*ROWS[name].path, *(["ref"] if ROWS[name].about else [])}) for name in BOTH
        )
        if given != ADDRESSES[name].arguments
    ]
    assert not told, "\n".join(told)


def test_every_row_speaks_of_standing_persons_and_objects() -> None:
    for row in ROWS.values():
        named = {person for answers in row.answers.values() for person in answers}
        assert named <= set(EVERYONE), f"{row.name} names {sorted(named - set(EVERYONE))}, whom nobody knows"
        assert not row.about or row.about in OBJECTS, f"{row.name} is about {row.about}, which nobody builds"


def test_a_page_that_lost_its_audience_is_noticed(standing: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "admits", lambda audience, actor: True)
    assert wrong_answers(ROWS["desk:worklist"], standing)


def test_the_matrix_is_large_enough_to_mean_something(capsys: pytest.CaptureFixture[str]) -> None:
    count = sum(len(cells(ROWS[name])) for name in BOTH)
    with capsys.disabled():
        sys.stdout.write(f" {len(BOTH)} addresses × {len(EVERYONE)} persons: {count:,} cells ")
    assert len(PERSONS) >= 16
