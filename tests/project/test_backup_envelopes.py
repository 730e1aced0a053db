"""What leaves the machine can be read by the officer's key alone, and not at all once a byte of it changed."""

import shutil
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fayuan.project import keys
from fayuan.project.backup import envelopes, following, making, shares
from fayuan.project.faults import SetupFault

OFFICER, DEPUTY, STRANGER = (X25519PrivateKey.generate() for _number in range(3))
TO = [envelopes.public_of(OFFICER), envelopes.public_of(DEPUTY)]


def seal(path: Path, content: bytes) -> Path:
    making.put(path, TO, lambda out: out.writelines([content]))
    return path


def read(path: Path, key: X25519PrivateKey = OFFICER) -> bytes:
    return making.stream(path, key).read()


@pytest.mark.parametrize("size", [0, 1, envelopes.CHUNK, 3 * envelopes.CHUNK + 7])
def test_each_receiver_reads_what_was_written(tmp_path: Path, size: int) -> None:
    content = Random(size).randbytes(size)
    path = seal(tmp_path / "part.sealed", content)
    assert read(path) == content
    assert read(path, DEPUTY) == content


def test_nobody_else_reads_it(tmp_path: Path) -> None:
    path = seal(tmp_path / "part.sealed", b"330102199001011234")
    assert b"3301021990" not in path.read_bytes()
    with pytest.raises(SetupFault, match="不是给这把私钥的"):
        read(path, STRANGER)


@pytest.mark.parametrize("where", [0.4, 0.7, 0.99])
def test_a_changed_byte_is_noticed(tmp_path: Path, where: float) -> None:
    path = seal(tmp_path / "part.sealed", Random(1).randbytes(2_000_000))
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 1
    path.write_bytes(content)
    with pytest.raises(SetupFault, match="不完整"):
        read(path)


def test_a_stream_cut_short_between_two_chunks_is_noticed(tmp_path: Path) -> None:
    path = seal(tmp_path / "part.sealed", Random(1).randbytes(2 * envelopes.CHUNK))
    content = path.read_bytes()
    first = content.index(b"\n", len(envelopes.MAGIC)) + 1
    path.write_bytes(content[: first + 5 + int.from_bytes(content[first : first + 4], "big")])
    with pytest.raises(SetupFault, match="不完整"):
        read(path)


def test_a_backup_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def fail(_out: object) -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  # any
        making.put(tmp_path / "part.sealed", TO, fail)
    assert not (tmp_path / "part.sealed").exists()


def test_any_enough_shares_give_the_secret_and_fewer_do_not() -> None:
    secret = Random(5).randbytes(200)
    made = shares.split(secret, 5, 3)
    assert shares.join([made[4], made[0], made[2]]) == secret
    assert shares.join(made[1:4]) == secret
    assert shares.join(made[:2]) != secret


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "var" / "keys.json"
    path.parent.mkdir()
    path.write_text('{"current": "1"}')
    monkeypatch.setenv("FAYUAN_VAR", str(path.parent))
    monkeypatch.delenv("FAYUAN_KEYS_FILE", raising=False)
    monkeypatch.setenv("FAYUAN_BACKUP_TO", TO[0])
    return path


def test_a_lost_ring_comes_back_from_shares(ring: Path, tmp_path: Path) -> None:
    """The loss drill."""
    before = ring.read_bytes()
    assert keys.main(["escrow", str(tmp_path / "kept"), "--parts", "3", "--needed", "2"]) == 0
    ring.unlink()
    two = [str(tmp_path / "kept" / f"keys.share-{place}") for place in (3, 1)]
    with pytest.raises(SetupFault, match="至少要2份"):
        keys.main(["recover", two[0]])
    assert keys.main(["recover", *two]) == 0
    assert ring.read_bytes() == before
    assert ring.stat().st_mode & 0o777 == 0o600


def test_a_lost_ring_comes_back_by_the_officers_key(ring: Path, tmp_path: Path) -> None:
    before = ring.read_bytes()
    officer = tmp_path / "officer.pem"
    public = envelopes.new_key(officer)
    pytest.MonkeyPatch().setenv("FAYUAN_BACKUP_TO", public)
    assert keys.main(["escrow", str(tmp_path / "kept")]) == 0
    with pytest.raises(SetupFault, match="还在"):
        keys.main(["recover", str(tmp_path / "kept" / "keys.sealed"), "--key", str(officer)])
    ring.unlink()
    assert keys.main(["recover", str(tmp_path / "kept" / "keys.sealed"), "--key", str(officer)]) == 0
    assert ring.read_bytes() == before


def test_finished_segments_of_the_log_leave_and_the_one_being_written_is_copied(tmp_path: Path) -> None:
    spool, target = tmp_path / "spool", tmp_path / "wal"
    spool.mkdir()
    target.mkdir()
    (spool / "01").write_bytes(b"finished")
    (spool / "02.partial").write_bytes(b"half")
    following.ship_partial(spool, target, TO)
    assert following.ship(spool, target, TO) == 1
    assert sorted(path.name for path in target.iterdir()) == ["01.sealed", "02.partial.sealed"]
    assert [path.name for path in spool.iterdir()] == ["02.partial"]
    (spool / "02.partial").rename(spool / "02")
    following.ship(spool, target, TO)
    assert sorted(path.name for path in target.iterdir()) == ["01.sealed", "02.sealed"]
    assert read(target / "02.sealed") == b"half"


def test_pruning_keeps_the_newest(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        (tmp_path / f"fayuan-2026110{day}-020000").mkdir()
        (tmp_path / f"fayuan-2026110{day}-020000" / "manifest.json").touch()
    (tmp_path / "wal").mkdir()
    assert following.prune(tmp_path, 2) == (1, 0)
    assert sorted(path.name for path in tmp_path.glob("fayuan-*")) == [
        "fayuan-20261102-020000",
        "fayuan-20261103-020000",
    ]
    shutil.rmtree(tmp_path / "wal")
