"""Long lists, a page at a time: read from where the last page ended, never by counting rows from the start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Sheet(Generic[M]):
    """One page of a list, and the marks of the pages beside it; an empty mark means that there is none."""

    rows: Sequence[M]
    before: str = ""
    after: str = ""


def sheet(
    rows: QuerySet[M], key: str, *, mark: str = "ref", before: str = "", after: str = "", size: int = PAGE
) -> Sheet[M]:
    """A page of rows in the order of the unique column `key` (downwards with a minus sign).

    Marks are values of another unique column, which may stand in an address. A mark that no row of the list has
    counts as none: the first page is shown.
    """
    column, down = key.removeprefix("-"), key.startswith("-")
    asked = before or after
    edge = rows.filter(**{mark: asked}).values_list(column, flat=True).first() if asked else None
    back = bool(before) and edge is not None
    if edge is not None:
        rows = rows.filter(**{f"{column}__{'lt' if down is not back else 'gt'}": edge})
    ordered = rows.order_by(column if down is back else f"-{column}")
    return cut(list(ordered[: size + 1]), size, edged=edge is not None, back=back, mark=_at(mark))


def cut(read: list[M], size: int, *, edged: bool, back: bool, mark: Callable[[M], str]) -> Sheet[M]:
    """The page of at most `size` rows among those read from an edge (or the start), where one more tells of a next.

    Rows that were read `back` from their edge come in the turned order.
    """
    more, page = len(read) > size, read[:size]
    if back:
        page.reverse()
    has_before, has_after = (more, True) if back else (edged, more)
    if not page:
        return Sheet(page)
    return Sheet(page, mark(page[0]) if has_before else "", mark(page[-1]) if has_after else "")


def _at(path: str) -> Callable[[Model], str]:
    """Reads the value at the end of a path of columns: `person__account__ref`."""
    read = attrgetter(path.replace("__", "."))
    return lambda row: str(read(row))
