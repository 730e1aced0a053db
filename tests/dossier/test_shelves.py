"""A folder and a bucket keep sealed bytes alike; the bucket's calls are signed as its makers say."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fayuan.dossier import inventory, store
from fayuan.dossier.shelves import Bucket, Disk, Shelf
from fayuan.dossier.shelves import bucket as bucket_shelf
from fayuan.dossier.shelves.bucket import BucketFault
from fayuan.dossier.shelves.signature import Access, signed

from bucket_server import Server, serving
from cast import NOW, Cast

KEY = Access("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
THEN = datetime(2013, 5, 24, tzinfo=UTC)
HOST = "examplebucket.s3.amazonaws.com"
NOTHING = hashlib.sha256(b"").hexdigest()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(bucket_shelf, "PAUSE", 0)
    with serving(KEY) as running:
        yield running


@pytest.fixture
def bucket(server: Server) -> Bucket:
    return Bucket(f"{server.url}/court", KEY.key, KEY.secret, KEY.region)


@pytest.fixture(params=["disk", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    return Disk(tmp_path) if request.param == "disk" else request.getfixturevalue("bucket")


@pytest.fixture
def in_bucket(server: Server, settings: Any) -> Server:
    """The installation's files lie in the bucket."""
    settings.FILES_S3, settings.FILES_S3_REGION = server.url, KEY.region
    settings.FILES_S3_KEY, settings.FILES_S3_SECRET = KEY.key, KEY.secret
    return server


def test_a_shelf_gives_back_what_was_put_and_forgets_what_was_removed(shelf: Shelf) -> None:
    name = "ab/cd/甲 乙+1"
    assert not shelf.has(name)
    with pytest.raises(FileNotFoundError):
        shelf.get(name)
    shelf.remove(name)
    shelf.put(name, b"one")
    shelf.put(name, b"two")
    assert (shelf.has(name), shelf.get(name)) == (True, b"two")
    shelf.remove(name)
    assert not shelf.has(name)


def test_a_shelf_lists_all_names_or_those_of_a_folder(shelf: Shelf) -> None:
    names = [f"{number:02}/x" for number in range(8)] + ["quarantine/aa/y"]
    for name in names:
        shelf.put(name, b"")
    assert sorted(name for name, _at in shelf.all()) == names
    found = list(shelf.all("quarantine"))
    assert [name for name, _at in found] == ["quarantine/aa/y"]
    assert abs(found[0][1] - datetime.now(UTC).timestamp()) < 60


def test_a_disk_that_was_killed_while_writing_leaves_no_file(tmp_path: Path) -> None:
    shelf = Disk(tmp_path)
    half = tmp_path / "ab" / "x.1234.part"
    half.parent.mkdir()
    half.write_bytes(b"half")
    os.utime(half, (1, 1))
    assert list(shelf.all()) == []
    shelf.clear_halves(before=2)
    assert not half.exists()


@pytest.mark.parametrize(
    ("method", "path", "query", "more", "digest", "signature"),
    [
        (
            "GET",
            "/test.txt",
            {},
            {"Range": "bytes=0-9"},
            NOTHING,
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {},
            {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            hashlib.sha256(b"Welcome to Amazon S3.").hexdigest(),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET",
            "/",
            {"max-keys": "2", "prefix": "J"},
            {},
            NOTHING,
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_a_call_is_signed_as_in_the_examples_of_its_makers(
    method: str, path: str, query: dict[str, str], more: dict[str, str], digest: str, signature: str
) -> None:
    headers = signed(KEY, method, HOST, path, query, digest, THEN, more)
    assert headers["authorization"].endswith(f"Signature={signature}")


def test_another_key_is_not_let_in_and_the_fault_holds_no_key(server: Server) -> None:
    stranger = Bucket(server.url, KEY.key, "another", KEY.region)
    with pytest.raises(BucketFault, match="403 SignatureDoesNotMatch") as fault:
        stranger.put("x", b"one")
    assert "another" not in str(fault.value)
    assert not server.objects


@pytest.mark.parametrize("fault", ["busy", "cut"])
def test_a_busy_server_and_a_broken_line_are_tried_again(server: Server, bucket: Bucket, fault: str) -> None:
    bucket.put("first", b"")
    server.faults = [fault, fault]
    bucket.put("x", b"one")
    assert bucket.get("x") == b"one"
    server.faults = [fault] * 3
    with pytest.raises(BucketFault):
        bucket.get("x")


def test_the_store_in_a_bucket_holds_no_plain_bytes_and_keeps_the_same_bytes_once(
    cast: Cast, in_bucket: Server
) -> None:
    blob = store.put(b"%PDF plain", NOW)
    assert store.put(b"%PDF plain", NOW) == blob
    assert in_bucket.calls.count("PUT") == 1
    assert b"%PDF" not in in_bucket.objects[store.name_of(blob.sha256)][0]
    assert store.get(blob) == b"%PDF plain"
    held = store.hold(b"waits")
    assert store.held(held) == b"waits"
    store.let_go(held)
    blob.delete()
    store.take_out(blob.sha256, NOW)
    assert not in_bucket.objects


def test_the_check_of_a_bucket_names_what_is_missing_altered_and_extra(cast: Cast, in_bucket: Server) -> None:
    lost, changed, kept = (store.put(each, NOW) for each in (b"lost", b"changed", b"kept"))
    del in_bucket.objects[store.name_of(lost.sha256)]
    content, _at = in_bucket.objects[store.name_of(changed.sha256)]
    in_bucket.objects[store.name_of(changed.sha256)] = (content[:-1] + b"\x00", THEN)
    in_bucket.objects[store.name_of("0" * 64)] = (in_bucket.objects[store.name_of(kept.sha256)][0], THEN)
    found = inventory.check(NOW)
    assert (found.missing, found.altered, found.extra) == (
        [lost.sha256],
        [changed.sha256],
        [store.name_of("0" * 64)],
    )
