"""The check of the store finds what is missing, what was altered and what is nobody's."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from fayuan.dossier import inventory, store
from fayuan.dossier.inventory_command import main

from cast import NOW, Cast

LONG_AGO = 1_000_000_000


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A store of the test's own."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def place_of(folder: Path, sha256: str) -> Path:
    return folder / store.name_of(sha256)


def test_a_whole_store_is_clean(cast: Cast, folder: Path) -> None:
    store.put(b"one", NOW)
    store.put(b"two", NOW)
    found = inventory.check(NOW)
    assert found.is_clean
    assert found.checked == 2
    assert main(["check"]) == 0


def test_missing_altered_and_extra_files_are_named(
    cast: Cast, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, changed, kept = (store.put(each, NOW) for each in (b"lost", b"changed", b"kept"))
    place_of(folder, lost.sha256).unlink()
    place = place_of(folder, changed.sha256)
    place.write_bytes(place.read_bytes()[:-1] + b"\x00")
    name_of_zeros = store.name_of("0" * 64)
    stranger = folder / name_of_zeros
    stranger.parent.mkdir(parents=True)
    shutil.copy(place_of(folder, kept.sha256), stranger)
    os.utime(stranger, (LONG_AGO, LONG_AGO))
    found = inventory.check(NOW)
    assert (found.missing, found.altered, found.extra) == ([lost.sha256], [changed.sha256], [name_of_zeros])
    assert main(["check"]) == 1
    assert f"被改动　{changed.sha256}" in capsys.readouterr().out


def test_swapped_files_are_both_altered(cast: Cast, folder: Path) -> None:
    one, two = (place_of(folder, store.put(each, NOW).sha256) for each in (b"one", b"two"))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert len(inventory.check(NOW).altered) == 2


def test_a_file_that_is_being_written_is_no_stranger(cast: Cast, folder: Path) -> None:
    place = place_of(folder, "1" * 64)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"just now")
    place.with_name("2.part").write_bytes(b"half")
    assert inventory.check(NOW).is_clean
