"""From which offices somebody works, and what they see from there."""

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.matters import queries
from fayuan.matters.models import Matter
from fayuan.people.models import DESK_ROLES
from fayuan.people.queries import at_work
from fayuan.web.shared.request import Request

BUREAU = frozenset({"bureau"})
HERE = {"at": "desk"}


def holders(actor: Actor, roles: frozenset[str]) -> list[str]:
    """The names under which grants to the offices stand where the actor holds one of the roles."""
    return sorted({f"i{place}" for role, place in actor.posts if role in roles})


def behind_seals(actor: Actor) -> list[str]:
    """The names under which the actor sees sealed matters: as head of an agency, or named there."""
    own = at_work(actor.person_id, actor.posts, DESK_ROLES)
    return [holder for holder in own if not holder.startswith("i")]


def at_desk(actor: Actor) -> Actor:
    """The actor as they see from the desk: through their office alone, not as a party of their own matter."""
    return actor.through((*holders(actor, DESK_ROLES | BUREAU), *behind_seals(actor)))


def opened(request: Request, ref: str) -> Matter:
    """The matter in the desk's scope, its opening written into the audit trail; `NotFound` when unseen."""
    matter = queries.matter(ref, at_desk(request.actor), request.now)
    audit.record(request.actor, request.now, "view_matter", subject=matter, details=HERE)
    return matter
