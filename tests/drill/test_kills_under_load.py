"""Systems of a court send notices without a pause while database, web server and worker are killed, round after round.

`FAYUAN_DRILL_ROUNDS` says how many kills (a hundred unless told). What was answered with 201 was promised: afterwards
each of them is there, once, its messages went out once, the audit trail verifies, and history agrees with everything.
After each kill the product serves again within `SERVING` seconds.
"""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from datetime import timedelta
from itertools import count, cycle
from os import environ
from random import Random
from threading import Event, Thread
from time import monotonic

import pytest
from django.db import OperationalError, connection, connections
from drill.kills import Assassin
from procrastinate.contrib.django.models import ProcrastinateJob
from product import Product, until

from fayuan.core import clock
from fayuan.core.actor import system
from fayuan.matters.models import Matter
from fayuan.messaging.models import Message
from fayuan.people.operations import make_token

from cast import build

pytestmark = pytest.mark.drill
ROUNDS = int(environ.get("FAYUAN_DRILL_ROUNDS", "100"))
SERVING = float(environ.get("FAYUAN_DRILL_SERVING", "15"))  # seconds from a kill to the next page
SENDERS = 3
STALLED = 420.0  # seconds: a job whose worker died is put back after two minutes
SENT_LINE = re.compile(r"text message (fayuan-\d+)")
BODY = {
    "form": "defence",
    "reason": "minor",
    "stage": "first_instance",
    "offence": "盗窃罪",
    "contact": "孔某 0999-5550001",
}


class Court:
    """A system that sends notices until told to stop, each until it is answered; keeps what was promised to it."""

    def __init__(self, product: Product, secret: str, name: str) -> None:
        self.product, self.secret, self.name = product, secret, name
        self.promised: dict[str, str] = {}
        self.refused: list[str] = []
        self.stop = Event()
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        for number in count():
            if self.stop.is_set():
                return
            key = f"{self.name}-{number}"
            ref = self._insist(key)
            if ref:
                self.promised[key] = ref

    def _insist(self, key: str) -> str:
        """Send it, with the same key, until the answer is 201; gives the reference."""
        person = {"name": f"许某{key}", "sex": "m", "born": "2009-12-01"}
        body = BODY | {"person": person, "case_number": f"刑初{key}号", "letter_number": f"石法通{key}号"}
        headers = {
            "Authorization": f"Bearer {self.secret}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        asked = urllib.request.Request(
            f"{self.product.address}/api/v1/notices", json.dumps(body).encode(), headers
        )
        while not self.stop.is_set():
            try:
                with urllib.request.urlopen(asked, timeout=20) as answer:
                    return str(json.load(answer)["ref"])
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    self.refused.append(f"{key}: {error.code} {error.read()!r}")
                    return ""
            except (OSError, ValueError):  # refused, cut off, half an answer
                pass
            self.stop.wait(0.1)
        return ""


def kill_and_wait(product: Product, assassin: Assassin, victim: str) -> float:
    """Kill, and give the seconds until a page comes that takes web server and database."""
    began = monotonic()
    assassin.kill(victim)
    until(database_answers)  # a page may still come over a line that was open when its server was killed
    until(product.answers)
    return monotonic() - began


def database_answers() -> bool:
    """Whether the database takes a new line."""
    connections.close_all()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return False
    return True


def test_a_hundred_kills_under_load(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    cast, random, assassin = build(), Random(8), Assassin(product)
    days = {"until": clock.now().date() + timedelta(days=90)}
    token = make_token(institution=cast.court.pk, name="演练", **days, by=system("drill"), now=clock.now())
    connections.close_all()
    courts = [Court(product, token.secret, f"s{number}") for number in range(SENDERS)]
    until(lambda: all(court.promised for court in courts))
    waits, victims, pause = [], cycle(("database", "granian", "procrastinate")), Event()
    for _round in range(ROUNDS):
        pause.wait(random.uniform(0.0, 1.0))
        waits.append(kill_and_wait(product, assassin, next(victims)))
    for court in courts:
        court.stop.set()
    for court in courts:
        court.thread.join(60)
    until(database_answers)
    until(product.answers)
    assert [refused for court in courts for refused in court.refused] == []
    promised = {key: ref for court in courts for key, ref in court.promised.items()}
    with capsys.disabled():
        sys.stdout.write(
            f"\n{ROUNDS} kills, {len(promised)} promised, serving again after "
            f"{sorted(waits)[len(waits) // 2]:.1f} s (median), {max(waits):.1f} s at most "
        )
    assert_all_there_once(promised)
    until(all_sent, STALLED)
    assert_sent_once(product)
    assert command(product, "audit", "seal") == 0
    assert command(product, "audit", "verify") == 0
    assert command(product, "verify") == 0
    assert max(waits) <= SERVING


def assert_all_there_once(promised: dict[str, str]) -> None:
    """What was promised is there, once for each key, and each answer named its own."""
    assert len(set(promised.values())) == len(promised)
    assert Matter.objects.filter(ref__in=promised.values()).count() == len(promised)
    numbers = Counter(
        Matter.objects.filter(case_number__startswith="刑初s").values_list("case_number", flat=True)
    )
    assert [number for number, times in numbers.items() if times > 1] == []
    assert {f"刑初{key}号" for key in promised} <= set(numbers)


def all_sent() -> bool:
    """Whether the worker has done all that it may by now."""
    late = ProcrastinateJob.objects.filter(task_name="messaging.send", status__in=("todo", "doing"))
    waiting = late.exclude(scheduled_at__gt=clock.now() - timedelta(seconds=1)).exists()
    return not waiting and not Message.objects.filter(status=Message.Status.UNKNOWN).exists()


def assert_sent_once(product: Product) -> None:
    """No text message left twice, by the carrier's own log."""
    written = "".join(path.read_text(errors="replace") for path in (product.var / "logs").glob("worker*.log"))
    left = Counter(SENT_LINE.findall(written))
    assert [name for name, times in left.items() if times > 1] == []


def command(product: Product, *words: str) -> int:
    """The exit code of a `fayuan` command on the product's folder, while it runs."""
    told = [sys.executable, "-m", "fayuan.project.cli", *words]
    surroundings = {key: value for key, value in environ.items() if key != "DATABASE_URL"}
    return subprocess.run(told, env={**surroundings, "FAYUAN_VAR": str(product.var)}, check=False).returncode
