"""How an issued paper is drawn: its form and data as they were, its check code, the issuer's seal."""

from typing import Any

from django.conf import settings

from fayuan.core.clock import SHANGHAI
from fayuan.dossier.facts import head_of
from fayuan.dossier.models import Paper
from fayuan.dossier.papers.render import AgencyHead, preview, render
from fayuan.dossier.papers.seals import seal_of
from fayuan.dossier.signing import sources
from fayuan.dossier.signing.sealing import seal
from fayuan.network.models import Institution


def sealed_pdf(paper: Paper) -> bytes:
    """The paper's PDF, sealed by its issuer as of the moment of issue. Raises a `PaperFault`.

    For a job: the key may lie with a service elsewhere.
    """
    drawn = render(paper.form, paper.data, **_surroundings(paper))
    source = sources.source()
    if source is None:
        return drawn.pdf
    signer = source.signer(seal_name(paper.issuer), paper.issuer.name)
    return seal(drawn.pdf, signer, office=paper.issuer.name, reason=paper.name, at=paper.issued_at)


def pages(paper: Paper) -> tuple[bytes, ...]:
    """The paper's pages as PNG pictures, for a screen that shows no PDF."""
    return preview(paper.form, paper.data, **_surroundings(paper))


def check_address(paper: Paper) -> str | None:
    """Where anybody may check the paper; None for papers of the time before check codes."""
    return f"{settings.PUBLIC_URL}/c/{paper.check_token}/" if paper.check_token else None


def seal_name(issuer: Institution) -> str:
    """The name under which the issuer's key is kept: its kind and division, `agency-970102`."""
    return f"{issuer.kind}-{issuer.division_id}"


def _surroundings(paper: Paper) -> dict[str, Any]:
    source = sources.source()
    return {
        "on": paper.issued_at.astimezone(SHANGHAI).date(),
        "number": paper.number or None,
        "agency": AgencyHead(**head_of(paper.issuer)),
        "qr": check_address(paper),
        "seal": seal_of(paper.issuer.name, is_test=source.is_test) if source else None,
    }
