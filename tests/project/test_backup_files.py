"""Files go into a backup from a folder or a bucket, and come back into either; where they stay, none may be missing."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fayuan.dossier.shelves import Bucket, Disk, Shelf
from fayuan.dossier.shelves import bucket as bucket_shelf
from fayuan.dossier.shelves.signature import Access
from fayuan.project.backup import files, places
from fayuan.project.faults import SetupFault

from bucket_server import Server, serving

KEY = Access("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
NAMES = [f"{number:02}/ab/{number}" for number in range(7)] + ["quarantine/aa/waits"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(bucket_shelf, "PAUSE", 0)
    with serving(KEY) as running:
        yield running


@pytest.fixture
def shelves(server: Server, tmp_path: Path) -> dict[str, Shelf]:
    """An empty bucket and an empty folder, and one of each with files in it."""
    made: dict[str, Shelf] = {
        "full folder": Disk(tmp_path / "full"),
        "full bucket": Bucket(f"{server.url}/full", KEY.key, KEY.secret, KEY.region),
        "folder": Disk(tmp_path / "empty"),
        "bucket": Bucket(f"{server.url}/empty", KEY.key, KEY.secret, KEY.region),
    }
    for shelf in (made["full folder"], made["full bucket"]):
        for name in NAMES:
            shelf.put(name, name.encode() * 3)
    return made


@pytest.mark.parametrize("source", ["full folder", "full bucket"])
@pytest.mark.parametrize("target", ["folder", "bucket"])
def test_what_was_in_the_one_comes_back_into_the_other(
    shelves: dict[str, Shelf], source: str, target: str
) -> None:
    kept = io.BytesIO()
    told = files.write(kept, shelves[source])
    assert told[0] == len(NAMES)
    kept.seek(0)
    files.read(kept, shelves[target])
    assert files.mark(shelves[target]) == told
    assert shelves[target].get(NAMES[3]) == NAMES[3].encode() * 3


def test_a_file_that_holds_something_else_is_noticed(shelves: dict[str, Shelf]) -> None:
    told = files.write(io.BytesIO(), shelves["full bucket"])
    shelves["full bucket"].put(NAMES[0], b"other")
    assert files.mark(shelves["full bucket"])[1] != told[1]


def test_files_that_stay_are_named_when_one_is_missing(shelves: dict[str, Shelf]) -> None:
    kept, bucket = io.BytesIO(), shelves["full bucket"]
    assert files.write_names(kept, bucket) == len(NAMES) - 1, "quarantine comes and goes"
    bucket.put("99/ab/later", b"handed in afterwards")
    kept.seek(0)
    assert files.missing(kept, bucket) == ([], 0)
    bucket.remove(NAMES[2])
    kept.seek(0)
    assert files.missing(kept, bucket) == ([NAMES[2]], 1)


@pytest.mark.parametrize("target", ["folder", "bucket"])
def test_a_name_that_leads_elsewhere_is_refused(
    shelves: dict[str, Shelf], target: str, tmp_path: Path
) -> None:
    kept = io.BytesIO()
    with tarfile.open(mode="w|", fileobj=kept) as tar:
        member = tarfile.TarInfo("../../outside")
        member.size = 3
        tar.addfile(member, io.BytesIO(b"bad"))
    kept.seek(0)
    with pytest.raises(tarfile.FilterError):
        files.read(kept, shelves[target])
    assert not (tmp_path.parent / "outside").exists()


def test_the_bucket_of_the_settings_is_the_store(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    monkeypatch.setenv("FAYUAN_FILES_S3", server.url)
    monkeypatch.setenv("FAYUAN_FILES_S3_KEY", KEY.key)
    monkeypatch.setenv("FAYUAN_FILES_S3_SECRET", KEY.secret)
    places.shelf().put("aa/bb/x", b"one")
    assert list(server.objects) == ["aa/bb/x"]


def test_only_a_bucket_may_keep_its_own_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAYUAN_FILES_S3", raising=False)
    monkeypatch.setenv("FAYUAN_BACKUP_FILES", "stay")
    with pytest.raises(SetupFault, match="不能不备份"):
        places.files_stay()
    monkeypatch.setenv("FAYUAN_FILES_S3", "https://store.invalid/files")
    assert places.files_stay()
    monkeypatch.setenv("FAYUAN_BACKUP_FILES", "perhaps")
    with pytest.raises(SetupFault, match="perhaps"):
        places.files_stay()
