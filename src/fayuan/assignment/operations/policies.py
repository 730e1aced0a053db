"""How an agency assigns, as its head says."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment.access import require_head
from fayuan.assignment.models import Policy
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound
from fayuan.core.operation import operation
from fayuan.network.models import Institution

LONGEST = 72  # hours: nobody waits past the three days to assign
RANGES = {
    "choice_hours": (1, LONGEST),
    "answer_hours": (1, LONGEST),
    "shortlist": (1, 50),
    "invited": (1, 50),
    "fair_share": (100, 500),  # per cent of the mean
}


@operation
def set_policy(
    *,
    agency: int,
    mode: str,
    by: Actor,
    now: datetime,
    after: str = "proposal",
    choice_hours: int = 24,
    answer_hours: int = 24,
    shortlist: int = 12,
    invited: int = 10,
    fair_share: int = 0,
) -> Policy:
    """Say how the agency (id of the institution) finds the lawyer from now on; matters under way go on as they began.

    Hours and numbers are whole and within `RANGES`; a fair share of 0 sets no bound. Raises `BadInput` by field.
    """
    require_head(by, agency)
    numbers = {
        "choice_hours": choice_hours,
        "answer_hours": answer_hours,
        "shortlist": shortlist,
        "invited": invited,
        "fair_share": fair_share,
    }
    _check(mode, after, numbers)
    found = Institution.objects.select_for_update().filter(pk=agency, kind="agency").first()
    if found is None:
        raise NotFound
    found.choice_hours = numbers.pop("choice_hours")
    found.save(update_fields=["choice_hours"])
    given = {"mode": mode, "after": after, "changed_at": now, "by_name": by.name, **numbers}
    policy, _made = Policy.objects.update_or_create(agency=found, defaults=given)
    return policy


def _check(mode: str, after: str, numbers: dict[str, int]) -> None:
    faults = {
        name: _("请填%(least)d到%(most)d。") % {"least": RANGES[name][0], "most": RANGES[name][1]}
        for name, number in numbers.items()
        if not RANGES[name][0] <= number <= RANGES[name][1] and (name != "fair_share" or number)
    }
    if mode not in Policy.Mode.values:
        faults["mode"] = _("请选一种指派办法。")
    if after not in Policy.After.values:
        faults["after"] = _("请选点援没有结果时怎么办。")
    if faults:
        raise BadInput(faults)
