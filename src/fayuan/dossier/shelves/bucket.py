"""A shelf that is a bucket behind the REST calls of S3: five calls, signed, over the standard library's client.

The official client brings sixty megabytes of descriptions of other services; these calls (PUT, GET, HEAD, DELETE of an
object, and the list of a bucket) are all that a shelf needs.
"""

import hashlib
import http.client
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from fayuan.core import clock
from fayuan.dossier.shelves.signature import Access, query_string, signed

SECONDS = 30.0
PAUSE = 0.2  # seconds before the second try, twice that before the third
TRIES = 3  # of a call whose line broke, or that the server was too busy for
BUSY = frozenset({500, 502, 503, 504})
GONE = 404
LINES = threading.local()  # one open line to a server for each thread


class BucketFault(OSError):
    """The bucket does not answer, or refuses; the text says how, and holds no key."""


class _Answer(NamedTuple):
    status: int
    body: bytes


class Bucket:
    """The objects of a bucket, by its address: `https://host/bucket`, there with a folder behind it if wanted, or
    `https://bucket.host`."""

    def __init__(self, url: str, key: str, secret: str, region: str) -> None:
        parts = urlsplit(url)
        self.is_secure = parts.scheme == "https"
        self.host = parts.netloc
        self.path = parts.path.rstrip("/")
        self.access = Access(key, secret, region)

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes; the server holds them against the signed digest before it answers."""
        self._asked("PUT", self._path(name), content=content)

    def get(self, name: str) -> bytes:
        """The bytes under the name."""
        answer = self._asked("GET", self._path(name), missing_is_fine=True)
        if answer.status == GONE:
            raise FileNotFoundError(name)
        return answer.body

    def has(self, name: str) -> bool:
        """Whether an object of that name is there."""
        return self._asked("HEAD", self._path(name), missing_is_fine=True).status != GONE

    def remove(self, name: str) -> None:
        """Delete the object."""
        self._asked("DELETE", self._path(name), missing_is_fine=True)

    def all(self, under: str = "") -> Iterator[tuple[str, float]]:
        """Every object whose name begins with the folder, and the second at which it was put there."""
        more: dict[str, str] = {}
        bucket, prefix = self._bucket_and_folder()
        while True:
            asked = {"list-type": "2", "prefix": prefix + (f"{under}/" if under else ""), **more}
            page = ElementTree.fromstring(self._asked("GET", f"{bucket}/", asked).body)
            for each in page.iterfind("{*}Contents"):
                put_at = datetime.fromisoformat(_text(each, "LastModified"))
                yield _text(each, "Key").removeprefix(prefix), put_at.timestamp()
            if _text(page, "IsTruncated") != "true":
                return
            more = {"continuation-token": _text(page, "NextContinuationToken")}

    def _bucket_and_folder(self) -> tuple[str, str]:
        """The part of the path that names the bucket, and the folder in it, with its stroke."""
        first, _stroke, folder = self.path.lstrip("/").partition("/")
        return (f"/{first}" if first else ""), (f"{folder}/" if folder else "")

    def _path(self, name: str) -> str:
        return f"{self.path}/{quote(name)}"

    def _asked(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        content: bytes = b"",
        missing_is_fine: bool = False,
    ) -> _Answer:
        answer = self._call(method, path, query or {}, content)
        if answer.status >= 300 and not (missing_is_fine and answer.status == GONE):
            raise BucketFault(f"{method}: {answer.status} {_code(answer.body)}")
        return answer

    def _call(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> _Answer:
        """One call, tried again on a new line where the old one broke. Raises `BucketFault`."""
        said = ""
        for number in range(TRIES):
            time.sleep(PAUSE * number)
            try:
                answer = self._once(method, path, query, content)
            except (OSError, http.client.HTTPException) as broken:
                said = type(broken).__name__
                self._hang_up()
            else:
                if answer.status not in BUSY:
                    return answer
                said = f"{answer.status} {_code(answer.body)}"
        raise BucketFault(f"{method}: {said}")

    def _once(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> _Answer:
        digest = hashlib.sha256(content).hexdigest()
        headers = signed(self.access, method, self.host, path, query, digest, clock.now().astimezone(UTC))
        line = self._line()
        line.request(method, f"{path}?{query_string(query)}" if query else path, content or None, headers)
        answer = line.getresponse()
        return _Answer(answer.status, answer.read())

    def _line(self) -> http.client.HTTPConnection:
        lines: dict[tuple[bool, str], http.client.HTTPConnection] = LINES.__dict__.setdefault("open", {})
        if (self.is_secure, self.host) not in lines:
            lines[self.is_secure, self.host] = (
                http.client.HTTPSConnection(self.host, timeout=SECONDS, context=ssl.create_default_context())
                if self.is_secure
                else http.client.HTTPConnection(self.host, timeout=SECONDS)
            )
        return lines[self.is_secure, self.host]

    def _hang_up(self) -> None:
        lines: dict[tuple[bool, str], http.client.HTTPConnection] = LINES.__dict__.setdefault("open", {})
        line = lines.pop((self.is_secure, self.host), None)
        if line is not None:
            line.close()


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{{*}}{name}", "")


def _code(body: bytes) -> str:
    """The server's own word for what is wrong (`AccessDenied`)."""
    try:
        return _text(ElementTree.fromstring(body), "Code")
    except ElementTree.ParseError:
        return ""
