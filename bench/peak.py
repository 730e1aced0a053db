"""The nation's busiest hour on this machine: two web workers, requests that arrive whether or not the last is answered.

Run ``python bench/peak.py [FOLDER] [SECONDS]`` (30 for each rate), with `DATABASE_URL` where the province is loaded in
a server of its own (keys in FOLDER), else on the city of ``bench/desk.py`` in FOLDER. The arithmetic of the rate and of
the mix stands in `docs/operations/scale.md` and here: 31 provinces take 1.5 million cases and 12 million calls a year,
in 250 days of 7 hours; the busiest hour is three times the middle one; a case is looked at 60 times in its life, a
call needs two pages. That is 57 pages a second. Each rate (a quarter of it, half, all, one and a half, twice) is kept
up for so long; a page's time counts from when it was due, so that a queue is not hidden. Printed: p50 and p95 by page,
and how much of the processors the web server, the database and this driver took: what bends first.
"""

import http.client
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "bench")]
SECONDS = float(sys.argv.pop(2)) if len(sys.argv) > 2 else 30.0
GIVEN_URL = os.environ.get("DATABASE_URL")

import desk  # noqa: E402  it tells Django where the city is
import psutil  # noqa: E402  likewise
from django.test import Client  # noqa: E402  likewise

from fayuan.core import clock  # noqa: E402  likewise
from fayuan.matters.models import Party  # noqa: E402  likewise
from fayuan.people.models import Account  # noqa: E402  likewise

CASES, CALLS, PROVINCES = 1_500_000, 12_000_000, 31  # a year, of the nation
LOOKS, CALL_PAGES = 60, 2  # pages for a case in its life, and for a call
WORKING = 250 * 7 * 3600  # seconds of work in a year
BUSIEST = 3
RATE = (CASES * LOOKS + CALLS * CALL_PAGES) / WORKING * BUSIEST  # pages a second
MIX = {"track": 35, "worklist": 20, "workspace": 20, "search": 10, "lawyer's cases": 10, "notices": 5}
"""Of a hundred pages: citizens who follow their matter, clerks, lawyers, authorities."""
STEPS = (0.25, 0.5, 1.0, 1.5, 2.0)
AT_ONCE = 64
GOAL = 400.0  # milliseconds, 95th percentile


@dataclass(frozen=True)
class Page:
    """A page as somebody asks for it."""

    kind: str
    path: str
    cookie: str
    token: str = ""
    term: str = ""

    def ask(self, port: int) -> int:
        """Ask for it; gives the status."""
        heads = {"Cookie": self.cookie, "X-CSRFToken": self.token}
        body = None
        if self.term:
            body, heads["Content-Type"] = f"q={self.term}".encode(), "application/x-www-form-urlencoded"
        line = _line(port)
        line.request("POST" if body else "GET", self.path, body, heads)
        answer = line.getresponse()
        answer.read()
        return answer.status


_local = threading.local()


def _line(port: int) -> http.client.HTTPConnection:
    if not hasattr(_local, "line"):
        _local.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line: http.client.HTTPConnection = _local.line
    return line


@dataclass
class Load:
    """What one rate came to."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: int = 0

    def one(self, page: Page, due: float, port: int) -> None:
        """Ask for a page that was due at a moment."""
        try:
            status = page.ask(port)
        except OSError:
            status = 0
            _local.__dict__.pop("line", None)
        self.took[page.kind].append((time.perf_counter() - due) * 1000)
        self.failed += status != 200


def main() -> None:
    """Serve, load, print."""
    with nullcontext() if GIVEN_URL else desk.city(), desk.served() as port:
        pages = gather(port)
        for kind in pages.values():
            for page in kind[:10]:
                page.ask(port)
        print(f"the nation's busiest hour: {RATE:.0f} pages a second; mix {MIX}")
        print(
            f"unit of this machine: {desk.unit():.0f} ms; {os.cpu_count()} processors, driver on the same machine"
        )
        for step in STEPS:
            run(RATE * step, pages, port)


def gather(port: int) -> dict[str, list[Page]]:
    """Pages of each kind, each about another matter."""
    asked = desk.questions()
    clerk = desk.Person(port, desk.WHO)
    cookie = "; ".join(f"{name}={value}" for name, value in clerk.cookies.items())

    def at_desk(kind: str, *names: str) -> list[Page]:
        return [
            Page(kind, each.path, cookie, clerk.token, each.term) for name in names for each in asked[name]
        ]

    return {
        "track": list(tracks()),
        "worklist": at_desk("worklist", "worklist"),
        "workspace": at_desk("workspace", "workspace"),
        "search": at_desk("search", "search by name", "search by phone", "search by number"),
        "lawyer's cases": [Page("lawyer's cases", "/lawyer/cases/", signed_in("gao"))],
        "notices": [Page("notices", "/authority/", signed_in("court"))],
    }


def tracks() -> Sequence[Page]:
    """Citizens who follow their matters."""
    sides = Party.objects.filter(role="applicant", person__isnull=False, matter__origin="application")
    found = []
    for party in sides.select_related("matter", "person").order_by("-pk")[:420:7]:
        made = {"username": f"bench-{party.person_id}", "made_at": clock.now()}
        account, _new = Account.objects.get_or_create(person=party.person, defaults=made)
        found.append(Page("track", f"/my/matters/{party.matter.ref}/", signed_in(account.username)))
    return found


def signed_in(username: str) -> str:
    """The cookies of whoever has this sign-in name."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username=username))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def run(rate: float, pages: dict[str, list[Page]], port: int) -> None:
    """Keep the rate up, then say what came of it."""
    random, load = Random(1), Load()
    before, began = processors(), time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        due = began
        while due < began + SECONDS:
            due += random.expovariate(rate)
            time.sleep(max(0.0, due - time.perf_counter()))
            kind = random.choices(list(MIX), list(MIX.values()))[0]
            people.submit(load.one, random.choice(pages[kind]), due, port)
    seconds = time.perf_counter() - began
    after = processors()
    every = [value for values in load.took.values() for value in values]
    print(
        f"{rate:6.1f} pages/s: p50 {desk.percentile(every, 50):6.0f}, p95 {desk.percentile(every, 95):6.0f} ms",
        end="",
    )
    print(
        f" ({'within' if desk.percentile(every, 95) <= GOAL else 'over'} {GOAL:.0f}), {load.failed} failed; ",
        end="",
    )
    print(", ".join(f"{name} {(after[name] - before[name]) / seconds:.2f}" for name in after), "processors")
    for name, values in load.took.items():
        if len(values) > 1:
            print(
                f"       {name:16} p50 {desk.percentile(values, 50):6.0f}  p95 {desk.percentile(values, 95):6.0f} ms"
            )


def processors() -> dict[str, float]:
    """Seconds of processor that the web server, the database and this driver have used so far."""
    used = {"web": 0.0, "database": 0.0, "driver": time.process_time()}
    own = {each.pid for each in psutil.Process().children(recursive=True)}
    for process in psutil.process_iter(["name", "pid"]):
        name = process.info["name"] or ""
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        if process.info["pid"] in own and "postgres" not in name:
            used["web"] += times.user + times.system
        elif "postgres" in name:
            used["database"] += times.user + times.system
    return used


if __name__ == "__main__":
    main()
