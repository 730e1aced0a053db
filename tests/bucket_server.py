"""A server of the calls of S3 for tests: looks at every signature, keeps objects in memory, lists in small pages."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

from fayuan.dossier.shelves.signature import Access, signed

PAGE = 3  # objects on one page of a list
SPAN = timedelta(minutes=15)  # how far the clocks of both sides may differ


class Server(ThreadingHTTPServer):
    """The objects, who may come, and the faults that a test orders."""

    daemon_threads = True

    def __init__(self, access: Access) -> None:
        super().__init__(("127.0.0.1", 0), Calls)
        self.access = access
        self.objects: dict[str, tuple[bytes, datetime]] = {}
        self.faults: list[str] = []  # for the next calls: "busy", "cut"
        self.calls: list[str] = []

    @property
    def url(self) -> str:
        """The address of the bucket `files`."""
        return f"http://127.0.0.1:{self.server_port}/files"


class Calls(BaseHTTPRequestHandler):
    """PUT, GET, HEAD and DELETE of an object, and the list of a bucket."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_PUT(self) -> None:
        body = self._body()
        if self._is_let_in(body):
            self.server.objects[self._name()] = (body, datetime.now(UTC))
            self._answer(200)

    def do_GET(self) -> None:
        if not self._is_let_in(self._body()):
            return
        if "list-type" in self._query():
            self._answer(200, self._list())
        elif self._name() in self.server.objects:
            self._answer(200, self.server.objects[self._name()][0])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        if self._is_let_in(self._body()):
            self.server.objects.pop(self._name(), None)
            self._answer(204)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/files/")

    def _query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))

    def _is_let_in(self, body: bytes) -> bool:
        """Whether the call may go on; answers it where it may not."""
        self.server.calls.append(self.command)
        fault = self.server.faults.pop(0) if self.server.faults else ""
        if fault == "cut":
            self.close_connection = True
            self.connection.close()
            return False
        if fault == "busy":
            self._answer(503, b"<Error><Code>SlowDown</Code></Error>")
            return False
        if not self._is_signed(body):
            self._answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
            return False
        return True

    def _is_signed(self, body: bytes) -> bool:
        at = datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        digest = hashlib.sha256(body).hexdigest()
        path = urlsplit(self.path).path
        expected = signed(
            self.server.access, self.command, self.headers["host"], path, self._query(), digest, at
        )
        is_fresh = abs(datetime.now(UTC) - at) < SPAN
        return is_fresh and self.headers["authorization"] == expected["authorization"]

    def _list(self) -> bytes:
        asked = self._query()
        names = sorted(name for name in self.server.objects if name.startswith(asked["prefix"]))
        names = [name for name in names if name > asked.get("continuation-token", "")]
        rows = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>{self.server.objects[name][1]:%Y-%m-%dT%H:%M:%S.000Z}"
            "</LastModified></Contents>"
            for name in names[:PAGE]
        )
        more = (
            f"<NextContinuationToken>{names[PAGE - 1]}</NextContinuationToken>" if len(names) > PAGE else ""
        )
        head = '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        cut = str(bool(more)).lower()
        return f"{head}<IsTruncated>{cut}</IsTruncated>{more}{rows}</ListBucketResult>".encode()

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(access: Access) -> Iterator[Server]:
    """A server that runs inside the block."""
    server = Server(access)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
