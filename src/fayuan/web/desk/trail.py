"""A matter's life as one line of stages, the present one marked."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fayuan.matters.models import Matter
from fayuan.web.shared.pieces import Stage

PLACE: Mapping[str, int] = {
    **dict.fromkeys(("draft", "submitted", "awaiting_supplement"), 1),
    "received": 2,
    **dict.fromkeys(("examined", "refused", "objected", "upheld", "corrected"), 3),
    "awaiting_assignment": 4,
    **dict.fromkeys(("assigned", "handling", "suspended", "terminated"), 5),
    "closing": 6,
    "closed": 7,
    "archived": 8,
}
BEFORE = frozenset({"withdrawn", "deemed_withdrawn", "redirected"})  # ended without a decision


def trail(matter: Matter) -> list[Stage]:
    """The stages of an application, or of a notice, which knows neither receipt nor decision."""
    words = [_("申请"), _("受理"), _("审查"), _("决定"), _("指派"), _("承办"), _("结案"), _("归档")]
    first = 0
    if matter.origin == Matter.Origin.NOTICE:
        words, first = [_("通知"), *words[4:]], 3
    if matter.state in BEFORE:
        return [Stage(words[0], "done"), Stage(matter.get_state_display(), "now")]
    here = PLACE[matter.state] - first
    return [
        Stage(word, "done" if place < here else "now" if place == here else "ahead")
        for place, word in enumerate(words)
    ]
