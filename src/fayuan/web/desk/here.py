"""How much waits where the actor works: the counts of the rail, and what is overdue beyond their own list."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.matters.worklists import OPEN, Tally, of_offices, overdue_below, tallies
from fayuan.people.models import DESK_ROLES
from fayuan.web.desk import saved
from fayuan.web.desk.rail import Tallies, rail
from fayuan.web.desk.scope import BUREAU, behind_seals, holders
from fayuan.web.desk.today import Also
from fayuan.web.desk.views import COUNTED
from fayuan.web.shared.pieces import NavGroup
from fayuan.web.shared.request import Request

HEADS = ("approver", "assigner")  # who answers for the agency's clocks


@dataclass(frozen=True, slots=True)
class Here:
    """How much waits in the actor's offices: at the agency and at the bureau by state, overdue duties below, and of
    what is sealed."""

    agency: Tallies
    bureau: Tallies
    below: int
    sealed: Tally


def here_of(request: Request) -> Here:
    """Counted anew, over what waits: what is over, which grows with the years, is not counted."""
    actor, now = request.actor, request.now
    bureaus = bureaus_of(actor)
    return Here(
        tallies(of_offices(holders(actor, DESK_ROLES), "agency").filter(state__in=COUNTED), now),
        tallies(of_offices(holders(actor, BUREAU), "bureau").filter(state__in=COUNTED), now),
        overdue_below(bureaus, now).count() if bureaus else 0,
        sum(
            tallies(of_offices(behind_seals(actor), "agency").filter(state__in=COUNTED), now).values(),
            Tally(),
        ),
    )


def bureaus_of(actor: Actor) -> list[int]:
    """The bureaus at which the actor has a post."""
    return [place for role, place in actor.posts if role in BUREAU]


def rail_of(request: Request, current: str, here: Here) -> list[NavGroup]:
    """The rail with its counts, the person's own views first."""
    actor = request.actor
    own = saved.group(actor, saved.asked(request.GET.dict()))
    is_own = any(item.current for group in own for item in group.items)
    return [*own, *rail(actor, "-" if is_own else current, here.agency, here.bureau, here.below, here.sealed)]


def overdue(request: Request, here: Here, own: Tally | None) -> list[Also]:
    """What is overdue beyond one's own list: the whole agency's to its heads, the agencies' below to their bureau."""
    lines = []
    late = sum(each.late for state, each in here.agency.items() if state in OPEN)
    if any(request.actor.has(role) for role in HEADS) and late > (own.late if own else 0):
        words = _("本中心超期：%(count)d件") % {"count": late}
        lines.append(Also(words, reverse("desk:worklist") + "?view=late", is_late=True))
    if here.sealed.must:
        words = _("封存的案件，今天必须办：%(count)d件") % {"count": here.sealed.must}
        lines.append(Also(words, reverse("desk:worklist") + "?view=sealed", is_late=bool(here.sealed.late)))
    if here.below:
        words = _("下级机构超期：%(count)d个期限") % {"count": here.below}
        lines.append(Also(words, reverse("desk:overdue_below"), is_late=True))
    return lines
