"""When a message reaches somebody: its status, and what other rooms do from that moment (a period that starts)."""

from collections.abc import Callable
from datetime import datetime

from fayuan.messaging.models import Message

Reaction = Callable[[Message, datetime], None]
_reactions: dict[str, Reaction] = {}


def on_arrival(template: str) -> Callable[[Reaction], Reaction]:
    """Register what happens when a message of this template has gone out: `reaction(message, now)`."""

    def keep(reaction: Reaction) -> Reaction:
        _reactions[template] = reaction
        return reaction

    return keep


def arrived(message: Message, now: datetime, *, status: str = Message.Status.SENT) -> None:
    """Mark the message as gone out (or handed over) at `now`, and let the room that wrote it react."""
    message.status, message.sent_at = status, now
    message.save()
    reaction = _reactions.get(message.template)
    if reaction is not None:
        reaction(message, now)
