"""How long a replay of 100,000 past decisions takes, rows to answer, on one core.

Run ``python bench/replay.py``. A handful of decisions of different kinds are driven through the operations in a scratch
database (the tests' steps and cast); their matters, parties, applications and assessments are then copied as rows until
there are enough. The persons are shared, but read and asked anew for every decision. The other rules give the province
a line of its own, so that every means test has to be done under both.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
os.environ.setdefault("DATABASE_URL", "postgresql:///nowhere")  # the scratch database comes later
django.setup()

from django.conf import settings  # noqa: E402  likewise
from django.db import connection  # noqa: E402  likewise

from fayuan.core import keys  # noqa: E402  likewise
from fayuan.intake.replay import count, replay_all  # noqa: E402  likewise
from fayuan.matters import rules  # noqa: E402  likewise
from fayuan.project import scratch  # noqa: E402  likewise
from fayuan.project.database import trials  # noqa: E402  likewise

import cast as standing  # noqa: E402  Django has to be set up first
import steps  # noqa: E402  likewise
from databases import point_at  # noqa: E402  likewise

WANTED = 100_000
STEP = 10_000  # between an id and the id of its copy
COPIED = {"matters_matter": "id", "matters_party": "matter_id", "intake_application": "matter_id",
          "intake_assessment": "matter_id"}  # fmt: skip
LINE = """\
hardship.formula:
  - value: {name: 试行标准, article: 试行标准 1, base: fixed, amount: AMOUNT 元, below: false}
    from: 2025-01-01
    basis: 试行标准
    mark: 待核实
"""
TESTED = {"subject": "traffic_injury", "form": "litigation", "forum_kind": "court",
          "materials": ("application_form", "id_card", "means_statement", "case_papers")}  # fmt: skip


@contextmanager
def scratch_database() -> Iterator[None]:
    """A migrated database of its own, gone afterwards."""
    with trials.test_server() as admin_url, tempfile.TemporaryDirectory() as home:
        settings.KEYS_FILE, settings.FILES_DIR = Path(home, "keys.json"), Path(home, "files")
        keys.ensure_ring(settings.KEYS_FILE)
        trials.make_template(admin_url, scratch.migrate, "bench_template")
        point_at(trials.clone(admin_url, "bench_template", "bench"))
        try:
            yield
        finally:
            connection.close()


def drive(cast: standing.Cast) -> None:
    """Twenty decisions: exempt, means-tested at different incomes and households, refused, notified."""
    for number in range(8):
        household = [
            {"relation": "self", "income_fen": 60_000 * number},
            {"relation": "child", "income_fen": 0},
        ]
        steps.granted(cast, means={"household": household, "assets": []}, **TESTED)
        steps.granted(cast)
    for _ in range(2):
        steps.refused(cast, means={"household": [{"relation": "self", "income_fen": 900_000}]}, **TESTED)
        steps.notified(cast)


def multiply(times: int) -> None:
    """Copy the rows of every matter so many times."""
    with connection.cursor() as cursor:
        for table, matter in COPIED.items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
            )
            names = [f'"{name}"' for (name,) in cursor.fetchall()]
            moved = {'"id"': f"id + n * {STEP}", f'"{matter}"': f"{matter} + n * {STEP}"}
            if table == "matters_matter":
                moved['"ref"'] = "substr(md5(id || '/' || n), 1, 9)"
            picked = ", ".join(moved.get(name, name) for name in names)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {picked} FROM {table}, generate_series(1, %s) n",
                [times - 1],
            )
            cursor.execute(f"ANALYZE {table}")


def line(home: str, amount: int) -> Path:
    """A folder of rules with a line for the province."""
    folder = Path(home, str(amount), "regions", "970000")
    folder.mkdir(parents=True)
    (folder / "line.yaml").write_text(LINE.replace("AMOUNT", str(amount)), encoding="utf-8")
    return Path(home, str(amount))


def yardstick() -> float:
    """Seconds of the process for ten million additions in a plain loop, to compare machines by."""
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - began


def main() -> None:
    """Prints the figures."""
    with scratch_database(), tempfile.TemporaryDirectory() as home:
        drive(standing.build())
        driven = count()
        multiply(-(-WANTED // driven))
        before, after = (rules.with_others(folders=[line(home, amount)]) for amount in (1000, 2000))
        began, began_cpu = time.perf_counter(), time.process_time()
        found = replay_all(before, after)
        took, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(f"decisions driven {driven}, looked at {found.looked_at:,}, otherwise {len(found.otherwise):,}")
    print(f"replay                  {took:>10.1f} s   ({cpu:.1f} s of this process; wanted 60 s)")
    print(
        f"yardstick               {yardstick():>10.2f} s   of this process: ten million additions in a plain loop"
    )


if __name__ == "__main__":
    main()
