"""Personal numbers stand encrypted: unreadable in the table, findable by their exact value, bound to their column."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from fayuan.core.keys import NoKey, Ring, ensure_ring, make_ring, read_ring
from fayuan.people.models import Person
from fayuan.people.queries import by_id_number, by_phone

from cast import ID_NUMBERS, Cast


def ring_of(tmp_path: Path, cipher: str) -> Ring:
    path = tmp_path / f"{cipher}.json"
    path.write_text(make_ring(cipher))  # type: ignore[arg-type]  # parametrised by name
    return read_ring(path)


def raw(column: str, person: Person) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])


def test_the_table_holds_no_number_in_clear(cast: Cast) -> None:
    person = cast.people["applicant"]
    for column in ("id_number", "phone"):
        assert getattr(person, column).encode() not in raw(column, person)


def test_a_person_is_found_by_the_exact_number_however_it_is_typed(cast: Cast) -> None:
    person = cast.people["applicant"]
    typed = " ".join(ID_NUMBERS["applicant"])
    assert by_id_number(typed).get() == person
    assert by_phone("139-0000-0001").get() == person
    assert not by_phone("13900000009").exists()


def test_the_same_number_encrypts_differently_each_time(cast: Cast) -> None:
    person = cast.people["applicant"]
    before = raw("phone", person)
    person.save()
    assert raw("phone", person) != before


def test_an_encrypted_column_cannot_be_asked_for_a_value(cast: Cast) -> None:
    with pytest.raises(TypeError):
        Person.objects.filter(phone="13900000001").exists()


@pytest.mark.parametrize("cipher", ["AES-GCM", "SM4-GCM"])
@given(text=st.text(max_size=200))
def test_what_is_sealed_opens_again_and_only_under_its_label(
    tmp_path_factory: pytest.TempPathFactory, cipher: str, text: str
) -> None:
    ring = ring_of(tmp_path_factory.mktemp("ring"), cipher)
    sealed = ring.encrypt(text.encode(), b"table.column")
    assert ring.decrypt(sealed, b"table.column").decode() == text
    with pytest.raises(InvalidTag):
        ring.decrypt(sealed, b"table.other")


@pytest.mark.parametrize("cipher", ["AES-GCM", "SM4-GCM"])
def test_an_altered_byte_is_noticed(tmp_path: Path, cipher: str) -> None:
    ring = ring_of(tmp_path, cipher)
    sealed = bytearray(ring.encrypt(b"970102198504201236", b"label"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        ring.decrypt(bytes(sealed), b"label")


def test_an_old_key_still_reads_after_a_new_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(make_ring())
    old = read_ring(path)
    sealed = old.encrypt(b"text", b"label")
    data = json.loads(path.read_text())
    data["keys"]["2"], data["current"] = base64.b64encode(b"k" * 32).decode(), "2"
    (tmp_path / "new.json").write_text(json.dumps(data))
    new = read_ring(tmp_path / "new.json")
    assert new.decrypt(sealed, b"label") == b"text"
    assert new.encrypt(b"text", b"label")[1:3] == b"\x00\x02"


def test_without_its_key_a_value_says_which_one_is_missing(tmp_path: Path) -> None:
    ring = ring_of(tmp_path, "AES-GCM")
    sealed = Ring("AES-GCM", 7, {7: b"k" * 32}, b"i" * 32).encrypt(b"text", b"label")
    with pytest.raises(NoKey, match="key 7"):
        ring.decrypt(sealed, b"label")


def test_a_keyring_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "keys.json"
    ensure_ring(path)
    first = path.read_text()
    ensure_ring(path)
    assert path.read_text() == first
    assert path.stat().st_mode & 0o077 == 0
