"""Official numbers: one counter per office, document word and year, without holes.

A number is taken inside the transaction that uses it: the row stays locked until the commit, so a change that fails
gives its number back, and two changes at once never share one.
"""

from django.db import connection


def next_number(office: str, word: str, year: int) -> int:
    """The next whole number (from 1) for the office's counter; must run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_counter (office, word, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (office, word, year) DO UPDATE SET last = core_counter.last + 1 RETURNING last",
            [office, word, year],
        )
        return int(cursor.fetchone()[0])


def official_number(office: str, prefix: str, word: str, year: int) -> str:
    """The next number as it is written: `official_number("410403", "卫援", "申", 2026)` → 卫援申字〔2026〕第12号."""
    return f"{prefix}{word}字〔{year}〕第{next_number(office, word, year)}号"


def go_on_after(office: str, word: str, year: int, last: int) -> None:
    """Let the office's counter go on after `last`, a number that was given out elsewhere; it never goes back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_counter (office, word, year, last) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (office, word, year) DO UPDATE SET last = GREATEST(core_counter.last, EXCLUDED.last)",
            [office, word, year, last],
        )
