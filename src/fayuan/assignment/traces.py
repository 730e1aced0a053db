"""The digests under which every party of the province is found by names like theirs; kept up by a job."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from fayuan.assignment.models import PartyKey
from fayuan.core.keys import ring
from fayuan.matching import names
from fayuan.matters.models import Party

CHUNK = 1_000
WINDOW = 20_000  # of the newest parties that are looked through between nights


def digests(name: str, born: date | None) -> list[int]:
    """The digests of all words under which the name is kept and sought."""
    return [_digest(word) for word in names.keys(name, born.isoformat() if born else "")]


@lru_cache(maxsize=50_000)
def _digest(word: str) -> int:
    return int.from_bytes(ring().blind(word, "assignment_partykey.key")[:8], "big", signed=True)


def write(parties: Iterable[Party]) -> int:
    """Write the digests of these parties anew; gives how many parties."""
    found = list(parties)
    PartyKey.objects.filter(party__in=found).delete()
    PartyKey.objects.bulk_create(
        PartyKey(party=party, key=key)
        for party in found
        for key in digests(party.name, party.person.born if party.person else None)
    )
    return len(found)


def catch_up(*, all_of_them: bool = False) -> int:
    """Write the digests of parties that have none yet: of the newest, or nightly of all. Gives how many."""
    parties = _unwritten()
    if not all_of_them:
        newest = Party.objects.aggregate(newest=Max("pk"))["newest"] or 0
        parties = parties.filter(pk__gt=newest - WINDOW)
    written = 0
    while chunk := list(parties.select_related("person").order_by("pk")[:CHUNK]):
        with transaction.atomic():
            written += write(chunk)
    return written


def _unwritten() -> QuerySet[Party]:
    kept = PartyKey.objects.filter(party=OuterRef("pk"))
    return Party.objects.filter(~Exists(kept)).exclude(name="")
