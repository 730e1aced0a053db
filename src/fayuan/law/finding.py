"""Finding a rule by words that people use: in what it is called, what it says, its basis."""

from datetime import date

from fayuan.law.plainly import rows, title
from fayuan.law.rules import Parameter, RuleBook

MOST = 40
"""Rules that one search gives; who gets so many should say more words."""


def found(words: str, on: date, region: str, book: RuleBook) -> tuple[Parameter, ...]:
    """The rules in force on a day in a place in which every one of the words stands, those first that are called so.

    Words are parted by blanks; no words find nothing.
    """
    wanted = words.lower().split()
    if not wanted:
        return ()
    known = book.keys()
    entries = (book.find(key, on, region) for key in known)
    fitting = [entry for entry in entries if entry and _holds(entry, wanted, book)]
    return tuple(sorted(fitting, key=lambda entry: not all(word in title(entry) for word in wanted))[:MOST])


def _holds(entry: Parameter, wanted: list[str], book: RuleBook) -> bool:
    read = (
        entry.key,
        title(entry),
        entry.basis,
        entry.note,
        *(words for row in rows(entry, book) for words in row),
    )
    text = "\n".join(read).lower()
    return all(word in text for word in wanted)
