"""What the components are given: small frozen records, made by pages from rows or from results of `law`.

Words are ready to be read (translated, dated, masked); the records hold no logic of the field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "soon", "late", "rest"]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, as the top bar says it: 审查岗 林某, 白石县法律援助中心."""

    name: str
    role: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One way in a navigation. `count` stands behind the words; `key` is the letter that opens it; `mark` names the
    count, so that it can be brought up to date alone."""

    words: str
    url: str
    current: bool = False
    icon: str = ""
    count: int | None = None
    key: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A titled group of ways in the rail of views."""

    title: str
    items: Sequence[NavItem]


@dataclass(frozen=True, slots=True)
class Way:
    """A ruled row that leads somewhere: icon, words and a line of explanation."""

    words: str
    url: str
    icon: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A running period: shape and colour by `level`, then the words, as in ("临近", "2天").

    `rest` is a paused clock. `unchecked` marks a clock built on a rule that nobody has verified (待核实).
    """

    level: Level
    words: tuple[str, ...]
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of 'check your answers'. Without `change_url` the line cannot be changed here."""

    words: str
    value: str
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A word and its value. With `reveal_url` it is masked, and that page shows it whole for a reason."""

    words: str
    value: str
    reveal_url: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A point of the timeline. `when` is read, `moment` is its ISO form; `inner` is a note for staff only."""

    when: str
    what: str
    state: Literal["done", "now", "ahead"] = "done"
    moment: str = ""
    by: str = ""
    note: str = ""
    url: str = ""
    link: str = ""
    inner: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the trail through a matter's life."""

    words: str
    state: Literal["done", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that never stands alone: 46件, 办过这类事."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Person:
    """A lawyer to choose. `value` is what the form sends; without figures it is a plain row (替我选)."""

    value: str
    name: str
    role: str = ""
    since: str = ""
    lines: Sequence[str] = ()
    note: str = ""
    figures: Sequence[Figure] = ()


@dataclass(frozen=True, slots=True)
class Cite:
    """An article or source; with `url` one can open its wording."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SumRow:
    """A line of arithmetic: what, how, how much."""

    words: str
    working: str
    amount: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One machine finding with its outcome in words, its reasons, its arithmetic and its articles."""

    title: str
    outcome: Literal["yes", "no", "open"]
    says: str
    why: Sequence[str] = ()
    sum: Sequence[SumRow] = ()
    cites: Sequence[Cite] = ()
    unchecked: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid. With `key` one can sort by it; `end` sets numbers at the end of the line."""

    words: str
    key: str = ""
    end: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows a list. `choices` are (value, words); `chosen` is the value in force."""

    name: str
    words: str
    choices: Sequence[tuple[str, str]]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list paged by keys: `before` and `after` are opaque marks, empty at the ends.

    `total` is None where counting would cost more than it tells.
    """

    shown: int
    total: int | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """An entry of the agenda: 09:30, 开庭, 何某，欠薪, and what to know about it."""

    time: str
    title: str
    who: str = ""
    notes: Sequence[str] = ()
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of the due list: what to do, for which matter, and its clock."""

    title: str
    url: str
    clock: Clock
    note: str = ""
