"""Adapters to whoever carries text messages. Which one is used is a setting; the console adapter carries to the log."""

import logging
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)
Outcome = Literal["sent", "failed", "unknown"]


class Carrier(Protocol):
    """Carries one text message. `name` is the same for every try of the same message, so that a carrier can tell."""

    def send(self, name: str, phone: str, text: str) -> Outcome:
        """Try once; `unknown` when the carrier did not answer."""
        ...

    def ask(self, name: str) -> Outcome:
        """What became of a message whose sending got no answer."""
        ...


class Console:
    """Writes that a message left, not to whom nor what it said: for demonstration and development."""

    def send(self, name: str, phone: str, text: str) -> Outcome:
        log.info("text message %s: %d characters", name, len(text))
        return "sent"

    def ask(self, name: str) -> Outcome:
        return "sent"


def carrier() -> Carrier:
    """The adapter named in the settings."""
    made: Carrier = import_string(settings.SMS_ADAPTER)()
    return made
