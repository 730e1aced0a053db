"""The rail beside the worklist: views with their counts, the person's own first."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.matters.worklists import Tally
from fayuan.web.desk import views
from fayuan.web.desk.scope import BUREAU, holders
from fayuan.web.desk.views import View
from fayuan.web.shared.pieces import NavGroup, NavItem

Tallies = Mapping[str, Tally]


def sum_of(view: View, tallies: Tallies) -> Tally:
    """The tallies of the view's states, added up."""
    return sum((tallies[state] for state in view.states if state in tallies), Tally())


def rail(
    actor: Actor, current: str, agency: Tallies, bureau: Tallies, late: int, sealed: Tally
) -> Sequence[NavGroup]:
    """The rail of this person; `current` is the key of the view in force, `late` what is overdue below their bureau,
    `sealed` how many sealed matters they see."""
    groups = of_agency(actor, current, agency, sealed) if views.works_at_agency(actor) else []
    if holders(actor, BUREAU):
        items = [item(view, actor, current, bureau) for view in views.BUREAU]
        groups.append(NavGroup(_("司法局"), [*items, below(current, late)]))
    return groups


def of_agency(actor: Actor, current: str, tallies: Tallies, sealed: Tally) -> list[NavGroup]:
    """What is this person's work, and what else lies in their office."""
    own = [views.first(actor), *(view for view in views.AGENCY if view.is_mine(actor))]
    rest = [view for view in views.AGENCY if not view.is_mine(actor)]
    following = NavItem(_("下一件"), reverse("desk:next"), key="N")
    return [
        NavGroup(_("我的"), [following, *(item(view, actor, current, tallies) for view in own)]),
        NavGroup(
            _("本中心"),
            [
                *(item(view, actor, current, tallies) for view in rest),
                *behind_seals(actor, current, sealed),
                stand_ins(current),
                service(current),
            ],
        ),
    ]


def item(view: View, actor: Actor, current: str, tallies: Tallies) -> NavItem:
    """One view of the rail, with how many wait there."""
    tally = sum_of(view, tallies)
    count = tally.late if view.span == "late" else tally.total
    url = reverse("desk:worklist") + (f"?view={view.key}" if view.key else "")
    shown = count if view.counted else None
    return NavItem(view.words_for(actor), url, view.key == current, count=shown, mark=view.key or "first")


def behind_seals(actor: Actor, current: str, sealed: Tally) -> list[NavItem]:
    """The way to the sealed matters, with how many wait: always for heads, for others while one of theirs waits."""
    view, url = views.SEALED, reverse("desk:worklist") + f"?view={views.SEALED.key}"
    shown = actor.has("approver") or sealed.total or view.key == current
    return (
        [NavItem(str(view.words), url, view.key == current, count=sealed.total, mark=view.key)]
        if shown
        else []
    )


def stand_ins(current: str) -> NavItem:
    """The way to who stands in for whom."""
    return NavItem(_("代班"), reverse("desk:stand_ins"), current == "stand_ins")


def service(current: str) -> NavItem:
    """The way to what still has to be brought to people."""
    return NavItem(_("送达"), reverse("desk:service"), current == "service")


def below(current: str, late: int) -> NavItem:
    """The way to what is overdue at the agencies that the bureau set up, with how much there is."""
    url = reverse("desk:overdue_below")
    return NavItem(_("下级机构超期"), url, current == "below", count=late, mark="below")
