"""How fast work in the background gets done, and that none is lost or done twice: 100,000 messages, three workers.

Run ``python bench/jobs.py [JOBS]``. A PostgreSQL of its own (the system's, 15 where there is one), durable, over TCP;
two web workers that are asked for pages all the while; three worker processes, of which one is killed (kill -9) in
the middle and started again. The carrier writes down what it carried, outside the product's transactions. Exits 1 when
one message was lost or carried twice. Beside the rate: a loop of pure Python as a unit of this machine.
"""

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

import psycopg  # noqa: E402  the tests' helpers had to be found first
from carrier import TABLE  # noqa: E402  likewise
from tcp_server import addresses, free_port, tcp_server, version  # noqa: E402  likewise

JOBS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
WORKERS, WEB_WORKERS, THREADS = 3, 2, 4
CHUNK = 1_000  # jobs put into the queue in one transaction
PATIENCE = 3 * 3600  # seconds for all of it
CLI = [sys.executable, "-m", "fayuan.project.cli"]
FILL = f"""
import django; django.setup()
from django.db import transaction
from fayuan.core import clock
from fayuan.messaging.jobs import send
from fayuan.messaging.models import Message
from fayuan.people.models import Person
now = clock.now()
somebody = Person.objects.create(name="测某", phone="14200000001", made_at=now, is_fictional=True)
for start in range(0, {JOBS}, {CHUNK}):
    with transaction.atomic():
        made = Message.objects.bulk_create(
            Message(person=somebody, channel="sms", template="question_answered", text="您的咨询已有答复。",
                    made_at=now, not_before=now) for _ in range(min({CHUNK}, {JOBS} - start)))
        send.batch_defer(*[{{"message_id": each.pk}} for each in made])
"""


def main() -> int:
    """Set up, fill the queue, let it be emptied, count."""
    home = Path(tempfile.mkdtemp(prefix="fayuan-jobs-", dir="/tmp"))
    home.chmod(0o755)
    try:
        with tcp_server(home) as admin_url:
            environment = os.environ | addresses(admin_url) | surroundings(home)
            subprocess.run([*CLI, "migrate", "--verbosity", "0"], env=environment, check=True)
            with psycopg.connect(environment["FAYUAN_OWNER_DATABASE_URL"]) as owner:
                owner.execute(TABLE)
                owner.execute("CREATE INDEX ON carried (name)")
            print(
                f"{version(admin_url)}, over TCP; {WEB_WORKERS} web workers, {WORKERS} workers × {THREADS} at once"
            )
            return run(environment, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def surroundings(home: Path) -> dict[str, str]:
    """What the product's processes are told beside the database."""
    return {
        "FAYUAN_VAR": str(home / "var"),
        "FAYUAN_SMS_ADAPTER": "carrier.Ledger",
        "FAYUAN_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT / "tests"),
        "DJANGO_SETTINGS_MODULE": "fayuan.project.settings",
    }


def run(environment: dict[str, str], home: Path) -> int:
    """Fill and empty the queue; gives the exit code."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", FILL], env=environment, check=True)
    print(f"{JOBS} jobs put into the queue in {time.perf_counter() - began:.0f} s")
    with ExitStack() as stack:
        port = stack.enter_context(web(environment, home))
        pages = stack.enter_context(visitor(port))
        workers = [stack.enter_context(worker(environment, home)) for _ in range(WORKERS)]
        began = time.perf_counter()
        wait(environment, JOBS // 2, workers)
        workers[0].kill()
        print(f"a worker was killed after {done(environment)} jobs")
        workers[0] = stack.enter_context(worker(environment, home))
        wait(environment, JOBS, workers)
        seconds = time.perf_counter() - began
    print(f"all done after {seconds:.0f} s: {JOBS / seconds:.0f} jobs a second")
    middle, most = statistics.median(pages), statistics.quantiles(pages, n=20)[-1]
    print(f"meanwhile {len(pages)} pages: p50 {middle:.0f} ms, p95 {most:.0f} ms")
    print(f"unit of this machine: {unit():.0f} ms for a million squares")
    return count(environment)


def wait(environment: dict[str, str], enough: int, workers: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Until so many messages have been settled as sent, while all the workers live."""
    until = time.monotonic() + PATIENCE
    while (settled := done(environment)) < enough:
        if time.monotonic() > until or any(each.poll() is not None for each in workers):
            raise RuntimeError(f"{settled} of {enough}, and then a worker ended or time was up")
        time.sleep(1)


def done(environment: dict[str, str]) -> int:
    """How many messages are settled as sent."""
    return asked(environment, "SELECT count(*) FROM messaging_message WHERE status = 'sent'")


def asked(environment: dict[str, str], question: str) -> int:
    """The number that a question gives."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]  # a fixed text
    assert row is not None
    return int(row[0])


def count(environment: dict[str, str]) -> int:
    """Say what was lost and what was done twice; 0 when nothing."""
    carried = asked(environment, "SELECT count(*) FROM carried")
    distinct = asked(environment, "SELECT count(DISTINCT name) FROM carried")
    left = asked(environment, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'messaging.send'")
    lost, twice = JOBS - distinct, carried - distinct
    print(f"carried {carried}; lost {lost}, twice {twice}, left in the queue {left}")
    return 1 if lost or twice or left else 0


@contextmanager
def worker(environment: dict[str, str], home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process as the product starts it."""
    command = [sys.executable, "-m", "django", "procrastinate", "worker"]
    options = ["--concurrency", str(THREADS), "--delete-jobs", "successful"]
    with (home / "worker.log").open("ab") as log:
        started = subprocess.Popen([*command, *options], env=environment, stdout=log, stderr=log)
    try:
        yield started
    finally:
        started.terminate()
        started.wait()


@contextmanager
def web(environment: dict[str, str], home: Path) -> Iterator[int]:
    """The web server; gives its port."""
    port = free_port()
    options = ["--interface", "wsgi", "--port", str(port), "--workers", str(WEB_WORKERS)]
    command = [sys.executable, "-m", "granian", *options, "--workers-kill-timeout", "2"]
    with (home / "web.log").open("wb") as log:
        started = subprocess.Popen(
            [*command, "fayuan.project.wsgi:application"], env=environment, stdout=log, stderr=log
        )
    try:
        yield port
    finally:
        started.terminate()
        started.wait()


@contextmanager
def visitor(port: int) -> Iterator[list[float]]:
    """Somebody who opens the first page four times a second; gives the milliseconds it took."""
    took: list[float] = []
    over = threading.Event()

    def visit() -> None:
        while not over.wait(0.25):
            began = time.perf_counter()
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                line.request("GET", "/")
                line.getresponse().read()
                took.append((time.perf_counter() - began) * 1000)
            except OSError:  # not listening yet
                continue
            finally:
                line.close()

    visits = threading.Thread(target=visit)
    visits.start()
    try:
        yield took
    finally:
        over.set()
        visits.join()


def unit() -> float:
    """Milliseconds of a loop of pure Python: what this machine is worth now."""
    began = time.perf_counter()
    sum(number * number % 7 for number in range(1_000_000))
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
