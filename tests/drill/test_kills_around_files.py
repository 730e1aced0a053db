"""Web server, worker and database are killed while files come in, papers are signed and volumes are sealed.

A hundred rounds (`ROUNDS` for fewer). Afterwards: no half file, no number used twice, no acknowledged file lost.
"""

import http.client
import io
import json
import os
from collections import Counter
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pictures
import pikepdf
import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from product import Product, until

from fayuan.core import clock
from fayuan.dossier import inventory, store
from fayuan.dossier.models import Edition, Paper, SignatureRequest, Upload
from fayuan.dossier.operations import ask_signature, open_by_account, seal_volume, sign_paper
from fayuan.dossier.signing import sources
from fayuan.dossier.signing.verifying import seals_on
from fayuan.dossier.volumes.verifying import SAME, examine
from fayuan.intake.operations import issue_sheet
from fayuan.matters.models import Matter

import steps
from cast import Cast, build
from kills import STALLED, Assassin, actor, insist

pytestmark = pytest.mark.drill
ROUNDS = int(os.environ.get("ROUNDS", "100"))
PIECE = 3_000  # bytes: small, so that the kill falls between two
WITHIN = 0.4  # seconds in which the kill falls
BEFORE = timedelta(minutes=10)  # the steps that lead here take some minutes
JOBS = ("dossier.draw", "dossier.examine", "dossier.make_edition")
TOKEN = "a" * 32  # against forged requests: the same in cookie and header


class Applicant:
    """The applicant's browser: it sends again what was not answered."""

    def __init__(self, product: Product, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.account("applicant"))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.product = product
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
        }

    def post(
        self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[int, Any]:
        """The answer, once there is one that is no fault of the server's."""
        while True:
            line = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=60)
            try:
                line.request("POST", path, body, {**self.headers, "Content-Type": kind})
                answer = line.getresponse()
                content = answer.read()
                if answer.status < 500:
                    is_json = "json" in answer.headers.get("Content-Type", "")
                    return answer.status, json.loads(content) if is_json else content.decode()
            except (OSError, http.client.HTTPException):
                pass
            finally:
                line.close()
            Event().wait(0.2)

    def hand_in(self, matter: Matter, number: int, content: bytes) -> None:
        """Send the file in pieces, then the form that names it; returns when it was acknowledged."""
        about = {"name": f"{number}.pdf", "size": len(content), "modified": number}
        _status, told = self.post("/sending/", urlencode(about).encode())
        while told["got"] < len(content):
            piece = content[told["got"] : told["got"] + PIECE]
            path = f"/sending/{told['ref']}/?from={told['got']}"
            _status, told = self.post(path, piece, "application/octet-stream")
        form = {"kind": "case_papers", "file-sent": told["ref"], "once_key": f"file-{number}"}
        status, page = self.post(f"/my/matters/{matter.ref}/files/", urlencode(form).encode())
        assert status == 302, page


