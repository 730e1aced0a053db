"""How fast files are put into the store and got back, what the nightly check finds, and how a large dossier is sealed.

Run `python bench/store.py [FILES] [DOCUMENTS]`: a volume of 120 documents and 600 pages (aims: 30 s, 600 MB), then
100,000 files of 50 kB with the 95th percentile of putting and getting (aim: 30 ms each), in a scratch database; then
one file is lost, one altered, one added, one left over, and the check has to name each. Exits 1 when it does not.

Beside each figure its yardstick, taken in the same run and interleaved: the same bytes written plainly and synced, and
read again, in the same folder; for the dossier the same pages put one behind another by pikepdf and nothing more.
"""

import io
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import django
import pikepdf
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
os.environ.setdefault("DATABASE_URL", "postgresql:///nowhere")  # the scratch database comes later
django.setup()

import pictures  # noqa: E402  likewise
from django.conf import settings  # noqa: E402  likewise
from papers import installation  # noqa: E402  Django has to be set up first

from fayuan.dossier import inventory, store  # noqa: E402  likewise
from fayuan.dossier.jobs import make_edition  # noqa: E402  likewise
from fayuan.dossier.kinds import JPEG, PDF  # noqa: E402  likewise
from fayuan.dossier.models import Blob, Edition, Upload  # noqa: E402  likewise
from fayuan.dossier.operations import seal_volume  # noqa: E402  likewise
from fayuan.matters.models import Matter  # noqa: E402  likewise

import cast as standing  # noqa: E402  likewise
import steps  # noqa: E402  likewise

FILES, DOCUMENTS, PAGES = 100_000, 120, 600
SIZE = 50_000
LONG_AGO = 1_000_000_000
PHOTO_PAGE = (1600, 2200)  # pixels
YARD = 10  # each tenth file is also written plainly
SOURCE = random.Random(7)
T = TypeVar("T")


