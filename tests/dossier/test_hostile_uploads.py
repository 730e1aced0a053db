"""Files that mean harm: none is served, each gets its sentence, and what opened it lives on."""

import io

import hostile
import pictures
import pytest
from django.test import Client
from PIL import Image

from fayuan.core.errors import BadInput
from fayuan.dossier import isolation, queries
from fayuan.dossier.checks import SENTENCES, sentence
from fayuan.dossier.kinds import Unwelcome
from fayuan.dossier.models import Blob, Upload
from fayuan.dossier.operations import hand_in_file

import steps
from cast import NOW, Cast


def handed_in(cast: Cast, name: str, content: bytes) -> Upload:
    given = {"kind": "case_papers", "file_name": name, "content": content}
    return hand_in_file(ref=steps.submitted(cast).ref, **given, by=cast.applicant, now=NOW)


def test_there_are_forty_of_them() -> None:
    assert len(hostile.AT_ONCE) + len(hostile.WHEN_LOOKED_INTO) + len(hostile.NAMES) >= 40


@pytest.mark.parametrize("case", hostile.AT_ONCE)
def test_refused_at_once_with_a_sentence(cast: Cast, case: str) -> None:
    name, make = hostile.AT_ONCE[case]
    with pytest.raises(BadInput) as refused:
        handed_in(cast, name, make())
    assert refused.value.fields["file"].endswith("。")
    assert not Upload.objects.exists()


@pytest.mark.parametrize("case", hostile.WHEN_LOOKED_INTO)
def test_refused_when_looked_into_with_a_sentence_and_never_served(
    cast: Cast, client: Client, case: str
) -> None:
    reason, name, make = hostile.WHEN_LOOKED_INTO[case]
    upload = steps.examined_file(handed_in(cast, name, make()))
    assert (upload.status, upload.fault) == (Upload.Status.REFUSED, reason)
    assert not Blob.objects.exists()
    client.force_login(cast.account("applicant"))
    for path in (f"/files/{upload.ref}/", f"/files/{upload.ref}/view/"):
        answer = client.get(path)
        assert answer.status_code == 409
        assert sentence(reason) in answer.content.decode()


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_name_is_only_kept_harmless(cast: Cast, client: Client, name: str) -> None:
    upload = steps.examined_file(handed_in(cast, name, pictures.photo()))
    assert upload.file_name == hostile.NAMES[name]
    client.force_login(cast.account("applicant"))
    answer = client.get(f"/files/{upload.ref}/?keep")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\r" not in answer["Content-Disposition"]


def test_what_hides_behind_a_photograph_stays_behind(cast: Cast, client: Client) -> None:
    for behind in (hostile.SCRIPT, hostile.packed({"evil.html": hostile.SCRIPT})):
        upload = steps.examined_file(handed_in(cast, "照片.html", hostile.jpeg_and(behind)))
        kept = queries.content_of(upload)
        assert behind not in kept
        with Image.open(io.BytesIO(kept)) as shown:
            assert shown.size == (8, 6)


def test_a_served_file_can_do_nothing_in_the_browser(cast: Cast, client: Client) -> None:
    client.force_login(cast.account("applicant"))
    for name, content in (("a.pdf", pictures.pdf()), ("a.docx", hostile.docx()), ("a.wav", hostile.wav())):
        upload = steps.examined_file(handed_in(cast, name, content))
        answer = client.get(f"/files/{upload.ref}/")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Content-Disposition"].startswith("attachment" if name == "a.docx" else "inline")


def test_a_file_that_breaks_the_limits_breaks_only_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "SECONDS", 0.01)
    with pytest.raises(Unwelcome, match="too_much"):
        isolation.inspect(pictures.photo(), "image/jpeg")


def test_every_reason_has_its_sentence() -> None:
    reasons = {reason for reason, _name, _make in hostile.WHEN_LOOKED_INTO.values()}
    assert reasons <= set(SENTENCES)
    assert all(str(says).endswith("。") for says in SENTENCES.values())
