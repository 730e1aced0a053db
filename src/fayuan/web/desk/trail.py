"""How far a matter has come: its life as one line of stages, and what it waits for now."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.matters.models import Matter
from fayuan.web.shared.forms import Words
from fayuan.web.shared.pieces import Entry, Stage

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
WAITS: Mapping[str, Words] = {  # what stands at the top: what the matter waits for
    "submitted": gettext_lazy("等受理"),
    "awaiting_supplement": gettext_lazy("等申请人补正"),
    "received": gettext_lazy("等审查意见"),
    "examined": gettext_lazy("等决定"),
    "awaiting_assignment": gettext_lazy("等指派"),
    "assigned": gettext_lazy("等律师签委托协议"),
    "handling": gettext_lazy("律师承办中"),
    "suspended": gettext_lazy("已中止"),
    "closing": gettext_lazy("等审核结案材料"),
    "closed": gettext_lazy("等支付补贴、归档"),
    "objected": gettext_lazy("等司法行政部门审查异议"),
    "corrected": gettext_lazy("等按审查决定改正"),
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


def present(matter: Matter) -> list[Entry]:
    """The point at the top of the timeline; nothing where the matter has ended."""
    words = WAITS.get(matter.state)
    return [Entry(_("今天"), str(words), "now")] if words else []
