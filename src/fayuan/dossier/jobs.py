"""What happens to papers and files after the change is committed: papers are drawn, files are looked into."""

import logging
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from fayuan.core.actor import system
from fayuan.core.clock import now as clock_now
from fayuan.core.jobs import RETRY
from fayuan.dossier import drawing, inventory, leftovers, quarantine, rotation, sendings, store
from fayuan.dossier.cards import reading as card_reading
from fayuan.dossier.knocks import forget_knocks
from fayuan.dossier.models import Paper, Upload
from fayuan.dossier.papers.faults import PaperFault
from fayuan.dossier.volumes import sealing

log = logging.getLogger(__name__)

WAITED = timedelta(hours=1)


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


@app.task(name="dossier.examine", retry=RETRY)
def examine(upload_id: int) -> None:
    """Look into a file that waits in quarantine, and keep or refuse it; tried again while the scanner is silent."""
    upload = Upload.objects.get(pk=upload_id)
    if upload.status == Upload.Status.WAITING:
        finding = quarantine.look_into(upload)
        quarantine.settle_upload(ref=upload.ref, finding=finding, by=system("dossier"), now=clock_now())
    store.let_go(upload.held)


@app.task(name="dossier.read_card", retry=RETRY)
def read_card(reading_id: int) -> None:
    """Read the photograph of an identity card, and let it go."""
    card_reading.read(reading_id)


@app.periodic(cron="43 * * * *", periodic_id="forget_passing")
@app.task(name="dossier.forget_passing", queueing_lock="dossier.forget_passing")
def forget_passing(timestamp: int) -> None:
    """Every hour: what was read from cards, and files that came in pieces, are kept a day."""
    card_reading.forget(clock_now())
    sendings.forget(clock_now())


@app.periodic(cron="23 * * * *", periodic_id="examine_waiting")
@app.task(name="dossier.examine_waiting", queueing_lock="dossier.examine_waiting")
def examine_waiting(timestamp: int) -> None:
    """Every hour: what has waited since the scanner fell silent is looked into again."""
    before = clock_now() - WAITED
    for upload in Upload.objects.filter(status=Upload.Status.WAITING, at__lt=before).order_by("at"):
        examine(upload.pk)


@app.periodic(cron="13 2 * * *", periodic_id="forget_knocks")
@app.task(name="dossier.forget_knocks", queueing_lock="dossier.forget_knocks")
def forget_old_knocks(timestamp: int) -> None:
    """Nightly: counts of visits at open doors are kept a day."""
    forget_knocks(clock_now())


@app.periodic(cron="37 1 * * *", periodic_id="check_store")
@app.task(name="dossier.check_store", queueing_lock="dossier.check_store")
def check_store(timestamp: int) -> None:
    """Nightly: every file of the store is there, as it was put, and no other; leftovers of a week ago go."""
    found = inventory.check(clock_now())
    if not found.is_clean:
        counts = (len(found.missing), len(found.altered), len(found.extra))
        log.error("the store: %s missing, %s altered, %s extra files", *counts)
    leftovers.tidy(clock_now())


@app.task(name="dossier.make_edition", retry=RETRY)
def make_edition(edition_id: int) -> None:
    """Bind and seal a volume."""
    sealing.make(edition_id, clock_now())


@app.task(name="dossier.rewrite_files", queueing_lock="dossier.rewrite_files", retry=RETRY)
def rewrite_files(place: int = 0) -> None:
    """Write the files of one folder anew that stand under an older key, and let the next folder follow."""
    rotation.rewrite(rotation.FOLDERS[place])
    if place + 1 < len(rotation.FOLDERS):
        rewrite_files.defer(place=place + 1)
