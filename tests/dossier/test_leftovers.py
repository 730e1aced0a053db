"""What was never committed leaves the shelf a week after it was first seen; nothing else does."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pictures
import psycopg
import pytest
from django.db import connection, transaction

from fayuan.core import clock
from fayuan.core.actor import Actor
from fayuan.core.keys import ring
from fayuan.dossier import inventory, leftovers, sendings, store
from fayuan.dossier.inventory_command import main
from fayuan.dossier.jobs import check_store
from fayuan.dossier.models import Blob, Leftover
from fayuan.intake.models import Draft
from fayuan.intake.operations import add_draft_file, drop_draft, save_draft
from fayuan.intake.operations.drafts import remind_of_drafts

from cast import NOW, Cast

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LONG_AGO = 1_000_000_000


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A store of the test's own."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def never_committed(content: bytes) -> str:
    """The name of bytes whose change was rolled back after they were written."""
    with transaction.atomic():
        blob = store.put(content, NOW)
        transaction.set_rollback(True)
    return store.name_of(blob.sha256)


def aged(folder: Path, *names: str) -> None:
    for name in names:
        os.utime(folder / name, (LONG_AGO, LONG_AGO))


@contextmanager
def nights(days: int) -> Iterator[None]:
    """So many days from now."""
    with clock.at(NOW + timedelta(days=days)):
        yield


def tidied(day: int) -> int:
    with nights(day):
        return leftovers.tidy(clock.now())


def test_what_was_rolled_back_goes_a_week_after_it_was_first_seen(cast: Cast, folder: Path) -> None:
    name, kept = never_committed(b"never"), store.put(b"kept", NOW)
    aged(folder, name, store.name_of(kept.sha256))
    assert [tidied(day) for day in (1, 2, 7)] == [0, 0, 0]
    assert (folder / name).exists()
    assert tidied(8) == 1
    assert not (folder / name).exists()
    assert store.get(kept) == b"kept"
    assert not Leftover.objects.exists()


def test_the_week_counts_from_the_first_sight_and_not_from_the_writing(cast: Cast, folder: Path) -> None:
    name = never_committed(b"old")
    aged(folder, name)
    assert tidied(300) == 0
    assert (folder / name).exists()


def test_what_somebody_puts_again_meanwhile_stays(cast: Cast, folder: Path) -> None:
    name = never_committed(b"twice")
    aged(folder, name)
    tidied(1)
    blob = store.put(b"twice", NOW)
    assert [tidied(day) for day in (8, 9)] == [0, 0]
    assert store.get(blob) == b"twice"
    assert not Leftover.objects.exists()


def test_a_row_that_is_there_keeps_its_bytes_from_being_taken_out(cast: Cast) -> None:
    blob = store.put(b"in use", NOW)
    store.take_out(blob.sha256, NOW)
    assert store.get(blob) == b"in use"
    assert Blob.objects.filter(pk=blob.pk).exists()


def test_bytes_taken_out_are_written_anew_when_put_again(cast: Cast, folder: Path) -> None:
    name = never_committed(b"again")
    store.take_out(Path(name).name, NOW)
    assert not (folder / name).exists()
    assert store.get(store.put(b"again", NOW)) == b"again"


def own_address() -> dict[str, Any]:
    """How to reach the test's own database on another line."""
    given = connection.get_connection_params()
    return {key: given[key] for key in ("dbname", "user", "password", "host", "port") if key in given}


def test_a_file_of_a_change_that_still_runs_is_not_seen(cast: Cast, folder: Path) -> None:
    name = never_committed(b"slow")
    with psycopg.connect(**own_address()) as other:
        began = other.execute("SELECT extract(epoch FROM now())").fetchone()  # and goes on
        assert began is not None
        os.utime(folder / name, (float(began[0]) + 1,) * 2)
        with clock.at(clock.now() + 30 * DAY):
            assert leftovers.find().leftover == []
    with connection.cursor() as cursor:  # what runs is seen as of once in a transaction, and the test is one
        cursor.execute("SELECT pg_stat_clear_snapshot()")
    with clock.at(clock.now() + 30 * DAY):
        assert leftovers.find().leftover == [name]


