"""Who may see a matter, and the acts that belong to the spine."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed, NotFound, Refusal, Stale
from fayuan.law import lifecycles
from fayuan.matters.models import Grant, Matter, Party
from fayuan.people.models import DESK_ROLES, Person

Check = Callable[[Actor, Matter], object]  # raises a `Refusal` where the act is not the actor's


def seen_by(actor: Actor, now: datetime) -> QuerySet[Matter]:
    """The matters that exist for the actor: those with a running grant to one of their holders."""
    if actor.is_system:
        return Matter.objects.all()
    held = Grant.objects.filter(
        Q(until=None) | Q(until__gt=now), matter=OuterRef("pk"), holder__in=actor.holders, since__lte=now
    )
    return Matter.objects.filter(Exists(held))


def fetch(ref: str, by: Actor, now: datetime, *, version: int | None = None) -> Matter:
    """The matter in scope, locked for this change. 404 when unseen; `Stale` when the form was for another version."""
    matter = seen_by(by, now).select_for_update(of=("self",)).filter(ref=ref).first()
    if matter is None:
        raise NotFound
    if version is not None and version != matter.version:
        raise Stale(_("这件事在您打开之后有了变化。您填写的内容还在，请核对后再提交。"))
    return matter


def is_desk(by: Actor, matter: Matter) -> bool:
    """Whether the actor works at the matter's agency."""
    return by.has_any(DESK_ROLES, matter.agency_id)


def require(by: Actor, role: str, matter: Matter) -> None:
    """The actor holds the post at the matter's agency, or the act is not theirs (403). Jobs pass."""
    if not by.is_system and not by.has(role, matter.agency_id):
        raise NotAllowed(_("这一步不属于您的岗位。请交给有相应岗位的同事办理。"))


def require_handler(by: Actor, matter: Matter) -> None:
    """The actor is the lawyer in charge (403)."""
    if by.person_id is None or by.person_id != matter.handler_id:
        raise NotAllowed(_("这一步由承办人办理。"))


def require_applicant(by: Actor, matter: Matter) -> None:
    """The actor is the applicant, who applied for them, or who represents their group (403)."""
    if not speaks_for_side(by, matter):
        raise NotAllowed(_("这一步由申请人本人或代为申请的人办理。"))


def is_applicant(by: Actor, matter: Matter) -> bool:
    """Whether the actor is a party on the applicant's side."""
    side = (Party.Role.APPLICANT, Party.Role.AGENT, Party.Role.MEMBER)
    return by.person_id is not None and matter.parties.filter(person_id=by.person_id, role__in=side).exists()


def speaks_for_side(by: Actor, matter: Matter) -> bool:
    """Whether the actor acts for the applicant's side: of a group those who represent it, not every member."""
    if by.person_id is None:
        return False
    in_person = Q(role__in=(Party.Role.APPLICANT, Party.Role.AGENT))
    for_all = Q(role=Party.Role.MEMBER, is_representative=True)
    return matter.parties.filter(in_person | for_all, person=by.person_id).exists()


def own(actor: Actor, now: datetime) -> QuerySet[Matter]:
    """The matters in which the actor stands on the applicant's side, whatever posts they hold besides."""
    if actor.person_id is None:
        return Matter.objects.none()
    held = Grant.objects.filter(
        Q(until=None) | Q(until__gt=now),
        matter=OuterRef("pk"),
        holder=f"p{actor.person_id}",
        reason__in=("applicant", "agent", "member"),
        since__lte=now,
    )
    return Matter.objects.filter(Exists(held))


def refuse_own(by: Actor, matter: Matter) -> None:
    """Nobody examines or decides a matter in which they, as any party, have a stake (403 `own_matter`): known by their
    record, or by their identity number on another."""
    if by.person_id is None:
        return
    own_number = Person.objects.filter(pk=by.person_id, id_number_index__isnull=False)
    oneself = Q(person=by.person_id) | Q(person__id_number_index__in=own_number.values("id_number_index"))
    if matter.parties.filter(oneself).exists():
        raise NotAllowed(_("这件事与您本人有关，请交给同事办理。"), code="own_matter")


def acts_among(checks: Mapping[str, Check], matter: Matter, by: Actor) -> tuple[str, ...]:
    """Of the steps in `checks`, those that the matter's state admits and that are the actor's to take now.

    In the order of the lifecycle. Pages show these and no others, so that a button that is shown works.
    """
    admitted = (rule.name for rule in lifecycles.admitted(matter.state))
    return tuple(step for step in admitted if step in checks and lets(checks[step], by, matter))


def lets(check: Check, by: Actor, matter: Matter) -> bool:
    """Whether the check lets the actor pass."""
    try:
        check(by, matter)
    except Refusal:
        return False
    return True


def require_clerk(by: Actor, matter: Matter) -> None:
    """The actor sits at the agency's window (403)."""
    require(by, "clerk", matter)


def require_side(by: Actor, matter: Matter) -> None:
    """The actor is on the applicant's side, or writes for the applicant at the agency's desk (403)."""
    if not is_desk(by, matter):
        require_applicant(by, matter)
