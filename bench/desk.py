"""How fast the desk's pages come among 20,000 matters: worklist, search, workspace, from a real web server.

Run ``python bench/desk.py [FOLDER]``. A city is loaded into a database of its own (in FOLDER, where it stays for the
next run, or in a folder that goes with this one), two web workers serve it, and one person asks for one page after
another over HTTP, each time for another matter. Five rounds; of each the 50th and 95th percentile, of those the median.
Beside it in the same run: SQL written by hand for the same rows, sent by psycopg, and a loop of pure Python as a unit
of this machine. Last, how many queries a page takes; of a workspace a span, for what is asked depends on the
state of the matter (the tests show that it does not grow with what a matter holds).
"""

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

GIVEN = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
FOLDER = GIVEN or Path(tempfile.mkdtemp(prefix="fayuan-bench-"))
os.environ |= {
    "FAYUAN_VAR": str(FOLDER),
    "FAYUAN_DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "fayuan.project.settings",
}
django.setup()

from django.db import connection  # noqa: E402  Django has to know the folder first
from django.test import Client  # noqa: E402  likewise
from django.test.utils import CaptureQueriesContext  # noqa: E402  likewise

from fayuan.core import clock  # noqa: E402  likewise
from fayuan.core.fields import BlindIndexField  # noqa: E402  likewise
from fayuan.matters.models import Grant, Matter, Party  # noqa: E402  likewise
from fayuan.matters.worklists import OPEN  # noqa: E402  likewise
from fayuan.people.models import Account  # noqa: E402  likewise
from fayuan.people.models import Person as Human  # noqa: E402  likewise
from fayuan.people.queries import posts_of  # noqa: E402  likewise
from fayuan.project import database  # noqa: E402  likewise
from fayuan.project.settings import connection as described  # noqa: E402  likewise

WEB_WORKERS = "2"
ROUNDS, ASKED = 5, 60  # rounds, and questions of a kind in a round
GOAL = 150.0  # milliseconds, 95th percentile
WHO = "approver"
CLI = [sys.executable, "-m", "fayuan.project.cli"]

WORKLIST = """
SELECT m.number, m.state, m.title_name, m.subject, m.form, m.opened_at, g.due_at, h.name
FROM matters_grant g JOIN matters_matter m ON m.id = g.matter_id LEFT JOIN people_person h ON h.id = m.handler_id
WHERE g.holder = %(holder)s AND g.reason = 'agency' AND g.until IS NULL AND g.state = ANY(%(states)s)
ORDER BY g.due_at NULLS LAST, g.matter_id LIMIT 26
"""
COUNTS = """
SELECT state, count(*), count(*) FILTER (WHERE due_at < now()) FROM matters_grant
WHERE holder = %(holder)s AND reason = 'agency' AND until IS NULL AND state = ANY(%(states)s) GROUP BY state
"""
HANDLED = ("handling", "suspended")  # the view 承办中
SUBJECT = "labour_remuneration"
NARROWED = WORKLIST.replace("ORDER BY", f"AND m.subject = '{SUBJECT}' ORDER BY")
FURTHER = """
SELECT m.number, m.state, m.title_name, m.subject, m.form, m.opened_at, g.due_at, h.name
FROM matters_grant g JOIN matters_matter m ON m.id = g.matter_id LEFT JOIN people_person h ON h.id = m.handler_id,
  (SELECT due_at, matter_id FROM matters_grant WHERE holder = %(holder)s AND reason = 'agency' AND until IS NULL
    AND matter_id = %(edge)s) edge
WHERE g.holder = %(holder)s AND g.reason = 'agency' AND g.until IS NULL AND g.state = ANY(%(states)s)
  AND (g.due_at > edge.due_at OR g.due_at = edge.due_at AND g.matter_id > edge.matter_id OR g.due_at IS NULL)
ORDER BY g.due_at NULLS LAST, g.matter_id LIMIT 26
"""
BY_NAME = """
SELECT m.* FROM matters_matter m WHERE EXISTS (SELECT 1 FROM matters_grant g WHERE g.matter_id = m.id
  AND g.holder = ANY(%(holders)s) AND g.until IS NULL)
AND m.id IN (SELECT matter_id FROM matters_party WHERE name LIKE %(name)s || '%%') ORDER BY m.id DESC LIMIT 50
"""
BY_NUMBER = """
SELECT m.* FROM matters_matter m WHERE m.number = %(number)s AND EXISTS (SELECT 1 FROM matters_grant g
  WHERE g.matter_id = m.id AND g.holder = ANY(%(holders)s) AND g.until IS NULL)
"""
BY_PHONE = """
SELECT m.* FROM matters_matter m WHERE EXISTS (SELECT 1 FROM matters_grant g WHERE g.matter_id = m.id
  AND g.holder = ANY(%(holders)s) AND g.until IS NULL)
AND m.id IN (SELECT p.matter_id FROM matters_party p JOIN people_person n ON n.id = p.person_id
  WHERE n.phone_index = %(digest)s) ORDER BY m.id DESC LIMIT 50
"""
MATTER = (
    "SELECT * FROM matters_matter m JOIN network_institution a ON a.id = m.agency_id WHERE m.id = %(id)s",
    "SELECT * FROM matters_party p LEFT JOIN people_person n ON n.id = p.person_id WHERE p.matter_id = %(id)s",
    "SELECT * FROM matters_timer WHERE matter_id = %(id)s AND ended_at IS NULL",
    "SELECT * FROM matters_entry WHERE matter_id = %(id)s ORDER BY at, id",
    "SELECT * FROM intake_application WHERE matter_id = %(id)s",
    "SELECT * FROM intake_assessment WHERE matter_id = %(id)s ORDER BY id DESC LIMIT 1",
    "SELECT * FROM dossier_paper WHERE matter_id = %(id)s",
    "SELECT * FROM dossier_upload WHERE matter_id = %(id)s",
    "SELECT * FROM messaging_message WHERE matter_id = %(id)s",
)
"""The rows of a workspace."""


