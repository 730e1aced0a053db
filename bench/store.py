"""How fast files are put into the store and got back, and how a large dossier is sealed.

Run `python bench/store.py [FILES] [DOCUMENTS]`: 100,000 files of 50 kB with the 95th percentile of putting and getting
(aim: 30 ms each), then a volume of 120 documents and 600 pages (aims: 30 s, 600 MB), in a scratch database.
"""

import os
import random
import resource
import sys
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
os.environ.setdefault("DATABASE_URL", "postgresql:///nowhere")  # the scratch database comes later
django.setup()

import pictures  # noqa: E402  likewise
from papers import installation  # noqa: E402  Django has to be set up first

from fayuan.dossier import store  # noqa: E402  likewise
from fayuan.dossier.jobs import make_edition  # noqa: E402  likewise
from fayuan.dossier.kinds import JPEG, PDF  # noqa: E402  likewise
from fayuan.dossier.models import Edition, Upload  # noqa: E402  likewise
from fayuan.dossier.operations import seal_volume  # noqa: E402  likewise
from fayuan.matters.models import Matter  # noqa: E402  likewise

import cast as standing  # noqa: E402  likewise
import steps  # noqa: E402  likewise

FILES, DOCUMENTS, PAGES = 100_000, 120, 600
SIZE = 50_000
SOURCE = random.Random(7)


def percentile(took: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(took)[int(len(took) * share)] * 1000


def time_store(count: int) -> None:
    """Put so many different files, get a sample of them back."""
    put, got, blobs = [], [], []
    for _number in range(count):
        content = SOURCE.randbytes(SIZE)
        began = time.perf_counter()
        blobs.append(store.put(content, standing.NOW))
        put.append(time.perf_counter() - began)
    for blob in SOURCE.sample(blobs, min(count, 10_000)):
        began = time.perf_counter()
        store.get(blob)
        got.append(time.perf_counter() - began)
    for name, took in (("put", put), ("get", got)):
        sys.stdout.write(
            f"{name}: {count} files, median {percentile(took, 0.5):.1f} ms, p95 {percentile(took, 0.95):.1f} ms\n"
        )


def hand_in(matter: Matter, count: int) -> None:
    """Files as they stand after the checks: a third photographs, the rest PDFs that together make up the pages."""
    noise = pictures.photo(1600, 2200)
    photos = count // 3
    each = (PAGES - photos) // max(count - photos, 1)
    for number in range(count):
        is_photo = number < photos
        content = noise + bytes([number]) if is_photo else pictures.pdf(each) + b"\n" * number
        Upload.objects.create(
            matter=matter,
            kind=f"证据材料{number}",
            file_name=f"{number}",
            media_type=JPEG if is_photo else PDF,
            pages=1 if is_photo else each,
            blob=store.put(content, standing.NOW),
            status=Upload.Status.CLEAN,
            at=standing.NOW,
        )


def time_dossier(cast: standing.Cast, count: int) -> None:
    """Seal the lawyer's volume with so many files in it."""
    matter = steps.closed(cast)
    matter.papers.update(pdf=store.put(pictures.pdf(2), standing.NOW))
    hand_in(matter, count)
    by = cast.closing_reviewer
    edition = seal_volume(ref=matter.ref, volume="handling", by=by, now=standing.NOW)
    began = time.perf_counter()
    make_edition(edition.pk)
    took = time.perf_counter() - began
    edition = Edition.objects.get(pk=edition.pk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"dossier: {edition.total} documents, {edition.pages} pages sealed in {took:.1f} s, peak {peak:.0f} MB\n"
    )


def main() -> None:
    """Prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    documents = int(sys.argv[2]) if len(sys.argv) > 2 else DOCUMENTS
    with installation():
        time_dossier(standing.build(), documents)
        time_store(count)


if __name__ == "__main__":
    main()
