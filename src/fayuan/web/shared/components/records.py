"""What is known: answers, receipts, steps, the timeline, facts, notes, letters."""

from collections.abc import Sequence

from django.template import Library
from django.utils.safestring import SafeString

from fayuan.web.shared.components import draw
from fayuan.web.shared.pieces import Answer, Appointment, Duty, Entry, Fact, Figure, Stage

register = Library()


@register.simple_tag
def step(words: str, number: int = 0, of: int = 0) -> SafeString:
    """Where one is, above the heading: 申请法律援助 第2步，共5步. Without `number` only the words."""
    return draw("step", words=words, number=number, of=of)


@register.simple_tag
def answers(rows: Sequence[Answer]) -> SafeString:
    """Check answers: each line with a 更改 link whose hidden words name the line."""
    return draw("answers", rows=rows, slim=not any(row.change_url for row in rows))


@register.simple_tag
def receipt(number: str, facts: Sequence[Fact] = (), hint: str = "") -> SafeString:
    """The number of a receipt in large type, a hint above it and dated facts below."""
    return draw("receipt", number=number, facts=facts, hint=hint)


@register.simple_tag
def steps(items: Sequence[str]) -> SafeString:
    """What happens next, numbered."""
    return draw("steps", items=items)


@register.simple_tag
def line(entries: Sequence[Entry]) -> SafeString:
    """The timeline: dates in the margin, one hairline, three kinds of point (done, now, ahead)."""
    return draw("line", entries=entries)


@register.simple_tag
def kv(facts: Sequence[Fact]) -> SafeString:
    """Words and values in two columns; a masked value carries its 看全号 link."""
    return draw("kv", facts=facts)


@register.simple_tag
def trail(stages: Sequence[Stage]) -> SafeString:
    """A matter's life as one line of stages, the present one marked."""
    return draw("trail", stages=stages)


@register.simple_tag
def trio(figures: Sequence[Figure]) -> SafeString:
    """Three numbers, each with what it counts."""
    return draw("trio", figures=figures)


@register.simple_tag
def agenda(items: Sequence[Appointment]) -> SafeString:
    """The day's appointments, the hour in the margin."""
    return draw("agenda", items=items)


@register.simple_tag
def due(items: Sequence[Duty]) -> SafeString:
    """What falls due, each line a link with its clock at the end."""
    return draw("due", items=items)


@register.simple_block_tag(end_name="endnext")
def next(content: str, title: str, id: str = "next") -> SafeString:
    """The one thing to do now, in a frame. `id` must be its own where a page has two."""
    return draw("next", content=content, title=title, id=id)


@register.simple_block_tag(end_name="endnote")
def note(content: str) -> SafeString:
    """Words beside the matter, marked by a bar at the start of the line."""
    return draw("note", content=content)


@register.simple_block_tag(end_name="endfold")
def fold(content: str, words: str, is_open: bool = False) -> SafeString:
    """Details behind a question; opens without scripts."""
    return draw("fold", content=content, words=words, is_open=is_open)


@register.simple_block_tag(end_name="endempty")
def empty(content: str, words: str) -> SafeString:
    """An empty list: one sentence that says so, and in the content what to do instead."""
    return draw("empty", content=content, words=words)


@register.simple_block_tag(end_name="endletter")
def letter(
    content: str, office: str, title: str, number: str = "", to: str = "", date: str = ""
) -> SafeString:
    """A4 letter: office, title, number at the end of the line, addressee, the content's paragraphs,
    signature.

    The stamp of a real letter comes from the signing system; this one is for the screen and for proofs.
    """
    return draw("letter", content=content, office=office, title=title, number=number, to=to, date=date)
