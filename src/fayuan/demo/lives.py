"""How far the matters of the demonstration have come: for each a row of steps, and how many days ago the last was."""

from dataclasses import dataclass

GAPS: dict[str, float] = {
    # days since the step before
    "receive": 0.2,
    "ask_supplement": 0.3,
    "supplement": 3,
    "apply": 0.3,
    "examine": 1.5,
    "examine_against": 1.5,
    "grant": 0.6,
    "grant_first": 0.2,
    "refuse": 0.6,
    "withdraw": 2,
    "redirect": 0.2,
    "object": 6,
    "uphold": 3,
    "correct": 3,
    "propose": 0.2,
    "assign": 0.4,
    "assign_unit": 0.4,
    "name_lawyer": 1,
    "offer_choice": 0.1,
    "choose": 0.4,
    "accept": 0.6,
    "decline": 0.8,
    "sign": 1.5,
    "meet": 2,
    "file": 5,
    "read_file": 4,
    "opinion": 9,
    "plan_hearing": 10,
    "report": 1,
    "ask_replacement": 9,
    "judgment": 24,
    "terminate": 12,
    "close": 6,
    "return": 3,
    "close_short": 6,
    "accept_closing": 7,
    "pay": 6,
    "archive": 4,
    "follow_up": 5,
}


@dataclass(frozen=True)
class Life:
    """The steps of one matter, and the age of the last in days."""

    steps: tuple[str, ...]
    age: float
    kind: int | None = None  # in the list of kinds; by chance where it does not matter

    @property
    def gaps(self) -> list[float]:
        """The days between the steps."""
        return [GAPS[step] for step in self.steps[1:]]


def _life(steps: str, age: float, kind: int | None = None) -> Life:
    return Life(tuple(steps.split()), age, kind)


DECIDED = "apply receive examine"
GRANTED = f"{DECIDED} grant"
ASSIGNED = f"{GRANTED} assign"
HANDLED = f"{ASSIGNED} accept sign meet file"
HEARD = f"{HANDLED} judgment"
NOTIFIED = "notify_minor propose assign accept sign meet read_file"
PAID = f"{HEARD} close accept_closing pay"

SMALL: tuple[Life, ...] = (
    _life("ask apply", 0.1, 1),
    _life("apply", 0.9, 5),
    _life("apply", 3, 2),
    _life("ask apply receive", 0.4, 0),
    _life("apply receive", 6),
    _life("apply receive", 11),  # the days to decide have passed
    _life("apply receive ask_supplement", 1),
    _life("apply ask_supplement", 4, 7),
    _life("apply ask_supplement supplement", 0.5, 8),
    _life(DECIDED, 0.3),
    _life(DECIDED, 1.2, 3),
    _life("apply receive examine_against", 2, 8),
    _life("apply receive examine_against refuse", 3, 9),
    _life("apply receive examine_against refuse", 25, 7),  # the days to object have passed
    _life("apply receive examine_against refuse object", 2, 8),
    _life("apply receive examine_against refuse object uphold", 5, 9),
    _life("apply receive examine_against refuse object correct", 1, 7),
    _life("apply receive withdraw", 9, 2),
    _life("apply ask_supplement", 20, 4),  # never supplemented: deemed withdrawn
    _life("apply redirect", 3, 3),
    _life(GRANTED, 0.2),
    _life(GRANTED, 6, 10),  # the days to assign have passed
    _life(f"{GRANTED} offer_choice", 0.3, 1),
    _life(f"{GRANTED} offer_choice choose", 0.2, 0),
    _life(f"{ASSIGNED} decline", 0.4, 7),
    _life("apply receive grant_first", 1, 1),
    _life("notify_minor", 0.2),
    _life("notify_capacity propose", 1),
    _life(f"{GRANTED} propose assign", 0.3),
    _life(f"{GRANTED} assign_unit", 1, 6),
    _life(f"{ASSIGNED} accept", 2, 5),
    _life(ASSIGNED, 9, 3),  # the days to sign the agreement have passed
    _life("notify_death propose assign accept", 1),
    _life(HANDLED, 3, 0),
    _life(f"{HANDLED} plan_hearing", 2, 6),
    _life(f"{GRANTED} assign_unit name_lawyer accept sign meet file report", 1, 10),
    _life(f"{HANDLED} ask_replacement", 2, 4),
    _life(f"{NOTIFIED} opinion plan_hearing", 4),
    _life(f"{HEARD} close_short", 3, 1),
    _life(f"{HEARD} close_short return", 2, 0),
    _life(f"{HEARD} close_short return close accept_closing", 1, 7),
    _life(PAID, 8, 3),
    _life(f"{PAID} archive follow_up", 3, 0),
    _life(f"{ASSIGNED} accept sign terminate", 6, 2),
)
"""A small county's desk: matters in every state, a few of them overdue."""
