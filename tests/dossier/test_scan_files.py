"""The virus scanner: what it finds is refused, while it is silent files wait, and without one that is said."""

import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pictures
import pytest

from fayuan.dossier import jobs, scanning
from fayuan.dossier.models import Upload
from fayuan.dossier.operations import hand_in_file

import steps
from cast import NOW, Cast

BAD = b"this is the signature"


class Daemon(socketserver.StreamRequestHandler):
    """Speaks as ClamAV's daemon does."""

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.4.3/27800\0")
        elif command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        else:
            content = b""
            while size := int.from_bytes(self.rfile.read(4), "big"):
                content += self.rfile.read(size)
            self.wfile.write(b"stream: Bad.Thing FOUND\0" if BAD in content else b"stream: OK\0")


@pytest.fixture
def daemon(settings: Any) -> Iterator[None]:
    """A scanner at a free port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def handed_in(cast: Cast, content: bytes) -> Upload:
    given = {"kind": "case_papers", "file_name": "a.jpg", "content": content}
    return hand_in_file(ref=steps.submitted(cast).ref, **given, by=cast.applicant, now=NOW)


def test_what_the_scanner_finds_is_refused(cast: Cast, daemon: None) -> None:
    upload = steps.examined_file(handed_in(cast, pictures.photo() + BAD))
    assert (upload.status, upload.fault) == (Upload.Status.REFUSED, "virus")


def test_a_clean_file_says_which_scanner_passed_it(cast: Cast, daemon: None) -> None:
    upload = steps.examined_file(handed_in(cast, pictures.photo()))
    assert (upload.status, upload.scanner) == (Upload.Status.CLEAN, "ClamAV 1.4.3/27800")
    assert scanning.is_listening()


def test_without_a_scanner_the_file_is_looked_into_and_nothing_claims_that_it_was_scanned(
    cast: Cast, settings: Any
) -> None:
    settings.CLAMD = ""
    upload = steps.examined_file(handed_in(cast, pictures.photo()))
    assert (upload.status, upload.scanner) == (Upload.Status.CLEAN, "")


def test_while_the_scanner_is_silent_files_wait(cast: Cast, settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:1"
    upload = handed_in(cast, pictures.photo())
    with pytest.raises(scanning.ScannerSilent):
        jobs.examine(upload.pk)
    upload.refresh_from_db()
    assert upload.status == Upload.Status.WAITING
    assert not scanning.is_listening()
