"""A matter goes from question to closing while database, web server and worker are killed, again and again."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from os import environ
from pathlib import Path
from random import Random
from threading import Event, Timer

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from procrastinate.contrib.django.models import ProcrastinateJob
from product import Product, until
from pytest_django.plugin import DjangoDbBlocker

from fayuan.assignment import operations as assignment
from fayuan.cases import operations as cases
from fayuan.core import clock
from fayuan.core.actor import Actor
from fayuan.dossier.models import Paper
from fayuan.intake import operations as intake
from fayuan.matters.models import Matter
from fayuan.messaging.models import Message
from fayuan.project import database
from fayuan.project.database.cluster import process

import steps
from cast import Cast, build
from databases import point_at

pytestmark = pytest.mark.drill
STALLED = 420.0  # seconds: a job whose worker died is put back after two minutes, by a tick of the clock's
Operation = Callable[..., Matter]


@pytest.fixture
def product(
    folder: Path, django_db_setup: Cast, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Product]:
    """The product, running, with Django here looking at its database and using its keys."""
    made = Product(folder)
    before = dict(connections["default"].settings_dict)
    monkeypatch.setattr(settings, "KEYS_FILE", folder / "keys.json")
    monkeypatch.setattr(settings, "FILES_DIR", folder / "files")
    try:
        made.start()
        point_at(database.embedded_url("app", folder))
        with django_db_blocker.unblock():
            yield made
            connections.close_all()
    finally:
        connections["default"].settings_dict.update(before)
        made.stop()


class Assassin:
    """Kills one process of the product after another, each at a chance moment of a step."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.victims = cycle(("database", "procrastinate", "granian"))
        self.random = Random(20260612)

    def sent_out(self) -> Timer:
        """The next kill, a few hundredths of a second from now."""
        timer = Timer(self.random.uniform(0.0, 0.08), self._kill, [next(self.victims)])
        timer.start()
        return timer

    def _kill(self, victim: str) -> None:
        if victim == "database":
            found = process(self.product.cluster)
            victims = [found] if found is not None else []
        else:
            victims = self.product.processes(victim)
        for each in victims:
            each.kill()


def insist(operation: Operation, who: Callable[[], Actor], **given: object) -> Matter:
    """Do the step until it is done, as a page sends its form again: who acts is looked up each time, and their
    key keeps the step from happening twice.
    """
    pause = Event()
    while True:
        try:
            return operation(by=who(), now=clock.now(), **given)
        except (InterfaceError, OperationalError):
            connections.close_all()
            pause.wait(0.2)


def story(cast: Cast, today: datetime) -> Iterator[tuple[Operation, str, dict[str, object]]]:
    """What happens to the matter, step by step: the operation, who, with what."""
    lawyer = cast.people["lawyer"].pk
    yield intake.submit_application, "clerk", {"application": steps.application(cast)}
    yield intake.receive_application, "clerk", {}
    yield intake.examine_application, "examiner", {"result": "grant", "means_check": "exempt"}
    yield intake.grant_application, "approver", {}
    yield assignment.assign_lawyer, "assigner", {"lawyer": lawyer}
    yield assignment.accept_assignment, "lawyer", {}
    yield cases.sign_agreement, "lawyer", {}
    yield cases.write_log, "lawyer", {"what": "filed"}
    award = {"outcome": "won", "document": "仲裁裁决书", "received_on": today.date()}
    yield cases.close_case, "lawyer", {**award, "papers": steps.CLOSING_PAPERS}


def test_a_story_goes_on_while_everything_is_killed(product: Product) -> None:
    cast, assassin = build(), Assassin(product)
    ref = ""
    for step, (operation, who, given) in enumerate(story(cast, clock.now().astimezone(clock.SHANGHAI))):
        kill = assassin.sent_out()
        about = {"ref": ref} if ref else {}
        ref = insist(operation, partial(actor, cast, who, f"step-{step}"), **about, **given).ref
        kill.join()
    until(lambda: all_done(ref), STALLED)
    matter = Matter.objects.get(ref=ref)
    assert matter.state == "closing"
    assert list(matter.transitions.order_by("order").values_list("step", flat=True)) == [
        *("submit", "receive", "examine", "grant", "assign", "accept", "sign_agreement", "log", "close")
    ]
    assert [paper.fault for paper in matter.papers.all()] == [""] * matter.papers.count()
    assert verify(product.var) == 0


def actor(cast: Cast, who: str, key: str) -> Actor:
    """The person as they are signed in now, with the key of their form."""
    return cast.actor(who, clock.now()).with_key(key)


def all_done(ref: str) -> bool:
    """Whether the worker has sent and drawn all that it may by now."""
    try:
        late = ProcrastinateJob.objects.filter(
            task_name__in=("messaging.send", "dossier.draw"), status__in=("todo", "doing")
        ).exclude(scheduled_at__gt=clock.now() - timedelta(seconds=1))
        waiting = ProcrastinateJob.objects.filter(pk__in=late.values("pk"))
        undrawn = Paper.objects.filter(matter__ref=ref, pdf=None).exists()
        unknown = Message.objects.filter(matter__ref=ref, status=Message.Status.UNKNOWN).exists()
        return not (waiting.exists() or undrawn or unknown)
    except (InterfaceError, OperationalError):
        connections.close_all()
        return False


def verify(var: Path) -> int:
    """The exit code of `fayuan verify` on the product's database, while it runs."""
    command = [sys.executable, "-m", "fayuan.project.cli", "verify"]
    return subprocess.run(command, env={**environ, "FAYUAN_VAR": str(var)}, check=False).returncode
