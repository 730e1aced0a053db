"""The virus scanner: ClamAV's daemon, spoken to over a socket as `INSTREAM` says. Where none is set up, none scans.

`FAYUAN_CLAMD` is `host:port`, or the path of a unix socket. The daemon is asked for its version first: it stands on the
upload, so that one can see by which signatures a file was found clean.
"""

import socket
from contextlib import closing
from pathlib import Path

from django.conf import settings

from fayuan.dossier.kinds import Unwelcome

PIECE = 2**16
SECONDS = 60.0


class ScannerSilent(Exception):
    """The scanner that is set up does not answer, or answers with a fault: the file goes on waiting."""


def is_set_up() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.CLAMD)


def scan(content: bytes) -> str:
    """The scanner's name and signatures when it finds nothing; blank when none is set up.

    Raises `Unwelcome` when it finds something, `ScannerSilent` when it does not answer.
    """
    if not is_set_up():
        return ""
    try:
        version = _ask(b"zVERSION\0", b"")
        answer = _ask(b"zINSTREAM\0", content)
    except OSError as silent:
        raise ScannerSilent(str(silent)) from silent
    if answer.endswith("FOUND"):
        raise Unwelcome("virus")
    if not answer.endswith("OK"):
        raise ScannerSilent(answer)
    return version[:60]


def is_listening() -> bool:
    """Whether the scanner that is set up answers."""
    try:
        return _ask(b"zPING\0", b"") == "PONG"
    except OSError:
        return False


def _ask(command: bytes, content: bytes) -> str:
    with closing(_connected()) as line:
        line.sendall(command)
        if command == b"zINSTREAM\0":
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0"):
            more = line.recv(4096)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected() -> socket.socket:
    address: str = settings.CLAMD
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(str(Path(address)))
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host or "127.0.0.1", int(port)), timeout=SECONDS)