def percentile(took: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(took)[int(len(took) * share)] * 1000


def peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(took: list[float], act: Callable[[], T]) -> T:
    """Do it, and write down the seconds."""
    began = time.perf_counter()
    result = act()
    took.append(time.perf_counter() - began)
    return result


def plainly(place: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def time_store(count: int) -> list[Blob]:
    """Put so many different files, get a sample of them back; every tenth also plainly. Gives their rows."""
    took: dict[str, list[float]] = {"put": [], "plain put": [], "get": [], "plain get": []}
    blobs, plain = [], Path(settings.FILES_DIR).with_name("plain")
    for number in range(count):
        content = SOURCE.randbytes(SIZE)
        blobs.append(timed(took["put"], partial(store.put, content, standing.NOW)))
        if number % YARD == 0:
            timed(took["plain put"], partial(plainly, plain / f"{number % 256:02x}" / str(number), content))
    for number in SOURCE.sample(range(count), min(count, 10_000)):
        timed(took["get"], partial(store.get, blobs[number]))
        if number % YARD == 0:
            timed(took["plain get"], (plain / f"{number % 256:02x}" / str(number)).read_bytes)
    for name in ("put", "get"):
        ours, bare = (percentile(took[each], 0.95) for each in (name, f"plain {name}"))
        sys.stdout.write(
            f"{name}: {count} files, median {percentile(took[name], 0.5):.1f} ms, p95 {ours:.1f} ms"
            f" (plain file, {len(took[f'plain {name}'])} of them: p95 {bare:.1f} ms, × {ours / bare:.1f})\n"
        )
    return blobs


def time_check(blobs: list[Blob]) -> bool:
    """Lose, alter, add and leave over a file each; whether the check names exactly these."""
    lost, altered, kept = SOURCE.sample(blobs, 3)
    home = Path(settings.FILES_DIR)
    (home / store.name_of(lost.sha256)).unlink()
    place = home / store.name_of(altered.sha256)
    place.write_bytes(place.read_bytes()[:-1] + b"\0")
    extra, leftover = home / store.name_of("0" * 64), home / store.name_of(kept.sha256)
    plainly(extra, b"nobody's")
    kept.delete()
    for file in (extra, leftover):
        os.utime(file, (LONG_AGO, LONG_AGO))
    began = time.perf_counter()
    found = inventory.check(standing.NOW)
    each = (time.perf_counter() - began) / max(found.checked, 1) * 1000
    named = (found.missing, found.altered, found.extra, found.leftover)
    right = ([lost.sha256], [altered.sha256], [store.name_of("0" * 64)], [store.name_of(leftover.name)])
    sys.stdout.write(
        f"check: {found.checked} files, {each:.2f} ms each; 1 missing, 1 altered, 1 extra, 1 left over:"
        f" {'each named' if named == right else f'NOT as they are: {[len(one) for one in named]}'}\n"
    )
    return named == right


def documents(count: int) -> list[tuple[str, int, bytes]]:
    """Files as they stand after the checks: a third photographs, the rest PDFs that together make up the pages; the
    type of each, its pages, its bytes."""
    noise = pictures.photo(*PHOTO_PAGE)
    photos = count // 3
    each = (PAGES - photos) // max(count - photos, 1)
    return [
        (JPEG, 1, noise + bytes([number]))
        if number < photos
        else (PDF, each, pictures.pdf(each) + b"\n" * number)
        for number in range(count)
    ]


def hand_in(matter: Matter, files: list[tuple[str, int, bytes]]) -> None:
    """Put them into the matter."""
    for number, (media_type, pages, content) in enumerate(files):
        Upload.objects.create(
            matter=matter,
            kind=f"证据材料{number}",
            file_name=f"{number}",
            media_type=media_type,
            pages=pages,
            blob=store.put(content, standing.NOW),
            status=Upload.Status.CLEAN,
            at=standing.NOW,
        )


def time_one_behind_another(files: list[tuple[str, int, bytes]]) -> float:
    """Seconds for the same pages in one PDF and nothing more; photographs were made pages before."""
    photo = io.BytesIO()
    Image.open(io.BytesIO(files[0][2])).save(photo, "PDF")
    parts = [photo.getvalue() if media_type == JPEG else content for media_type, _pages, content in files]
    took: list[float] = []
    timed(took, partial(one_behind_another, parts))
    return took[0]


def one_behind_another(parts: list[bytes]) -> bytes:
    """Those PDFs as one."""
    whole, made = pikepdf.new(), io.BytesIO()
    for part in parts:
        with pikepdf.open(io.BytesIO(part)) as source:
            whole.pages.extend(source.pages)
    whole.save(made)
    return made.getvalue()


def time_dossier(cast: standing.Cast, count: int) -> None:
    """Seal the lawyer's volume with so many files in it."""
    matter = steps.closed(cast)
    matter.papers.update(pdf=store.put(pictures.pdf(2), standing.NOW))
    files = documents(count)
    hand_in(matter, files)
    before = peak()
    bare, bare_peak = time_one_behind_another(files), peak()
    by = cast.closing_reviewer
    edition = seal_volume(ref=matter.ref, volume="handling", by=by, now=standing.NOW)
    began = time.perf_counter()
    make_edition(edition.pk)
    took = time.perf_counter() - began
    edition = Edition.objects.get(pk=edition.pk)
    sys.stdout.write(
        f"dossier: {edition.total} documents, {edition.pages} pages sealed in {took:.1f} s, peak {peak():.0f} MB"
        f" (the same pages one behind another {bare:.2f} s, peak {bare_peak:.0f} MB, × {took / bare:.0f};"
        f" {before:.0f} MB before)\n"
    )


def main() -> int:
    """Prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    documents = int(sys.argv[2]) if len(sys.argv) > 2 else DOCUMENTS
    with installation():
        time_dossier(standing.build(), documents)
        return 0 if time_check(time_store(count)) else 1


if __name__ == "__main__":
    sys.exit(main())
