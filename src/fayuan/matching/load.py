"""How much a case weighs on the person who has it, in tenths of an ordinary lawsuit; for a fair spread only.

The weights are this project's own (no rule fixes them): they order proposals and decide nothing else.
"""

FORMS = {"litigation": 10, "arbitration": 8, "non_litigation": 5, "defence": 10}
STAGES = {"investigation": 5, "prosecution": 7}
LIFE_OR_DEATH = 20
GROUP = 10
GROUP_FROM = 10


def weight(form: str, stage: str, members: int, *, life_or_death: bool) -> int:
    """The weight of one case; `members` is the number of people aided in it."""
    own = LIFE_OR_DEATH if life_or_death else STAGES.get(stage, FORMS.get(form, FORMS["litigation"]))
    return own + (GROUP if members >= GROUP_FROM else 0)
