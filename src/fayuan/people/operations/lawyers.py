"""The panel of those who take cases."""

from collections.abc import Mapping
from datetime import datetime

from fayuan.core.actor import Actor
from fayuan.core.operation import operation
from fayuan.people.models import Lawyer
from fayuan.people.operations.accounts import require_administrator


@operation
def enrol_lawyer(
    *, person: int, unit: int, profile: Mapping[str, object], by: Actor, now: datetime
) -> Lawyer:
    """Put a person on the panel of those who take cases, or correct their profile (columns of `Lawyer`)."""
    require_administrator(by)
    lawyer, _made = Lawyer.objects.update_or_create(person_id=person, defaults={"unit_id": unit, **profile})
    return lawyer
