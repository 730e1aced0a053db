"""What the law's code found, and the panel in which a person decides."""

from collections.abc import Sequence

from django.template import Context, Library
from django.utils.safestring import SafeString

from fayuan.web.shared.components import draw
from fayuan.web.shared.pieces import Clock, Finding

register = Library()


@register.simple_tag
def verdict(findings: Sequence[Finding], full: bool = False) -> SafeString:
    """Machine findings, each with outcome, reason, arithmetic and articles. It is a calculation, never the
    decision.

    `full` sets them in three columns for the examiner's page; else they stand tight beside the timeline.
    """
    return draw("verdict", findings=findings, full=full)


@register.simple_block_tag(takes_context=True, end_name="enddecide")
def decide(
    context: Context, content: str, title: str, action: str = "", due: Clock | None = None
) -> SafeString:
    """The decision panel: a form sent by POST to `action` (else: this address), its fields in the content."""
    return draw(
        "decide",
        content=content,
        title=title,
        action=action,
        due=due,
        csrf_token=context.get("csrf_token", ""),
    )
