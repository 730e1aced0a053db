"""Signature version 4: how a request to a bucket proves who sends it. Pure; the moment comes in as an argument.

Source: "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)", whose worked examples are
the tests.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class Access:
    """Who signs: the name of the key, the key itself, and the region that it is for."""

    key: str
    secret: str
    region: str

    def scope(self, at: datetime) -> str:
        """What a signature of that day is good for."""
        return f"{at:%Y%m%d}/{self.region}/s3/aws4_request"


def signed(
    access: Access,
    method: str,
    host: str,
    path: str,
    query: Mapping[str, str],
    digest: str,
    at: datetime,
    more: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The headers of a request, signed: `path` quoted as it is sent, `digest` the body's SHA-256 in hex, `at` UTC."""
    headers = {
        **{name.lower(): value for name, value in (more or {}).items()},
        "host": host,
        "x-amz-content-sha256": digest,
        "x-amz-date": f"{at:%Y%m%dT%H%M%SZ}",
    }
    names = sorted(headers)
    lines = [method, path, query_string(query), *(f"{name}:{headers[name].strip()}" for name in names), ""]
    request = "\n".join([*lines, ";".join(names), digest])
    told = hashlib.sha256(request.encode()).hexdigest()
    text = "\n".join([ALGORITHM, headers["x-amz-date"], access.scope(at), told])
    signature = hmac.new(_key_of_the_day(access, at), text.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = (
        f"{ALGORITHM} Credential={access.key}/{access.scope(at)},"
        f"SignedHeaders={';'.join(names)},Signature={signature}"
    )
    return headers


def query_string(query: Mapping[str, str]) -> str:
    """The query as it is signed and sent: sorted, every letter quoted that has to be."""
    return "&".join(f"{quote(name, safe='')}={quote(query[name], safe='')}" for name in sorted(query))


def _key_of_the_day(access: Access, at: datetime) -> bytes:
    key = f"AWS4{access.secret}".encode()
    for part in access.scope(at).split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
