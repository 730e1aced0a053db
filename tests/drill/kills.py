"""What drills that kill share: who kills, and how one insists on a step until it is done."""

from collections.abc import Callable
from itertools import cycle
from random import Random
from threading import Event, Timer
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connections
from product import Product

from fayuan.core import clock
from fayuan.core.actor import Actor
from fayuan.project.database.cluster import process

from cast import Cast

R = TypeVar("R")
STALLED = 420.0  # seconds: a job whose worker died is put back after two minutes, by a tick of the clock's


class Assassin:
    """Kills one process of the product after another, each at a chance moment of a step."""

    def __init__(self, product: Product, within: float = 0.08) -> None:
        self.product, self.within = product, within
        self.victims = cycle(("database", "procrastinate", "granian"))
        self.random = Random(20260612)

    def sent_out(self) -> Timer:
        """The next kill, a moment from now."""
        timer = Timer(self.random.uniform(0.0, self.within), self.kill, [next(self.victims)])
        timer.start()
        return timer

    def kill(self, victim: str) -> None:
        """End every process of that name at once, without a word."""
        if victim == "database":
            found = process(self.product.cluster)
            victims = [found] if found is not None else []
        else:
            victims = self.product.processes(victim)
        for each in victims:
            each.kill()


def insist(operation: Callable[..., R], who: Callable[[], Actor], **given: object) -> R:
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


def actor(cast: Cast, who: str, key: str) -> Actor:
    """The person as they are signed in now, with the key of their form."""
    return cast.actor(who, clock.now()).with_key(key)
