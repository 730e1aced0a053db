"""Reads a sealed PDF: who sealed it, when, whether it was changed since, and whether its seal is trusted here."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext


class NotAPdf(Exception):
    """The file cannot be read as a PDF."""


@dataclass(frozen=True)
class Found:
    """One seal on a file.

    `intact`: the bytes that were sealed are the ones that were signed. `whole`: nothing stands behind them.
    `trusted`: the certificate comes from an authority that this installation trusts. `sealed_sha256` names the
    file as it was when it was sealed.
    """

    office: str
    sealed_at: datetime | None
    intact: bool
    whole: bool
    trusted: bool
    sealed_sha256: str


def seals_on(content: bytes, roots: Sequence[x509.Certificate]) -> list[Found]:
    """The seals of a PDF, in the order they were set. Raises `NotAPdf`."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        return [_found(each, content, roots) for each in reader.embedded_regular_signatures]
    except (PdfError, SigningError, ValueError, KeyError, TypeError) as unreadable:
        raise NotAPdf from unreadable


def _found(embedded: EmbeddedPdfSignature, content: bytes, roots: Sequence[x509.Certificate]) -> Found:
    said = embedded.self_reported_timestamp
    _start, _first, second, last = (int(number) for number in embedded.byte_range)
    status = _status(embedded, roots, said)
    return Found(
        office=embedded.signer_cert.subject.native.get("common_name", ""),
        sealed_at=said,
        intact=status is not None and status.intact and status.valid,
        whole=second + last == len(content),
        trusted=status is not None and status.trusted,
        sealed_sha256=sha256(content[: second + last]).hexdigest(),
    )


def _status(
    embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], moment: datetime | None
) -> PdfSignatureStatus | None:
    """What the library finds; None where the signature cannot even be read."""
    trust = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
    try:
        return validate_pdf_signature(embedded, signer_validation_context=trust)
    except SignatureValidationError:
        return None
