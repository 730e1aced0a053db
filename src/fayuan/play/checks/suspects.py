"""Which matters need a closer look: found by the database over all of them at once, looked at one by one afterwards.

A province has more than a million matters, and hardly one differs. So each check asks the database, in one question
over whole tables, where its rule does not hold, and reckons in full only there.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

CHUNK = 500


def found(question: str, **given: Any) -> list[int]:
    """The ids that an SQL question gives, each once, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT id FROM ({question}) AS asked ORDER BY id", given)
        return [row[0] for row in cursor.fetchall()]


def streamed(question: str, **given: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of an SQL question, fetched some thousands at a time. Needs a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, given)
        while rows := cursor.fetchmany(5_000):
            yield from rows


def among(rows: QuerySet[Any], ids: Collection[int]) -> Iterator[Any]:
    """The rows with these ids, in their order, some hundreds at a time."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), CHUNK):
        yield from rows.filter(pk__in=ordered[start : start + CHUNK]).order_by("pk")


def pairs(words: Mapping[str, Collection[str]]) -> tuple[list[str], list[str]]:
    """Each key with each of its words, as two lists for `unnest`."""
    found_pairs: Sequence[tuple[str, str]] = [
        (key, word) for key, all_words in words.items() for word in all_words
    ]
    return [key for key, _word in found_pairs], [word for _key, word in found_pairs]