def test_the_check_tells_what_will_go_from_what_nobody_knows(
    cast: Cast, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = never_committed(b"ours")
    stranger, misplaced = store.name_of("0" * 64), "some/where/notes.txt"
    for name in (stranger, misplaced):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(b"not ours")
    aged(folder, ours, stranger, misplaced)
    found = inventory.check(NOW)
    assert (found.leftover, sorted(found.extra)) == ([ours], sorted([stranger, misplaced]))
    assert not found.is_clean
    assert [tidied(day) for day in (1, 9)] == [0, 1]
    assert (folder / stranger).exists()
    assert (folder / misplaced).exists()
    for name in (stranger, misplaced):
        (folder / name).unlink()
    assert main(["check"]) == 0


def test_leftovers_alone_are_no_fault(cast: Cast, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = never_committed(b"ours")
    aged(folder, name)
    assert main(["check"]) == 0
    assert f"待清除　{name}" in capsys.readouterr().out


def test_a_copy_under_a_name_that_is_not_its_own_is_nobodys(cast: Cast, folder: Path) -> None:
    other = store.name_of(hashlib.sha256(b"other").hexdigest())
    (folder / other).parent.mkdir(parents=True)
    (folder / other).write_bytes(ring().encrypt(b"content", store.LABEL))
    aged(folder, other)
    assert leftovers.find() == ([], [other])


def test_pieces_of_a_broken_sending_go_and_those_that_are_waited_for_stay(cast: Cast, folder: Path) -> None:
    by: Actor = cast.applicant
    sending = sendings.begin(file_name="a.jpg", size=8, modified=1, by=by, now=NOW)
    sendings.take_piece(ref=sending.ref, start=0, piece=b"half", by=by)
    with transaction.atomic():
        sendings.take_piece(ref=sending.ref, start=4, piece=b"rest", by=by)
        transaction.set_rollback(True)
    sending.refresh_from_db()
    (kept,) = sending.pieces
    held = sorted(path.name for path in folder.rglob("*") if path.is_file())
    (lost,) = set(held) - {kept}
    aged(folder, store.held_name(kept), store.held_name(lost))
    assert [tidied(day) for day in (1, 8)] == [0, 1]
    assert store.held(kept) == b"half"
    with pytest.raises(FileNotFoundError):
        store.held(lost)


def draft_with_file(cast: Cast) -> tuple[Draft, str]:
    draft = save_draft(ref=None, answers={}, by=cast.applicant, now=NOW)
    photo = pictures.photo(20, 20)
    given = {"kind": "id_card", "file_name": "a.jpg", "content": photo, "by": cast.applicant, "now": NOW}
    draft = add_draft_file(ref=draft.ref, **given)
    return draft, store.held_name(draft.answers["files"][0]["held"])


def test_files_of_an_application_that_is_being_written_stay_however_long_it_takes(
    cast: Cast, folder: Path
) -> None:
    _draft, name = draft_with_file(cast)
    aged(folder, name)
    assert [tidied(day) for day in (1, 50, 100)] == [0, 0, 0]
    assert (folder / name).exists()


@pytest.mark.parametrize("ends", ["dropped", "forgotten"])
def test_files_of_a_draft_that_ended_go_with_it(
    cast: Cast, folder: Path, ends: str, django_capture_on_commit_callbacks: Any
) -> None:
    draft, name = draft_with_file(cast)
    with django_capture_on_commit_callbacks(execute=True):
        if ends == "dropped":
            drop_draft(ref=draft.ref, by=cast.applicant, now=NOW)
        else:
            remind_of_drafts(NOW + timedelta(days=31))
    assert not (folder / name).exists()


def test_halves_of_killed_processes_go_after_a_day(cast: Cast, folder: Path) -> None:
    half = folder / "ab" / "cd" / "name.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    aged(folder, "ab/cd/name.part")
    leftovers.tidy(NOW)
    assert not half.exists()


def test_the_nightly_job_checks_and_tidies(cast: Cast, folder: Path) -> None:
    name = never_committed(b"never")
    aged(folder, name)
    for day in (1, 9):
        with nights(day):
            check_store(0)
    assert not (folder / name).exists()