def a_file(number: int) -> bytes:
    """A PDF unlike all others."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pictures.pdf(3))) as document:
        document.docinfo["/Title"] = f"{number}"
        stream = pikepdf.Stream(document, os.urandom(12_000))
        document.Root.Filling = document.make_indirect(stream)
        document.save(made)
    return made.getvalue()


class Work:
    """What the rounds do by turns, and what they were told was done."""

    def __init__(self, product: Product, cast: Cast) -> None:
        self.cast, self.applicant = cast, Applicant(product, cast)
        self.open, self.ended = steps.handling(cast, clock.now() - BEFORE), []
        self.handed_in: dict[str, bytes] = {}
        self.numbers: list[str] = []
        self.signed: list[int] = []
        self.sealed: list[int] = []
        for number in range(1, ROUNDS, 3):  # what will be signed must be drawn first
            self.form_to_sign(number)
        for _number in range(2, ROUNDS, 3):
            self.ended.append(steps.closed(cast, clock.now() - BEFORE))

    def form_to_sign(self, number: int) -> None:
        """A paper of its own for each signature."""
        given = {"ref": self.open.ref, "form": "application_form"}
        issue_sheet(**given, by=actor(self.cast, "lawyer", f"form-{number}"), now=clock.now())

    def upload(self, number: int) -> None:
        """A file comes in over the web."""
        content = a_file(number)
        self.applicant.hand_in(self.open, number, content)
        self.handed_in[f"{number}.pdf"] = content

    def sign(self, number: int) -> None:
        """A numbered paper is issued, and an application form signed from afar."""
        given = {"ref": self.open.ref, "form": "introduction_letter"}
        letter = insist(issue_sheet, partial(actor, self.cast, "lawyer", f"letter-{number}"), **given)
        self.numbers.append(letter.number)
        paper = insist(self._next_unsigned, lambda: actor(self.cast, "lawyer", ""))
        asker, signer = (partial(self._who, who) for who in ("lawyer", "applicant"))
        token = insist(ask_signature, asker, ref=paper.ref, role="recipient").token
        insist(open_by_account, signer, token=token)
        signing = {"token": token, "means": "code", "shown_sha256": paper.pdf.sha256}
        signed = insist(sign_paper, partial(actor, self.cast, "applicant", f"sign-{number}"), **signing)
        self.signed.append(signed.pk)

    def seal(self, number: int) -> None:
        """A volume is sealed; the worker makes it while the next rounds run."""
        matter = self.ended[number // 3]
        keeper = partial(actor, self.cast, "closing_reviewer", f"seal-{number}")
        self.sealed.append(insist(seal_volume, keeper, ref=matter.ref, volume="handling").pk)

    def _who(self, key: str) -> Any:
        return self.cast.actor(key, clock.now())

    def _next_unsigned(self, *, by: object, now: object) -> Paper:
        papers = self.open.papers.filter(
            form="application_form", edition=1, replaced_at=None, pdf__isnull=False
        )
        return papers.select_related("pdf").earliest("id")


def is_quiet() -> bool:
    """Whether the worker has done all that it was given."""
    try:
        undrawn = Paper.objects.filter(pdf=None, fault="").exists()
        waiting = Upload.objects.filter(status=Upload.Status.WAITING).exists()
        making = Edition.objects.filter(state=Edition.State.MAKING).exists()
        jobs = ProcrastinateJob.objects.filter(task_name__in=JOBS, status__in=("todo", "doing")).exists()
        return not (undrawn or waiting or making or jobs)
    except (InterfaceError, OperationalError):
        connections.close_all()
        return False


def test_kills_around_files_lose_and_double_nothing(product: Product) -> None:
    cast = build()
    work = Work(product, cast)
    until(is_quiet, STALLED)
    assassin = Assassin(product, WITHIN)
    turns = (work.upload, work.sign, work.seal)
    for number in range(ROUNDS):
        kill = assassin.sent_out()
        turns[number % 3](number)
        kill.join()
    until(is_quiet, 2 * STALLED)
    check_files(work)
    check_papers(work)
    check_volumes(work)
    check_store()


def check_files(work: Work) -> None:
    """Each acknowledged file is there once, and whole."""
    uploads = list(Upload.objects.filter(matter=work.open).select_related("blob"))
    assert Counter(each.file_name for each in uploads) == Counter(list(work.handed_in))
    assert {each.file_name: store.get(each.blob) for each in uploads if each.blob} == work.handed_in


def check_papers(work: Work) -> None:
    """No number stands on two papers, none that was told is missing, every seal is whole."""
    issued = Counter(Paper.objects.exclude(number="").values_list("issuer", "number", "edition"))
    assert set(issued.values()) <= {1}
    assert len(set(work.numbers)) == len(work.numbers)
    assert set(work.numbers) <= set(Paper.objects.values_list("number", flat=True))
    assert set(work.signed) == set(SignatureRequest.objects.values_list("signed_paper", flat=True))
    source = sources.source()
    assert source is not None
    for paper in Paper.objects.select_related("pdf"):
        assert paper.pdf is not None, paper.fault
        last = seals_on(store.get(paper.pdf), source.roots())[-1]
        assert (last.intact, last.whole) == (True, True)


def check_volumes(work: Work) -> None:
    """Each volume that was asked for is sealed, and is what its manifest says."""
    editions = Edition.objects.filter(pk__in=work.sealed).select_related("pdf", "originals")
    assert [each.fault for each in editions] == [""] * len(work.sealed)
    for edition in editions:
        for blob in (edition.pdf, edition.originals):
            assert blob is not None
            assert examine(store.get(blob)).worth == SAME


def check_store() -> None:
    """Nothing is missing, nothing altered; what a killed job wrote and nobody took is whole, too."""
    found = inventory.check(clock.now())
    assert (found.missing, found.altered, found.extra) == ([], [], [])
