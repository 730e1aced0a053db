"""The rows of the worklist: what each shows of a matter, and the groups by urgency in which they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI
from fayuan.matters.models import Grant, Matter, Timer
from fayuan.matters.worklists import NEAR, Tally, day_end, numbered
from fayuan.web.desk.words import source
from fayuan.web.shared.clocks import clock_of
from fayuan.web.shared.pieces import Clock
from fayuan.web.shared.words import listed, listed_about

Rank = int
MUST, SOON, LATER, NONE = range(4)


@dataclass(frozen=True, slots=True)
class Row:
    """One matter in a list; the words are ready to be read. `clock` is None where none runs."""

    ref: str
    url: str
    number: str
    whose: str
    subject: str
    tags: Sequence[str]
    opponents: str
    state: str
    source: str
    handler: str
    opened: datetime
    clock: Clock | None
    basis: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one urgency; `count` is how many the whole view has, None where nobody counted."""

    title: str
    rows: Sequence[Row]
    count: int | None


def groups(grants: Sequence[Grant], tally: Tally | None, now: datetime) -> Iterator[Group]:
    """The rows of a page, which come in the order of the due moment, under the headings of their urgency."""
    for rank, found in groupby(grants, key=lambda grant: rank_of(grant, now)):
        yield Group(title(rank), [row(grant, now) for grant in found], count(rank, tally))


def rank_of(grant: Grant, now: datetime) -> Rank:
    """How urgent: due by the end of today, within three days, later, or without a running clock."""
    if grant.due_at is None:
        return NONE
    tonight = day_end(now)
    return MUST if grant.due_at <= tonight else SOON if grant.due_at <= tonight + NEAR else LATER


def title(rank: Rank) -> str:
    """The heading of a rank."""
    return (_("今天必须办"), _("三天内"), _("从容"), _("没有期限在走"))[rank]


def count(rank: Rank, tally: Tally | None) -> int | None:
    """How many matters of the rank the view has; those without a clock are not told apart."""
    if tally is None or rank in {LATER, NONE}:
        return None
    return tally.must if rank == MUST else tally.near


def row(grant: Grant, now: datetime) -> Row:
    """One grant as a row. What is sensitive shows a surname and no opponents, what is sealed no subject either."""
    matter = grant.matter
    others = matter.parties.all() if matter.label == Matter.Label.NORMAL else ()
    timer = next(iter(matter.timers.all()), None)
    return Row(
        ref=matter.ref,
        url=reverse("desk:workspace", args=[matter.ref]),
        number=numbered(matter),
        whose=listed(matter),
        subject=listed_about(matter),
        tags=list(tags(matter)),
        opponents=_("，").join(party.name for party in others),
        state=matter.get_state_display(),
        source=source(matter),
        handler=matter.handler.name if matter.handler else "",
        opened=matter.opened_at.astimezone(SHANGHAI),
        clock=clock(timer, now) if timer else None,
        basis=timer.basis if timer else "",
    )


def clock(timer: Timer, now: datetime) -> Clock:
    """The clock of a row; a paused one says since when: 停算 第3天."""
    shown = clock_of(timer, now)
    if shown.level != "rest":
        return shown
    since = max((pause.since for pause in timer.pauses.all()), default=timer.started_at)
    days = (now.astimezone(SHANGHAI).date() - since.astimezone(SHANGHAI).date()).days
    return Clock("rest", (_("停算"), _("第%(days)d天") % {"days": days + 1}), shown.unchecked)


def tags(matter: Matter) -> Iterator[str]:
    """What one should know before opening it."""
    if matter.member_count > 1:
        yield _("群体")
    if matter.reason == "minor":
        yield _("未成年")
    if matter.subject == "domestic_violence":
        yield _("安全联系")
    if matter.label != Matter.Label.NORMAL:
        yield str(matter.get_label_display())
    if matter.reason == "life_or_death":
        yield _("可能判处无期徒刑、死刑")
