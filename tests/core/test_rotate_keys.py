"""Keys are changed while people work: old values stay readable, all are written anew, then the old key can go."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from fayuan.core import jobs, keys, rotation
from fayuan.core.models import AuditRow
from fayuan.dossier import keys_command, store
from fayuan.dossier import rotation as files
from fayuan.dossier.models import Blob
from fayuan.matters.models import Matter
from fayuan.people.models import Person

import steps
from cast import NOW, Cast


@pytest.fixture
def ring(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the ring for this test to change, and a store of its own."""
    path = tmp_path / "keys.json"
    shutil.copy(settings.KEYS_FILE, path)
    monkeypatch.setattr(settings, "KEYS_FILE", path)
    monkeypatch.setattr(settings, "FILES_DIR", tmp_path / "files")
    yield path
    assert path.stat().st_mode & 0o777 == 0o600


def test_everything_is_written_anew_and_the_old_key_can_go(
    ring: Path, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = steps.submitted(cast)
    facts, phone = matter.facts, Person.objects.get(pk=cast.applicant.person).phone
    blob, held = store.put(b"a photograph", NOW), store.hold(b"nobody looked at it")
    assert facts
    assert rotation.under(1) > 10
    assert keys_command.main(["rotate", "--here"]) == keys_command.DONE
    assert (rotation.under(1), files.under(1)) == (0, 0)
    assert files.under(2) == 2
    assert keys_command.main(["retire", "1"]) == keys_command.DONE
    assert set(keys.ring().keys) == {2}
    assert Matter.objects.get(pk=matter.pk).facts == facts
    assert Person.objects.get(pk=cast.applicant.person).phone == phone
    assert store.get(Blob.objects.get(pk=blob.pk)) == b"a photograph"
    assert store.held(held) == b"nobody looked at it"
    assert "（在用）" in capsys.readouterr().out
    done = AuditRow.objects.filter(channel="command").order_by("id")
    assert list(done.values_list("action", flat=True)) == ["rotate_keys", "retire_key"]


def test_old_and_new_are_readable_meanwhile_and_new_writes_are_under_the_new_key(
    ring: Path, cast: Cast
) -> None:
    old = steps.submitted(cast)
    keys_command.main(["rotate"])
    assert keys.ring().current == 2
    assert Matter.objects.get(pk=old.pk).facts == old.facts
    old.facts = "新写的"
    old.save()
    assert rotation.under(2) == 1
    assert Matter.objects.get(pk=old.pk).facts == "新写的"


def test_a_key_in_use_is_not_retired(ring: Path, cast: Cast) -> None:
    steps.submitted(cast)
    keys_command.main(["rotate"])
    assert keys_command.main(["retire", "1"]) == keys_command.LEFT
    assert keys_command.main(["retire", "2"]) == keys_command.LEFT
    assert keys_command.main(["status"]) == keys_command.LEFT


def test_a_key_is_handed_out_before_it_is_used(ring: Path, cast: Cast) -> None:
    keys_command.main(["add"])
    assert keys.ring().current == 1
    keys_command.main(["rotate"])
    assert set(keys.ring().keys) == {1, 2}
    assert keys.ring().current == 2


def test_the_jobs_go_on_until_all_is_done(ring: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    deferred: list[dict[str, int]] = []
    monkeypatch.setattr(jobs.rewrite, "defer", lambda **given: deferred.append(given))
    monkeypatch.setattr(rotation, "BATCH", 5)
    keys_command.main(["rotate"])
    deferred[:] = [{"place": 0, "after": 0}]
    for given in deferred:  # grows while it is walked
        jobs.rewrite(**given)
    assert len(deferred) > len(list(rotation.columns()))
    assert rotation.under(1) == 0


def test_a_value_changed_meanwhile_is_not_overwritten(
    ring: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = steps.submitted(cast)
    column = next(each for each in rotation.columns() if each.table == "matters_matter")
    keys_command.main(["rotate"])
    decrypt = keys.Ring.decrypt

    def slow(self: keys.Ring, stored: bytes, label: bytes) -> bytes:
        monkeypatch.setattr(keys.Ring, "decrypt", decrypt)
        Matter.objects.filter(pk=matter.pk).update(facts="别人刚改的")
        return decrypt(self, stored, label)

    monkeypatch.setattr(keys.Ring, "decrypt", slow)
    rotation.rewrite(column)
    assert Matter.objects.get(pk=matter.pk).facts == "别人刚改的"
