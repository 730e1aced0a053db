"""Which keys the files of ``fayuan law`` know: a slip of the pen is told, what nobody reads is named."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

Keys = Mapping[str, Any]
"""Each key with what may stand under it: the keys of a mapping (or of each row of a list), None for anything."""

_PERSON: dict[str, Any] = dict.fromkeys(
    ("name", "role", "sex", "gender", "born", "phone", "id", "groups", "capacity", "died", "languages")
) | {
    "disability": dict.fromkeys(("kind", "level")),
    "safe_contact": dict.fromkeys(("call", "sms", "note")),
}
_APPLIED = (
    "for", "channel", "matter", "form", "stage", "offence", "case_no", "cause_place", "facts", "claim", "pledge",
    "materials", "members", "limitation", "urgent", "detained_at", "passed_on_by", "retrial_ordered",
    "false_pledge_before",
)  # fmt: skip
_NOTIFIED = (
    "form", "reason", "stage", "applied", "offence", "hearing", "case_no", "detained_at", "co_defendants",
)  # fmt: skip
_PLACE_AND_DAY: dict[str, Any] = dict.fromkeys(("place", "on"))

APPLICATION: Keys = _PLACE_AND_DAY | {
    "applicant": _PERSON,
    "application": dict.fromkeys(_APPLIED)
    | {
        "forum": dict.fromkeys(("place", "kind", "seat")),
        "opponents": dict.fromkeys(("name", "id", "relation", "same_household", "cast")),
        "agent": dict.fromkeys(("name", "cast", "relation", "is_opponent")),
        "means": dict.fromkeys(("assets", "spending", "hardships", "low_income_recognised"))
        | {"household": dict.fromkeys(("relation", "income", "name", "is_opponent"))},
    },
}
"""``{place, on, applicant, application}``: a story's cast member, and the details of its ``apply``."""

NOTICE: Keys = _PLACE_AND_DAY | {
    "authority": dict.fromkeys(("kind", "place", "name")),
    "notice": dict.fromkeys(_NOTIFIED) | {"person": _PERSON},
}
"""``{place, on, authority, notice}``."""

AMOUNT: Keys = _PLACE_AND_DAY | dict.fromkeys(
    ("service", "stage", "members", "quality", "payee", "supplements", "costs")
)
"""``{place, on, service, …}``: what is asked of the subsidy."""


def slips(data: Any, known: Keys) -> list[str]:
    """A sentence for every key that is nearly a known one: what was meant to count would not be read."""
    found = ((path, _meant(path[-1], among)) for path, among in _unknown(data, known))
    return [f"不认识“{'.'.join(path)}”，是不是“{meant}”？" for path, meant in found if meant]


def unread(data: Any, known: Keys) -> tuple[str, ...]:
    """The keys that nobody reads, with what they stand under."""
    return tuple(dict.fromkeys(".".join(path) for path, _ in _unknown(data, known)))


def _meant(key: str, among: Keys) -> str:
    """The known key that this one is nearly; empty where none is alike in four fifths."""
    alike = {known: SequenceMatcher(None, key.lower(), known).ratio() for known in among}
    best = max(alike, key=alike.__getitem__)
    return best if 5 * alike[best] >= 4 else ""


def _unknown(data: Any, known: Keys, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Keys]]:
    if isinstance(data, list):
        for row in data:
            yield from _unknown(row, known, path)
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key not in known:
                yield (*path, str(key)), known
            elif known[key] is not None:
                yield from _unknown(value, known[key], (*path, key))
