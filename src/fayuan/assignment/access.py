"""Who may assign, answer, and name the person for a unit."""

from django.utils.translation import gettext as _

from fayuan.assignment.models import Assignment
from fayuan.assignment.queries import running
from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.people.models import Role


def require_assigner(by: Actor, matter: Matter) -> None:
    """An assigner of the agency who has no stake in the matter (403)."""
    access.require(by, "assigner", matter)
    access.refuse_own(by, matter)


def is_head(by: Actor, matter: Matter) -> bool:
    """Whether the actor heads the unit to which the matter was given."""
    return matter.unit_id is not None and by.has(Role.FIRM_HEAD, matter.unit_id)


def require_naming(by: Actor, matter: Matter) -> None:
    """The head of the unit names the person; so may the agency's assigner (403)."""
    if not is_head(by, matter):
        require_assigner(by, matter)


def require_asked(by: Actor, matter: Matter) -> Assignment:
    """The assignment that the actor may accept or decline: their own, or that of the unit they head (403)."""
    found = running(matter)
    own = found is not None and by.person_id is not None and found.person_id == by.person_id
    of_unit = found is not None and found.person_id is None and is_head(by, matter)
    if found is None or not (own or of_unit):
        raise NotAllowed(_("这件事没有在等您的答复。"))
    return found
