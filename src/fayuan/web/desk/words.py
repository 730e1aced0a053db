"""Small words of the desk."""

from fayuan.law.words import CHANNELS
from fayuan.matters.models import Matter


def source(matter: Matter) -> str:
    """How it came in: the notifying authority, or the channel of the application."""
    if matter.authority is not None:
        return matter.authority.name
    given = getattr(matter, "application", None)
    return CHANNELS.get(given.channel, given.channel) if given else ""
