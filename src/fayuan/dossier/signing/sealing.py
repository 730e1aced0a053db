"""Seals a PDF in the name of an office: a PAdES signature added behind the file, so that what was drawn stays as it is.

The signature has no picture of its own: the seal that people see is drawn with the paper, tagged and described, and the
field lies outside the page, as PDF/A and PDF/UA both allow.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

FIELD = "AgencySeal"
OUTSIDE = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


class SignerAt(PdfSigner):
    """A signer whose moment is given, not read from a clock."""

    moment: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.moment
        return session


def seal(pdf: bytes, signer: Signer, *, office: str, reason: str, at: datetime) -> bytes:
    """The PDF with the office's signature (PAdES-B) over all of it. `at` is when the paper was issued."""
    about = PdfSignatureMetadata(
        field_name=FIELD, name=office, reason=reason, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    field = SigFieldSpec(FIELD, invis_sig_settings=OUTSIDE, readable_field_name=office)
    sealer = SignerAt(about, signer, new_field_spec=field)
    sealer.moment = at
    # The library runs an event loop, which a thread that has one already would not admit.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_sealed, sealer, pdf).result()


def _sealed(sealer: PdfSigner, pdf: bytes) -> bytes:
    sealed = io.BytesIO()
    sealer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=sealed)
    return sealed.getvalue()
