"""The list of verbs in docs/verbs.md, read as rows: what people do, who, and on which pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from test_access import ROWS

LIST = Path(__file__).parents[1] / "docs" / "verbs.md"
COLUMNS = 6
NO_PAGE = frozenset({"read", "wait"})  # said below the table
ABOUT: Mapping[str, str] = {
    "keep": "matter wanting another"
}  # where the page's own object shows no such button


@dataclass(frozen=True)
class Verb:
    """One row; the first page is the one that shows the button."""

    name: str
    who: str
    operation: str
    pages: tuple[str, ...]
    button: str
    picture: str

    @property
    def about(self) -> str:
        """The kind of object that its page is about; empty where it is about none."""
        return ABOUT.get(self.name, ROWS[self.pages[0]].about)

    def address(self, refs: Mapping[str, str]) -> str:
        """Where the page is, for the objects of that kind."""
        row = ROWS[self.pages[0]]
        given = {"ref": refs[self.about]} if self.about else {}
        return reverse(self.pages[0], kwargs={**given, **row.path})


def read_verbs() -> list[Verb]:
    """The rows of the table, in its order."""
    lines = [line.strip("| ").split("|") for line in LIST.read_text().splitlines() if line.startswith("| `")]
    rows = [[cell.strip() for cell in line] for line in lines]
    assert all(len(row) == COLUMNS for row in rows)
    return [_verb(*row) for row in rows]


def _verb(name: str, who: str, operation: str, pages: str, button: str, picture: str) -> Verb:
    found = re.search(r"\((.+)\)", picture)
    assert found, picture
    return Verb(
        name.strip("`"), who, operation.strip("`"), tuple(re.findall("`(.+?)`", pages)), button, found[1]
    )
