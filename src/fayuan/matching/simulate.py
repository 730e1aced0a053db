"""The same stream of cases under two policies, month after month: what each does to load, wishes and travel."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fayuan.law.rules import RuleBook
from fayuan.matching import specialities, travel
from fayuan.matching.candidates import candidates
from fayuan.matching.exclusions import Hurdles
from fayuan.matching.facts import Case, Panelist
from fayuan.matching.load import weight
from fayuan.matching.spread import gini

WEEK = timedelta(days=7)
FEES = {"litigation": 150_000, "defence": 120_000, "arbitration": 100_000}  # fen; of simulations only
FEE = 50_000  # for anything else
OPEN_DAYS = 60  # how long a case stays in hand in a simulation


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case of the stream, and the day on which it came."""

    on: date
    case: Case


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a policy: its cases, wishes unmet, cases with a long way, and how its cases are spread (Gini)."""

    month: str
    cases: int
    unmet_wishes: int
    far: int
    gini: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy did: cases left over, wishes and specialities unmet, cases by travel band, and how the cases of the
    whole time, their weight and what they earned are spread over the lawyers (Gini); the same month by month."""

    policy: str
    cases: int
    left_over: int
    unmet_wishes: int
    unfitting: int
    travel: Mapping[travel.Band, int]
    gini: float
    most: int
    least: int
    gini_load: float
    gini_earned: float
    months: Sequence[Month]

    @property
    def near(self) -> int:
        """The cases within the lawyer's own county."""
        return self.travel.get(travel.Band.SAME_COUNTY, 0)

    @property
    def far(self) -> int:
        """The cases outside the lawyer's county and farther than twenty kilometres."""
        return self.travel.get(travel.Band.BEYOND, 0) + self.travel.get(travel.Band.SAME_CITY, 0)


Policy = Callable[["State", Arrival, int], Panelist | None]


class State:
    """Who has what in hand on the day of the simulation."""

    def __init__(self, panel: Sequence[Panelist], book: RuleBook | None, fair_share: int) -> None:
        self.panel = {one.id: one for one in panel}
        self.book, self.fair_share = book, fair_share
        self.taken = Counter[int]()
        self.weight = Counter[int]()  # of all cases so far
        self.earned = Counter[int]()  # fen
        self.last: dict[int, int] = {}  # the turn at which somebody was last given a case
        self._lately: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)  # day and weight
        self._changed: dict[int, Panelist] = {}
        self._on = date.min

    def today(self, on: date) -> list[Panelist]:
        """Everybody as they are on that day."""
        for person in list(self._changed) if on != self._on else ():
            self._refresh(person, on)
        self._on = on
        return list(self.panel.values())

    def give(self, person: int, arrival: Arrival, turn: int) -> None:
        """The person has one case more."""
        law = arrival.case.law
        weighs = weight(law.form, law.stage or "", 1, life_or_death=law.life_or_death)
        self.taken[person] += 1
        self.weight[person] += weighs
        self.earned[person] += FEES.get(law.form, FEE)
        self.last[person] = turn
        self._lately[person].append((arrival.on, weighs))
        self._refresh(person, arrival.on)

    def _refresh(self, person: int, on: date) -> None:
        begun = on - timedelta(OPEN_DAYS)
        days = self._lately[person] = [each for each in self._lately[person] if each[0] > begun]
        changed = replace(
            self.panel[person],
            taken_this_week=sum(day > on - WEEK for day, _weighs in days),
            load=sum(weighs for _day, weighs in days),
            open_cases=len(days),
            earned_fen=self.earned[person],
        )
        self.panel[person] = self._changed[person] = changed
        if not days:
            del self._changed[person]


def by_our_order(state: State, arrival: Arrival, turn: int) -> Panelist | None:
    """The order of `candidates`: the first of the ranked."""
    people, fair = state.today(arrival.on), state.fair_share
    ranking = candidates(arrival.case, people, arrival.on, seed=turn, book=state.book, fair_share=fair)
    return state.panel[ranking.ranked[0].id] if ranking.ranked else None


def by_quota(state: State, arrival: Arrival, turn: int) -> Panelist | None:
    """Quota rotation: whoever had the fewest cases and waits longest, if the hard rules admit them."""
    hurdles = Hurdles(arrival.case, arrival.on, state.book)
    able = [one for one in state.today(arrival.on) if hurdles.cleared_by(one)]
    return min(able, key=lambda one: (state.taken[one.id], state.last.get(one.id, -1), one.id), default=None)


POLICIES: Mapping[str, Policy] = {"quota": by_quota, "order": by_our_order}