@dataclass(frozen=True)
class Question:
    """A page asked for, and the bare SQL of its rows."""

    path: str
    bare: Sequence[tuple[str, dict[str, object]]]
    term: str = ""  # of a search


@contextmanager
def city() -> Iterator[None]:
    """The loaded city, its database running for the length of the block."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run([*CLI, "db", "start"], check=True, stdout=subprocess.DEVNULL)
    try:
        load(FOLDER / "loaded")
        connection.settings_dict.update(described(database.embedded_url("app", FOLDER)))  # known by now
        yield
    finally:
        connection.close()
        subprocess.run([*CLI, "db", "stop"], check=True, stdout=subprocess.DEVNULL)
        if GIVEN is None:
            shutil.rmtree(FOLDER)


def load(mark: Path) -> None:
    """Migrate, load unless this folder has it, and let the planner know."""
    subprocess.run([*CLI, "migrate", "--verbosity", "0"], check=True)
    if not mark.exists():
        began = time.perf_counter()
        subprocess.run([*CLI, "demo", "load", "--size", "city"], check=True)
        subprocess.run([*CLI, "db", "shell", "-c", "VACUUM ANALYZE"], check=True, capture_output=True)
        mark.touch()
        print(f"loaded in {time.perf_counter() - began:.0f} s")


@contextmanager
def served() -> Iterator[int]:
    """Two web workers as the product starts them; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "--interface": "wsgi",
        "--port": str(port),
        "--workers": WEB_WORKERS,
        "--workers-kill-timeout": "2",  # one that is still loading hears no order
    }
    flat = [part for pair in settings.items() for part in pair]
    command = [sys.executable, "-m", "granian", *flat]
    with (FOLDER / "bench.log").open("wb") as log:
        web = subprocess.Popen([*command, "fayuan.project.wsgi:application"], stdout=log, stderr=log)
        try:
            wait_for(port)
            yield port
        finally:
            web.terminate()
            web.wait()


