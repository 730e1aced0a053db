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
from fayuan.matching.spread import gini

WEEK = timedelta(days=7)
ORDINARY, ORDINARY_FEN = 10, 150_000  # load of an ordinary case, and what it earns
OPEN_DAYS = 60  # how long a case stays in hand in a simulation


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case of the stream, and the day on which it came."""

    on: date
    case: Case


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy did: cases left over, wishes and specialities unmet, cases by travel band, and how the cases of the
    whole time are spread over the lawyers."""

    policy: str
    cases: int
    left_over: int
    unmet_wishes: int
    unfitting: int
    travel: Mapping[travel.Band, int]
    gini: float
    most: int
    least: int


Policy = Callable[["State", Arrival, int], Panelist | None]


class State:
    """Who has what in hand on the day of the simulation."""

    def __init__(self, panel: Sequence[Panelist], book: RuleBook | None) -> None:
        self.panel = {one.id: one for one in panel}
        self.book = book
        self.taken = Counter[int]()
        self.last: dict[int, int] = {}  # the turn at which somebody was last given a case
        self._lately: defaultdict[int, list[date]] = defaultdict(list)
        self._changed: dict[int, Panelist] = {}
        self._on = date.min

    def today(self, on: date) -> list[Panelist]:
        """Everybody as they are on that day."""
        for person in list(self._changed) if on != self._on else ():
            self._refresh(person, on)
        self._on = on
        return list(self.panel.values())

    def give(self, person: int, on: date, turn: int) -> None:
        """The person has one case more."""
        self.taken[person] += 1
        self.last[person] = turn
        self._lately[person].append(on)
        self._refresh(person, on)

    def _refresh(self, person: int, on: date) -> None:
        days = self._lately[person] = [day for day in self._lately[person] if day > on - timedelta(OPEN_DAYS)]
        changed = replace(
            self.panel[person],
            taken_this_week=sum(day > on - WEEK for day in days),
            load=ORDINARY * len(days),
            open_cases=len(days),
            earned_fen=ORDINARY_FEN * self.taken[person],
        )
        self.panel[person] = self._changed[person] = changed
        if not days:
            del self._changed[person]


def by_our_order(state: State, arrival: Arrival, turn: int) -> Panelist | None:
    """The order of `candidates`: the first of the ranked."""
    ranked = candidates(arrival.case, state.today(arrival.on), arrival.on, seed=turn, book=state.book).ranked
    return state.panel[ranked[0].id] if ranked else None


def by_quota(state: State, arrival: Arrival, turn: int) -> Panelist | None:
    """Quota rotation: whoever had the fewest cases and waits longest, if the hard rules admit them."""
    hurdles = Hurdles(arrival.case, arrival.on, state.book)
    able = [one for one in state.today(arrival.on) if hurdles.cleared_by(one)]
    return min(able, key=lambda one: (state.taken[one.id], state.last.get(one.id, -1), one.id), default=None)


POLICIES: Mapping[str, Policy] = {"quota": by_quota, "order": by_our_order}


def simulate(
    policy: str, stream: Sequence[Arrival], panel: Sequence[Panelist], book: RuleBook | None = None
) -> Outcome:
    """Run the stream under the policy (`quota` or `order`); the same input gives the same outcome."""
    state, choose = State(panel, book), POLICIES[policy]
    counts = Counter[str]()
    bands = Counter[travel.Band]()
    for turn, arrival in enumerate(stream):
        chosen = choose(state, arrival, turn)
        if chosen is None:
            counts["left"] += 1
            continue
        wished = arrival.case.wished_sex
        wanted = specialities.wanted(arrival.case.law)
        counts["wish"] += bool(wished) and chosen.sex != wished
        counts["wish"] += arrival.case.chosen is not None and chosen.id != arrival.case.chosen
        counts["unfitting"] += bool(wanted - chosen.law.specialities)
        bands[travel.band(arrival.case.place, chosen.place)] += 1
        state.give(chosen.id, arrival.on, turn)
    shares = [state.taken[person] for person in state.panel]
    return Outcome(
        policy,
        len(stream),
        counts["left"],
        counts["wish"],
        counts["unfitting"],
        dict(bands),
        gini(shares),
        max(shares, default=0),
        min(shares, default=0),
    )


def compare(one: Outcome, other: Outcome) -> list[str]:
    """The two side by side and the trade-off in words, line by line."""
    far = [
        outcome.travel.get(travel.Band.BEYOND, 0) + outcome.travel.get(travel.Band.SAME_CITY, 0)
        for outcome in (one, other)
    ]
    rows = [
        ("没有人办的件", one.left_over, other.left_over),
        ("没有满足的意愿和点选", one.unmet_wishes, other.unmet_wishes),
        ("专长不对口", one.unfitting, other.unfitting),
        ("出县且二十公里以外", far[0], far[1]),
        ("件数的基尼系数", round(one.gini, 3), round(other.gini, 3)),
        ("最多的人", one.most, other.most),
        ("最少的人", one.least, other.least),
    ]
    told = [f"{'':<14}{one.policy:>10}{other.policy:>10}"]
    told += [f"{words:<14}{left:>10}{right:>10}" for words, left, right in rows]
    return [*told, _trade_off(one, other, far)]


def _trade_off(one: Outcome, other: Outcome, far: Sequence[int]) -> str:
    gains = [
        f"{words}少{left - right}件"
        for words, left, right in (
            ("意愿落空", one.unmet_wishes, other.unmet_wishes),
            ("专长不对口", one.unfitting, other.unfitting),
            ("远路", far[0], far[1]),
        )
        if left > right
    ]
    evenness = (
        "件数更不均匀"
        if other.gini > one.gini
        else "件数也更均匀"
        if other.gini < one.gini
        else "件数一样均匀"
    )
    better = "、".join(gains) or "没有哪一项变好"
    return f"从 {one.policy} 换成 {other.policy}：{better}；{evenness}（基尼系数 {one.gini:.3f} → {other.gini:.3f}）。"
