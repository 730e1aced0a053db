"""Lists of many rows: the rail of views, filters, the grid with its sorting, the pager, the bulk bar."""

from collections.abc import Sequence

from django.http import HttpRequest, QueryDict
from django.template import Context, Library
from django.utils.safestring import SafeString

from fayuan.web.shared.components import draw
from fayuan.web.shared.pieces import Column, Filter, Leaf, NavGroup

register = Library()


@register.simple_tag
def rail(groups: Sequence[NavGroup], live: str = "") -> SafeString:
    """The rail of views, each with its count; the present one is marked. `live` is the address that is asked for the
    counts while the page is open."""
    return draw("rail", groups=groups, live=live)


@register.simple_tag(takes_context=True)
def filters(context: Context, items: Sequence[Filter], target: str = "") -> SafeString:
    """Choices that narrow a list, sent by GET: they stand in the address, without the page mark.

    With `target` (a CSS selector) htmx swaps only that part at once; the button works without scripts.
    """
    kept = {filter.name for filter in items} | {"before", "after"}
    asked = [(name, value) for name, value in query_of(context).items() if name not in kept]
    return draw("filters", items=items, target=target, asked=asked)


@register.simple_block_tag(takes_context=True, end_name="endgrid")
def grid(
    context: Context,
    content: str,
    caption: str,
    columns: Sequence[Column],
    sort: str = "",
    select: bool = False,
) -> SafeString:
    """The dense table. The content holds the `<tbody>` parts; `caption` names the table to those who cannot
    see it.

    `sort` is the key in force, with a minus sign before it when it runs down; heads with a key are links
    that sort by it and turn the order round. `select` adds a first column with 全选本页.
    """
    heads = [head(column, sort, query_of(context)) for column in columns]
    return draw("grid", content=content, caption=caption, heads=heads, select=select)


@register.simple_tag(takes_context=True)
def pager(context: Context, leaf: Leaf) -> SafeString:
    """Where one is in the list, and the ways to the page before and after."""
    query = query_of(context)
    before = address(query, before=leaf.before) if leaf.before else ""
    after = address(query, after=leaf.after) if leaf.after else ""
    return draw("pager", leaf=leaf, before=before, after=after)


@register.simple_block_tag(end_name="endbulk")
def bulk(content: str, total: int | None = None) -> SafeString:
    """What can be done with the ticked rows: buttons of the form around the grid. `total` offers 全选57件."""
    return draw("bulk", content=content, total=total)


def query_of(context: Context) -> QueryDict:
    """The query of the page's own address; empty where there is no request."""
    request = context.get("request")
    return request.GET if isinstance(request, HttpRequest) else QueryDict()


def address(query: QueryDict, **changes: str) -> str:
    """The query with the changes made, back on the first page unless a page mark is among them."""
    changed = query.copy()
    for mark in ("before", "after"):
        changed.pop(mark, None)
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def head(column: Column, sort: str, query: QueryDict) -> dict[str, object]:
    """A table head: its words, the way that sorts by it, and how it is sorted now (aria-sort's words)."""
    down = sort == f"-{column.key}"
    sorted_now = "" if sort.removeprefix("-") != column.key else "descending" if down else "ascending"
    turned = column.key if sorted_now != "ascending" else f"-{column.key}"
    url = address(query, sort=turned) if column.key else ""
    return {"column": column, "url": url, "sorted": sorted_now if column.key else ""}
