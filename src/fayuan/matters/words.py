"""The words of a matter's facts and notes, by which its office finds it again.

Chinese is cut into words here, since PostgreSQL cannot. What stands in the database are keyed digests of the words: a
matter is found by a word that one knows, and no narrative can be read from the index. Numbers that name people are
taken out before; a sealed matter is not indexed. The first word of each is its agency, so that an office's search reads
its own matters only.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

import rjieba
from django.db import connection

from fayuan.core.keys import ring
from fayuan.matters.models import Entry, Matter, Words

NUMBER = re.compile(r"[0-9][0-9 \-]{4,}[0-9Xx]?")
"""Identity, telephone and account numbers, however they are grouped: six digits or more."""
WORD = re.compile(r"[\u3400-\u9fff]{2,}|[a-z0-9]{2,}")
MOST = 12  # words of one question
READ_BY_OFFICE = frozenset({Entry.Audience.ALL, Entry.Audience.OFFICE, Entry.Audience.HANDLING})
TAKEN_IN = """
INSERT INTO matters_words (matter_id, words) VALUES (%s, array_to_tsvector(%s::text[]))
ON CONFLICT (matter_id) DO UPDATE SET words = matters_words.words || EXCLUDED.words
"""


def take_in(matter: Matter, text: str) -> None:
    """Add the words of a text to those by which the matter is found."""
    if matter.label == Matter.Label.SEALED:
        forget([matter.pk])
        return
    lexemes = digests(cut(text))
    if lexemes:
        with connection.cursor() as cursor:
            cursor.execute(TAKEN_IN, [matter.pk, [office(matter.agency_id), *lexemes]])


def take_in_anew(matter: Matter) -> None:
    """Put all that its office may read of a matter into the index: its facts, and what stands in its timeline."""
    forget([matter.pk])
    take_in(matter, matter.facts)
    for entry in matter.entries.filter(audience__in=READ_BY_OFFICE).iterator():
        if entry.body:
            take_in(matter, entry.body)


def forget(matters: Collection[int]) -> None:
    """Find these matters (by id) by no word any more."""
    Words.objects.filter(matter__in=matters).delete()


def office(agency: int) -> str:
    """The word under which all matters of an agency stand."""
    return f"i{agency}"


def cut(text: str) -> list[str]:
    """The words of a text, each once, without numbers that name people; longer words with the shorter ones in them."""
    plain = NUMBER.sub(" ", unicodedata.normalize("NFKC", text).lower())
    return list(dict.fromkeys(word for word in rjieba.cut_for_search(plain) if WORD.fullmatch(word)))


def question(text: str, agencies: Iterable[int]) -> str:
    """What is asked of the index: all words of the text, in any of the agencies; empty when there is nothing to ask."""
    lexemes = digests(cut(text)[:MOST])
    places = " | ".join(map(office, agencies))
    return " & ".join([f"({places})", *lexemes]) if lexemes and places else ""


def digests(words: Iterable[str]) -> list[str]:
    """The words as they stand in the index, in their order."""
    return [_digest(word) for word in words]


@lru_cache(maxsize=50_000)
def _digest(word: str) -> str:
    return "w" + ring().blind(word, "matters_words.words")[:8].hex()
