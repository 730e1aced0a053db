"""How fast the auditor's desk searches a large audit trail, and how fast the trail is sealed and verified.

Run `python bench/audit.py [ROWS]` (10,000,000 unless told): a trail of three years is written in a scratch database,
each question the desk can put is asked as the page asks it (aim: one second each, the slowest of five), and a part of
it is sealed and verified. The yardstick beside each figure is the time of one round trip with an empty question.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
os.environ.setdefault("DATABASE_URL", "postgresql:///nowhere")  # the scratch database comes later
django.setup()

import psycopg  # noqa: E402  Django has to be set up first
from django.conf import settings  # noqa: E402  likewise
from django.db import connection  # noqa: E402  likewise

from fayuan.core import audit, keys, sealing, trail, verifying  # noqa: E402  likewise
from fayuan.core.trail import Asked  # noqa: E402  likewise
from fayuan.project import scratch  # noqa: E402  likewise
from fayuan.project.database import role_address, trials  # noqa: E402  likewise

from cast import NOW  # noqa: E402  likewise
from databases import point_at  # noqa: E402  likewise

ROWS, AIM = 10_000_000, 1.0
SEALED = 1_000_000  # of them sealed and verified here, at most
YEARS = timedelta(days=3 * 365)
BATCH = 500_000
WRITE = """INSERT INTO core_auditrow (at, actor_kind, actor_name, account_id, person_id, channel, ip, request_id,
    action, result, reason, subject_kind, subject_id, agency_id, details)
SELECT %s::timestamptz - n * %s::interval, 'staff', 'clerk ' || n %% 20000, n %% 20000, n %% 20000, 'page', '10.0.0.1',
    md5(n::text),
    (ARRAY['view_matter','search','view_paper','receive_application','unmask','sign_in'])[1 + n * 7919 %% 6],
    CASE WHEN n %% 97 = 0 THEN 'refused' ELSE 'done' END, '', CASE WHEN n %% 5000 = 0 THEN 'token' ELSE 'matter' END,
    'M' || n * 7919 %% 1250000, 1 + n * 31 %% 154, '{}'
FROM generate_series(%s::bigint, %s::bigint) AS n"""
SPAN = {"since": NOW - YEARS - timedelta(days=40), "until": NOW + timedelta(days=1)}
QUESTIONS = {
    "last thirty days": Asked(since=NOW - timedelta(days=30), until=NOW + timedelta(days=1)),
    "three years": Asked(**SPAN),
    "one person": Asked(**SPAN, person=77),
    "one action": Asked(**SPAN, action="unmask"),
    "an action nobody did": Asked(**SPAN, action="export_audit"),
    "refused": Asked(**SPAN, result="refused"),
    "refused to one person": Asked(**SPAN, result="refused", person=97),
    "one action of one person": Asked(**SPAN, action="unmask", person=82),
    "one matter": Asked(**SPAN, subject_kind="matter", subject_id="M7919"),
    "a rare kind": Asked(**SPAN, subject_kind="token"),
    "a kind that is not there": Asked(**SPAN, subject_kind="volume"),
    "one agency": Asked(**SPAN, agency=12),
    "refused at one agency": Asked(**SPAN, agency=12, result="refused"),
    "one action at one agency": Asked(**SPAN, agency=12, action="unmask"),
    "refused, one action at one agency": Asked(**SPAN, agency=12, action="unmask", result="refused"),
}


def write(count: int) -> None:
    """A trail of three years with so many rows."""
    for back in range(38):
        audit.ensure_partitions(NOW - timedelta(days=30 * back), months=1)
    step = YEARS / count
    with connection.cursor() as cursor:
        for first in range(1, count + 1, BATCH):
            cursor.execute(WRITE, [NOW, step, first, min(first + BATCH - 1, count)])
            sys.stdout.write(f"\rwritten {min(first + BATCH - 1, count):>12,}")
            sys.stdout.flush()
    sys.stdout.write("\n")


def analyze(owner_url: str) -> None:
    """As autovacuum does in the life of a server."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE core_auditrow")
        size = owner.execute(
            "SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'core_auditrow'::regclass"
        ).fetchone()
    assert size is not None
    sys.stdout.write(f"size with indexes {int(size[0]) / 1e9:.2f} GB\n")


def timed(deed: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def nothing() -> None:
    """The yardstick: a question with nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask() -> Iterator[str]:
    """Each question five times; those that are too slow."""
    for name, asked in QUESTIONS.items():
        took = sorted(timed(lambda asked=asked: trail.page(asked)) for _time in range(5))  # type: ignore[misc]
        yard = median(timed(nothing) for _time in range(5))
        found = trail.page(asked)
        sys.stdout.write(
            f"{name:<36} median {took[2] * 1000:8.1f} ms  slowest {took[-1] * 1000:8.1f} ms  "
            f"rows {len(found.rows):>2}  yardstick {yard * 1000:.2f} ms\n"
        )
        if took[-1] > AIM:
            yield name


def time_seals(sealer_url: str, count: int) -> None:
    """Seal and verify so many rows."""
    with psycopg.connect(sealer_url, autocommit=True) as sealer:
        sealed, began = 0, time.perf_counter()
        while sealed < count and (more := sealing.seal_round(sealer, NOW)):
            sealed += more
        took = time.perf_counter() - began
        sys.stdout.write(f"sealed {sealed:,} rows in {took:.1f} s, {sealed / took:,.0f} a second\n")
        began = time.perf_counter()
        result = verifying.verify(sealer)
        took = time.perf_counter() - began
        sys.stdout.write(
            f"verified {result.rows:,} rows in {took:.1f} s, {result.rows / took:,.0f} a second\n"
        )
        assert not result.broken


def main() -> int:
    """Prints the figures; exits 1 when a question took longer than it may."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as home, trials.test_server() as admin_url:
        settings.KEYS_FILE = Path(home, "keys.json")
        keys.ensure_ring(settings.KEYS_FILE)
        trials.make_template(admin_url, scratch.migrate, "bench_template")
        point_at(trials.clone(admin_url, "bench_template", "bench"))
        sys.stdout.write(f"writing took {timed(lambda: write(count)):.0f} s\n")
        analyze(role_address(admin_url, "owner", "bench"))
        slow = list(ask())
        time_seals(role_address(admin_url, "sealer", "bench"), min(count, SEALED))
        connection.close()
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
