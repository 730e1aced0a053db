"""The smallest pieces: icon, seal, clock, tag, masked value."""

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fayuan.web.shared.components import draw
from fayuan.web.shared.pieces import Clock

register = Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the line icons of icons.svg. It is silent to screen readers: a word always stands beside it."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("fayuan/icons.svg"), name
    )


@register.simple_tag
def seal() -> SafeString:
    """The mark, two characters in a seal; silent, since the service's name stands beside it. One a page."""
    return format_html(
        '<svg class="seal" aria-hidden="true"><use href="{}#seal"/></svg>', static("fayuan/icons.svg")
    )


@register.simple_tag
def clock(clock: Clock) -> SafeString:
    """A period as shape, word and number: ○ 充裕 6天, ▲ 临近 2天, ■ 超期 1天, ‖ 停算 补正第3天."""
    return draw("clock", clock=clock)


@register.simple_tag
def tag(words: str, kind: str = "") -> SafeString:
    """A word in a thin frame. Kinds: "" plain, "strong", "check" (dashed: 待核实)."""
    return format_html('<span class="tag{}">{}</span>', f" {kind}" if kind else "", words)


@register.simple_tag
def unchecked(words: str = "") -> SafeString:
    """The dashed frame beside a value or rule that nobody has verified; `words` may name what is meant."""
    return draw("unchecked", words=words)


@register.simple_tag
def mask(value: str, reveal_url: str, words: str) -> SafeString:
    """A value already masked, and the way to see it whole; `words` names it for those who hear the link."""
    return draw("mask", value=value, reveal_url=reveal_url, words=words)
