"""Who has what in hand and who has earned what: by lawyer, firm, sex and years of practice; spread and bunching."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.assignment.models import Assignment
from fayuan.assignment.queries import panel_near, policy_of
from fayuan.assignment.workload import workload
from fayuan.core.clock import SHANGHAI
from fayuan.matching import specialities
from fayuan.matching.share import Share as FairShare
from fayuan.matching.share import share_of
from fayuan.matching.spread import gini
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer

MONTH = timedelta(days=30)
TOOK = (Assignment.Status.GIVEN, Assignment.Status.ACCEPTED, Assignment.Status.ENDED)
BUNCH, BUNCH_LEAST = 3, 6  # an alarm: three times the mean of thirty days, and six cases at least
SENIOR = ((3, _("执业不满3年")), (10, _("执业3至10年")), (200, _("执业10年以上")))


@dataclass(frozen=True, slots=True)
class Share:
    """What one lawyer has: open cases and their weight, cases of thirty days, fen of the year, the last assignment."""

    profile: Lawyer
    open_cases: int
    load: int
    lately: int
    earned_fen: int
    last: date | None
    is_bunched: bool
    is_away: bool

    @property
    def ref(self) -> str:
        """The reference of their account; empty without one."""
        account = getattr(self.profile.person, "account", None)
        return account.ref if account else ""

    @property
    def tenths(self) -> float:
        """The load in ordinary lawsuits."""
        return self.load / 10

    @property
    def yuan(self) -> float:
        """The earnings in yuan."""
        return self.earned_fen / 100


@dataclass(frozen=True, slots=True)
class Group:
    """What a group has: how many lawyers, and the mean of each figure."""

    words: str
    people: int
    load: float
    lately: float
    earned_fen: float

    @property
    def tenths(self) -> float:
        """The load in ordinary lawsuits."""
        return self.load / 10

    @property
    def yuan(self) -> float:
        """The earnings in yuan."""
        return self.earned_fen / 100


@dataclass(frozen=True, slots=True)
class Watch:
    """The whole: each lawyer's share, groups by kind, and how even it is (Gini 0: all the same; 1: one has all)."""

    shares: Sequence[Share]
    firms: Sequence[Group]
    sexes: Sequence[Group]
    years: Sequence[Group]
    fields: Sequence[Group]  # whoever knows two stands in both
    gini_load: float
    gini_lately: float
    gini_earned: float
    most_lately: int
    least_lately: int
    longest: Share | None  # without a case for the longest time, of those who may take one
    bunched: Sequence[Share]
    fair: FairShare  # of the agency
    beyond: Sequence[Share]  # whoever has more in hand


def watch(agency: Institution, now: datetime) -> Watch:
    """How the cases are spread over everybody whom the agency may ask."""
    shares = _shares(list(panel_near(agency, now).select_related("person__account", "unit__division")), now)
    active = [share for share in shares if not share.profile.suspended]
    lately = [share.lately for share in active]
    today = now.astimezone(SHANGHAI).date()
    fair = share_of([share.load for share in active if not share.is_away], policy_of(agency).fair_share)
    return Watch(
        shares=sorted(shares, key=lambda share: (-share.lately, -share.load, share.profile.pk)),
        firms=_groups(active, lambda share: [share.profile.unit.name]),
        sexes=_groups(active, lambda share: [str(share.profile.person.get_sex_display())]),
        years=_groups(active, lambda share: [_years(share.profile, today)]),
        fields=_groups(active, lambda share: _fields(share.profile)),
        gini_load=gini([share.load for share in active]),
        gini_lately=gini(lately),
        gini_earned=gini([share.earned_fen for share in active]),
        most_lately=max(lately, default=0),
        least_lately=min(lately, default=0),
        longest=min(active, key=lambda share: (share.last or date.min, share.profile.pk), default=None),
        bunched=[share for share in active if share.is_bunched],
        fair=fair,
        beyond=[share for share in active if fair.exceeded_by(share.load)],
    )


def _shares(profiles: list[Lawyer], now: datetime) -> list[Share]:
    people = [profile.person_id for profile in profiles]
    in_hand = workload(people, now)
    taken = Assignment.objects.filter(person__in=people, status__in=TOOK)
    counted = (
        taken.filter(made_at__gt=now - MONTH, made_at__lte=now).values_list("person").annotate(Count("id"))
    )
    lately = Counter({person: count for person, count in counted.order_by() if person is not None})
    last = dict(taken.values_list("person").annotate(at=Max("made_at")).order_by())
    mean = sum(lately.values()) / max(len(people), 1)
    return [
        Share(
            profile=profile,
            open_cases=in_hand.open_cases[profile.person_id],
            load=in_hand.load[profile.person_id],
            lately=lately[profile.person_id],
            earned_fen=in_hand.earned.get(profile.person_id, 0),
            last=last[profile.person_id].astimezone(SHANGHAI).date() if profile.person_id in last else None,
            is_bunched=lately[profile.person_id] >= max(BUNCH * mean, BUNCH_LEAST),
            is_away=profile.person_id in in_hand.away,
        )
        for profile in profiles
    ]


def _groups(shares: Iterable[Share], words: Callable[[Share], Iterable[str]]) -> list[Group]:
    members: defaultdict[str, list[Share]] = defaultdict(list)
    for share in shares:
        for each in words(share):
            members[each].append(share)
    return [
        Group(
            name,
            len(group),
            sum(share.load for share in group) / len(group),
            sum(share.lately for share in group) / len(group),
            sum(share.earned_fen for share in group) / len(group),
        )
        for name, group in sorted(members.items())
    ]


def _fields(profile: Lawyer) -> Sequence[str]:
    known = {*profile.specialities, *profile.teams}
    words = sorted(specialities.WORDS[each] for each in known if each in specialities.WORDS)
    return words or [gettext("没有登记专长")]


def _years(profile: Lawyer, today: date) -> str:
    since = profile.practice_since
    if since is None:
        return gettext("执业日期没有登记")
    years = today.year - since.year - ((today.month, today.day) < (since.month, since.day))
    return next(str(words) for most, words in SENIOR if years < most)
