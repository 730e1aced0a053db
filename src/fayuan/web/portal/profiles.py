"""What the public and applicants read of somebody on the panel: what the registers show, and their own approved words.

Never a telephone or licence number, and no words that nobody has approved (`Lawyer.words`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.matching.specialities import WORDS
from fayuan.people.models import Lawyer
from fayuan.web.shared.dates import local_day


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody of the panel as the directory shows them."""

    name: str
    role: str
    since: str
    lines: Sequence[str]
    own_words: str


def public(profile: Lawyer, finished: str, now: datetime) -> Profile:
    """As the directory shows them; `finished` says how many cases they have brought to their end."""
    lines = [*known(profile), languages(profile), finished]
    return Profile(
        name=profile.person.name,
        role=str(profile.get_kind_display()),
        since=since(profile, now),
        lines=[line for line in lines if line],
        own_words=profile.profile,
    )


def since(profile: Lawyer, now: datetime) -> str:
    """Whole years since the licence; empty where none is registered."""
    if profile.practice_since is None:
        return ""
    first, today = profile.practice_since, local_day(now)
    years = today.year - first.year - ((today.month, today.day) < (first.month, first.day))
    return _("执业%(years)d年") % {"years": years} if years > 0 else _("执业不满1年")


def known(profile: Lawyer) -> list[str]:
    """What they often do, and the specialist teams they belong to."""
    often = "、".join(WORDS[key] for key in profile.specialities if key in WORDS)
    teams = "、".join(str(Lawyer.Team(team).label) for team in profile.teams)
    lines = (
        _("常办：%(known)s") % {"known": often} if often else "",
        _("专门团队：%(teams)s") % {"teams": teams} if teams else "",
    )
    return [line for line in lines if line]


def languages(profile: Lawyer) -> str:
    """What they speak beside the common language; empty where nothing is registered."""
    spoken = profile.person.languages
    return _("会说：%(languages)s") % {"languages": "、".join(spoken)} if spoken else ""
