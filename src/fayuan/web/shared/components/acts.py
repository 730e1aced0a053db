"""What one can do on a page: buttons, ways, doors, the hotline, tabs."""

from collections.abc import Sequence

from django.template import Library
from django.utils.safestring import SafeString

from fayuan.web.shared.components import draw
from fayuan.web.shared.pieces import NavItem, Way

register = Library()


@register.simple_tag
def button(
    words: str,
    url: str = "",
    kind: str = "",
    wide: bool = False,
    name: str = "",
    value: str = "",
    key: str = "",
) -> SafeString:
    """A button named for what it does: a link with `url`, else it sends its form (with `name` and `value`).

    Kinds: "" the one filled button of a page, "second", "quiet", "danger". `key` is a shortcut, shown
    beside the words.
    """
    return draw("button", words=words, url=url, kind=kind, wide=wide, name=name, value=value, key=key)


@register.simple_tag
def back(url: str, words: str = "") -> SafeString:
    """The way back, at the top; `words` defaults to 返回."""
    return draw("back", url=url, words=words)


@register.simple_tag
def task(url: str, title: str, words: str = "", first: bool = False) -> SafeString:
    """A large door on a home page; `first` is the filled one. Several stand in `<div class="tasks">`."""
    return draw("task", url=url, title=title, words=words, first=first)


@register.simple_tag
def ways(items: Sequence[Way]) -> SafeString:
    """Ruled rows that lead on, each with an icon and a word."""
    return draw("ways", items=items)


@register.simple_tag
def hotline() -> SafeString:
    """12348, the same words at the same place on every page of the portal."""
    return draw("hotline")


@register.simple_tag
def tabs(items: Sequence[NavItem]) -> SafeString:
    """Up to four tabs at the thumb, each an icon over a word with its count."""
    return draw("tabs", items=items)
