"""Drawing papers: the PDF of an issued paper, once, after the change that issued it is committed."""

import logging

from django.db import transaction
from procrastinate.contrib.django import app

from fayuan.core.jobs import RETRY
from fayuan.dossier import drawing, store
from fayuan.dossier.models import Paper
from fayuan.dossier.papers.faults import PaperFault

log = logging.getLogger(__name__)


@app.task(name="dossier.draw", retry=RETRY)
def draw(paper_id: int) -> None:
    """Draw the paper's PDF, seal it and keep it; a paper that cannot be drawn says why, for the office to see."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=paper_id)
        if paper.pdf_id is not None:
            return
        try:
            pdf = drawing.sealed_pdf(paper)
        except PaperFault as fault:
            log.warning("paper %s cannot be drawn: %s", paper.pk, type(fault).__name__)
            paper.fault = str(fault)[:200]
        else:
            paper.pdf, paper.fault = store.put(pdf, paper.issued_at), ""
        paper.save(update_fields=["pdf", "fault"])
