"""How fast papers are drawn and sealed: one letter in process, and a thousand as jobs on two workers.

Run ``python bench/papers.py [COUNT]``. A granted matter is driven through the operations in a scratch database (the
tests' steps and cast); its decision is then issued COUNT times (1,000 unless told), and two worker processes draw and
seal them while this one says how far they are. Aims: 250 ms for one letter (median), 150 s for a thousand.

Beside each figure its yardstick, taken in the same run: one line set bare by typst with the same fonts, in this process
and, for the jobs, as many of them as a worker has letters.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import django
import typst

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
os.environ.setdefault("DATABASE_URL", "postgresql:///nowhere")  # the scratch database comes later
django.setup()

from django.conf import settings  # noqa: E402  Django has to be set up first

from fayuan.core import keys  # noqa: E402  likewise
from fayuan.dossier import drawing  # noqa: E402  likewise
from fayuan.dossier.models import Paper  # noqa: E402  likewise
from fayuan.dossier.operations import issue  # noqa: E402  likewise
from fayuan.dossier.papers.fonts import typeface  # noqa: E402  likewise
from fayuan.project import environment, scratch  # noqa: E402  likewise
from fayuan.project.database import trials  # noqa: E402  likewise
from fayuan.project.database.addresses import role_address  # noqa: E402  likewise

import cast as standing  # noqa: E402  likewise
import steps  # noqa: E402  likewise
from databases import point_at  # noqa: E402  likewise

COUNT = 1_000
WORKERS = 2
LETTERS = 40  # drawn in process
LINE = '#set page(paper: "a4")\n给予法律援助'


@contextmanager
def installation() -> Iterator[dict[str, str]]:
    """A database, keys and a file store of its own; gives the surroundings of a worker that uses them."""
    with trials.test_server() as admin_url, tempfile.TemporaryDirectory() as home:
        settings.KEYS_FILE, settings.FILES_DIR = Path(home, "keys.json"), Path(home, "files")
        settings.SEALS_DIR, settings.FILES_S3 = Path(home, "seals"), ""
        keys.ensure_ring(settings.KEYS_FILE)
        trials.make_template(admin_url, scratch.migrate, "bench_template")
        address = trials.clone(admin_url, "bench_template", "bench")
        point_at(address)
        yield {
            environment.APP_URL: address,
            environment.SEALER_URL: role_address(admin_url, "sealer", "bench"),
            "FAYUAN_KEYS_FILE": str(settings.KEYS_FILE),
            "FAYUAN_FILES_DIR": str(settings.FILES_DIR),
            "FAYUAN_FILES_S3": "",
            "FAYUAN_SEALS_DIR": str(settings.SEALS_DIR),
            "FAYUAN_LOG_LEVEL": "WARNING",
        }


def one_letter(paper: Paper) -> list[float]:
    """Seconds that each drawing and sealing of a letter to somebody else took."""
    took = []
    for number in range(LETTERS):
        paper.data = paper.data | {"addressee": f"李某{number}"}
        began = time.perf_counter()
        drawing.sealed_pdf(paper)
        took.append(time.perf_counter() - began)
    return took


def bare_lines() -> list[float]:
    """Seconds that each setting of one line took, without data, seal or standard."""
    took = []
    for number in range(LETTERS):
        source, began = f"{LINE} {number}".encode(), time.perf_counter()
        typst.Compiler(input=source, font_paths=typeface().fonts).compile(format="pdf")
        took.append(time.perf_counter() - began)
    return took


def many_letters(paper: Paper, cast: standing.Cast, count: int, surroundings: dict[str, str]) -> float:
    """Seconds from the first worker's start until the last letter is kept."""
    for number in range(count):
        issue(
            paper.matter,
            "grant_decision",
            by=cast.approver,
            now=standing.NOW,
            data=paper.data | {"addressee": f"李某{number}"},
        )
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "1"]
    began = time.perf_counter()
    workers = [subprocess.Popen(command, env=os.environ | surroundings) for _ in range(WORKERS)]
    try:
        while (left := Paper.objects.filter(pdf=None, fault="").count()) and all(
            one.poll() is None for one in workers
        ):
            if sys.stdout.isatty():
                sys.stdout.write(f"\r{count - min(left, count):>6} / {count}\r")
                sys.stdout.flush()
            time.sleep(0.5)
        return time.perf_counter() - began
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(30)


def main() -> None:
    """Prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with installation() as surroundings:
        cast = standing.build()
        paper = steps.granted(cast).papers.select_related("issuer").get(form="grant_decision")
        bare, took = median(bare_lines()), one_letter(paper)
        first, usual = took[0] * 1000, median(took) * 1000
        sys.stdout.write(
            f"one letter, drawn and sealed: {usual:.0f} ms median, the first {first:.0f} ms"
            f" (bare typst line {bare * 1000:.0f} ms, × {usual / bare / 1000:.1f})\n"
        )
        seconds = many_letters(paper, cast, count, surroundings)
        faults = Paper.objects.exclude(fault="").count()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = used.ru_utime + used.ru_stime
        lines = bare * count / WORKERS
        sys.stdout.write(
            f"{count} letters as jobs on {WORKERS} workers: {seconds:.1f} s ({spent:.0f} s of work), {faults} faults"
            f" (as many bare lines {lines:.1f} s, × {seconds / lines:.1f})\n"
        )


if __name__ == "__main__":
    main()
