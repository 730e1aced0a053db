"""How an issued paper is drawn: its form and data as they were, its check code, the issuer's seal."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI
from fayuan.dossier import store
from fayuan.dossier.facts import head_of
from fayuan.dossier.models import Paper, SignatureRequest
from fayuan.dossier.papers.render import AgencyHead, preview, render
from fayuan.dossier.papers.seals import seal_of
from fayuan.dossier.papers.signatures import Signature
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


def signed_on(paper: Paper) -> list[SignatureRequest]:
    """The signatures on this edition, the first one first."""
    line = Q(paper=paper.first or paper) | Q(paper__first=paper.first or paper)
    signed = SignatureRequest.objects.filter(line, signed_paper__edition__lte=paper.edition)
    return list(signed.select_related("person", "picture").order_by("signed_at"))


def _surroundings(paper: Paper) -> dict[str, Any]:
    source = sources.source()
    first = paper.first or paper
    return {
        "on": first.issued_at.astimezone(SHANGHAI).date(),
        "number": paper.number or None,
        "agency": AgencyHead(**head_of(paper.issuer)),
        "qr": check_address(paper),
        "seal": seal_of(paper.issuer.name, is_test=source.is_test) if source else None,
        "signatures": [_signature(each) for each in signed_on(paper)],
    }


def _signature(signed: SignatureRequest) -> Signature:
    assert signed.signed_at is not None
    tail = _("（手机尾号%(tail)s）") % {"tail": signed.phone_tail} if signed.phone_tail else ""
    return Signature(
        name=signed.person.name,
        role=str(signed.get_role_display()),
        at=signed.signed_at,
        means=signed.how,
        known=f"{signed.get_known_by_display()}{tail}",
        sha256=signed.paper_sha256,
        picture=store.read(signed.picture) if signed.picture else None,
    )