def simulate(
    policy: str,
    stream: Sequence[Arrival],
    panel: Sequence[Panelist],
    book: RuleBook | None = None,
    *,
    fair_share: int = 0,
) -> Outcome:
    """Run the stream under the policy (`quota`, or `order` with or without a fair share in per cent of the mean);
    the same input gives the same outcome."""
    state, choose = State(panel, book, fair_share), POLICIES[policy]
    tally = _Tally()
    for turn, arrival in enumerate(stream):
        chosen = choose(state, arrival, turn)
        tally.count(arrival, chosen)
        if chosen is not None:
            state.give(chosen.id, arrival, turn)
    shares = [state.taken[person] for person in state.panel]
    return Outcome(
        f"{policy} {fair_share}%" if fair_share and policy == "order" else policy,
        len(stream),
        tally.counts["left"],
        tally.counts["wish"],
        tally.counts["unfitting"],
        dict(tally.bands),
        gini(shares),
        max(shares, default=0),
        min(shares, default=0),
        gini([state.weight[person] for person in state.panel]),
        gini([state.earned[person] for person in state.panel]),
        [tally.month(month, list(state.panel)) for month in sorted(tally.monthly)],
    )


class _Tally:
    """What is counted while a stream runs; by month as well."""

    def __init__(self) -> None:
        self.counts = Counter[str]()
        self.bands = Counter[travel.Band]()
        self.monthly: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._taken: defaultdict[str, Counter[int]] = defaultdict(Counter)

    def count(self, arrival: Arrival, chosen: Panelist | None) -> None:
        """One case and who got it."""
        found = self._found(arrival, chosen) if chosen is not None else Counter({"left": 1})
        month = f"{arrival.on:%Y-%m}"
        self.counts.update(found)
        self.monthly[month].update({**found, "cases": 1})
        if chosen is not None:
            self._taken[month][chosen.id] += 1

    def _found(self, arrival: Arrival, chosen: Panelist) -> Counter[str]:
        case = arrival.case
        unmet = bool(case.wished_sex) and chosen.sex != case.wished_sex
        passed_over = case.chosen is not None and chosen.id != case.chosen
        band = travel.band(case.place, chosen.place)
        self.bands[band] += 1
        unfitting = bool(specialities.wanted(case.law) - chosen.law.specialities)
        far = band in (travel.Band.SAME_CITY, travel.Band.BEYOND)
        return Counter({"wish": unmet + passed_over, "unfitting": int(unfitting), "far": int(far)})

    def month(self, month: str, people: Sequence[int]) -> Month:
        """The figures of one month."""
        found, taken = self.monthly[month], self._taken[month]
        return Month(
            month, found["cases"], found["wish"], found["far"], gini([taken[each] for each in people])
        )


Row = tuple[str, float, float]


def compare(one: Outcome, other: Outcome) -> list[str]:
    """The two side by side and the trade-off in words, line by line."""
    told = [f"{'':<14}{one.policy:>12}{other.policy:>12}"]
    told += [f"{words:<14}{left:>12}{right:>12}" for words, left, right in rows(one, other)]
    return [*told, trade_off(one, other)]


def rows(one: Outcome, other: Outcome) -> list[Row]:
    """Each figure of the two, in words."""
    return [
        ("没有人办的件", one.left_over, other.left_over),
        ("没有满足的意愿和点选", one.unmet_wishes, other.unmet_wishes),
        ("专长不对口", one.unfitting, other.unfitting),
        ("本县区的律师", one.near, other.near),
        ("出县且二十公里以外", one.far, other.far),
        ("件数的基尼系数", round(one.gini, 3), round(other.gini, 3)),
        ("负荷的基尼系数", round(one.gini_load, 3), round(other.gini_load, 3)),
        ("补贴的基尼系数", round(one.gini_earned, 3), round(other.gini_earned, 3)),
        ("最多的人", one.most, other.most),
        ("最少的人", one.least, other.least),
    ]


def by_month(one: Outcome, other: Outcome) -> list[tuple[str, Row, Row, Row]]:
    """Month by month: wishes unmet, long ways, the spread."""
    return [
        (
            a.month,
            ("意愿落空", a.unmet_wishes, b.unmet_wishes),
            ("远路", a.far, b.far),
            ("基尼系数", round(a.gini, 3), round(b.gini, 3)),
        )
        for a, b in zip(one.months, other.months, strict=True)
    ]


def trade_off(one: Outcome, other: Outcome) -> str:
    """What is won and what is lost, in a sentence."""
    changes = [
        (words, left - right)
        for words, left, right in (
            ("意愿落空", one.unmet_wishes, other.unmet_wishes),
            ("专长不对口", one.unfitting, other.unfitting),
            ("远路", one.far, other.far),
        )
        if left != right
    ]
    said = "、".join(f"{words}{'少' if saved > 0 else '多'}{abs(saved)}件" for words, saved in changes)
    evenness = (
        "件数更不均匀"
        if other.gini > one.gini
        else "件数也更均匀"
        if other.gini < one.gini
        else "件数一样均匀"
    )
    changed = said or "意愿、专长和路程都没有变化"
    return f"从 {one.policy} 换成 {other.policy}：{changed}；{evenness}（基尼系数 {one.gini:.3f} → {other.gini:.3f}）。"