def wait_for(port: int) -> None:
    """Until somebody listens."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


class Person:
    """Somebody who is signed in and asks for pages, one after another."""

    def __init__(self, port: int, username: str) -> None:

        self.line = http.client.HTTPConnection("127.0.0.1", port)
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.client.force_login(Account.objects.get(username=username))
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}
        self.token = self._token()

    def _token(self) -> str:
        """The cookie that forms must send back."""
        self.client.get("/desk/search/")
        self.cookies |= {name: morsel.value for name, morsel in self.client.cookies.items()}
        return next(value for name, value in self.cookies.items() if "csrf" in name)

    def ask(self, question: Question) -> float:
        """Milliseconds until the whole page is there."""
        heads = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.token,
        }
        body = None
        if question.term:
            body = f"q={question.term}".encode()
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.line.request("POST" if body else "GET", question.path, body, heads)
        answer = self.line.getresponse()
        answer.read()
        took = (time.perf_counter() - began) * 1000
        assert answer.status == 200, (question.path, answer.status)
        return took

    def queries(self, question: Question) -> int:
        """How many queries the page takes, asked in this process."""

        with CaptureQueriesContext(connection) as found:
            if question.term:
                self.client.post(question.path, {"q": question.term})
            else:
                self.client.get(question.path)
        return len(found)


def questions() -> dict[str, list[Question]]:
    """What is asked, by kind; every matter and name is another one."""
    human = Account.objects.get(username=WHO).person
    post = posts_of(human, clock.now()).first()
    assert post is not None
    agency = post.institution
    here = {"holder": agency.holder, "states": sorted(OPEN), "holders": [agency.holder, human.holder]}
    seen = Grant.objects.filter(holder=agency.holder, until=None).values("matter")
    matters = list(Matter.objects.filter(pk__in=seen).order_by("ref")[: 2 * ASKED])
    parties = list(
        Party.objects.filter(matter__in=matters, role="applicant", person__isnull=False).select_related(
            "person"
        )
    )
    sides = [(each.name, each.person.phone) for each in parties if each.person and each.person.phone][:ASKED]
    phones = Human._meta.get_field("phone_index")
    assert isinstance(phones, BlindIndexField)
    lists = [(WORKLIST, here), (COUNTS, here)]
    handled = here | {"states": sorted(HANDLED)}
    narrowed = [(NARROWED, handled), (COUNTS, handled), (COUNTS, here)]
    edges = seen.filter(state__in=OPEN).order_by("matter__ref").values_list("matter", "matter__ref")[:ASKED]
    by_name = [[(BY_NAME, here | {"name": name})] for name, _ in sides]
    by_phone = [[(BY_PHONE, here | {"digest": phones.digest(phone)})] for _, phone in sides]
    by_number = [[(BY_NUMBER, here | {"number": each.number})] for each in matters]
    rows = [[(sql, {"id": each.pk}) for sql in MATTER] for each in matters]
    search = "/desk/search/"
    return {
        "worklist": [Question("/desk/", lists)] * ASKED,
        "worklist, narrowed": [Question(f"/desk/?view=handling&subject={SUBJECT}", narrowed)] * ASKED,
        "worklist, further on": [
            Question(f"/desk/?after={ref}", [(FURTHER, here | {"edge": pk}), (COUNTS, here)])
            for pk, ref in edges
        ],
        "counts of the rail": [Question("/desk/counts/", [(COUNTS, here)])] * ASKED,
        "search by name": [
            Question(search, sql, name) for sql, (name, _) in zip(by_name, sides, strict=True)
        ],
        "search by phone": [
            Question(search, sql, phone) for sql, (_, phone) in zip(by_phone, sides, strict=True)
        ],
        "search by number": [
            Question(search, sql, each.number) for sql, each in zip(by_number, matters, strict=True)
        ][:ASKED],
        "workspace": [
            Question(f"/desk/matters/{each.ref}/", sql) for sql, each in zip(rows, matters, strict=True)
        ][:ASKED],
    }


def bare(question: Question) -> float:
    """Milliseconds of the same rows by hand-written SQL."""
    connection.ensure_connection()
    began = time.perf_counter()
    with connection.connection.cursor() as cursor:
        for sql, given in question.bare:
            cursor.execute(sql, given)
            cursor.fetchall()
    return (time.perf_counter() - began) * 1000


def unit() -> float:
    """Milliseconds of a loop of pure Python: what this machine is worth now."""
    began = time.perf_counter()
    sum(number * number % 7 for number in range(1_000_000))
    return (time.perf_counter() - began) * 1000


def percentile(values: Sequence[float], share: int) -> float:
    """Of values in any order."""
    return statistics.quantiles(values, n=100)[share - 1]


def main() -> None:
    """Load, serve, ask, print the table."""
    with city(), served() as port:
        measure(Person(port, WHO), questions())


def measure(person: Person, asked: dict[str, list[Question]]) -> None:
    """Five rounds, and a line for each kind of page."""
    for kind in asked.values():  # warm
        for question in kind[:10]:
            person.ask(question)
    units = [unit() for _ in range(ROUNDS)]
    heads = f"{'page':22} {'p50':>8} {'p95':>8} {'bare p50':>9} {'ratio':>6} {'queries':>8}"
    print(f"{heads}   (ms; goal p95 ≤ {GOAL:.0f}; {Matter.objects.count():,} matters)")
    for name, kind in asked.items():
        pages = [[person.ask(each) for each in kind] for _ in range(ROUNDS)]
        rows = [[bare(each) for each in kind] for _ in range(ROUNDS)]
        half, most = median(pages, 50), median(pages, 95)
        plain = median(rows, 50)
        counts = sorted({person.queries(each) for each in kind[:20]})
        shown = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
        missed = "" if most <= GOAL else "   misses the goal"
        print(f"{name:22} {half:8.1f} {most:8.1f} {plain:9.2f} {half / plain:6.1f} {shown:>8}{missed}")
    print(f"unit of this machine: {statistics.median(units):.0f} ms for a million squares")


def median(rounds: Sequence[Sequence[float]], share: int) -> float:
    """The median of the rounds' percentiles."""
    return statistics.median(percentile(each, share) for each in rounds)


if __name__ == "__main__":
    main()
