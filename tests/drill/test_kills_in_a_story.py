"""A matter goes from question to closing while database, web server and worker are killed, again and again."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from os import environ
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError, connections
from procrastinate.contrib.django.models import ProcrastinateJob
from product import Product, until

from fayuan.assignment import operations as assignment
from fayuan.cases import operations as cases
from fayuan.core import clock
from fayuan.dossier.models import Paper
from fayuan.intake import operations as intake
from fayuan.matters.models import Matter
from fayuan.messaging.models import Message

import steps
from cast import Cast, build
from kills import STALLED, Assassin, actor, insist

pytestmark = pytest.mark.drill
Operation = Callable[..., Matter]


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
