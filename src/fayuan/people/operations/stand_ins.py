"""Stand-ins: for the days on which the holder of a desk post is absent, a colleague does its work in their place."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.people.models import DESK_ROLES, Person, Post, Role
from fayuan.people.queries import own_posts

LONGEST = timedelta(days=90)  # who is absent for longer is replaced, which the security administrator does


@operation
def name_stand_in(
    *, post: str, person: int, first_day: date, last_day: date, by: Actor, now: datetime
) -> Post:
    """Lend the post (its reference) to a colleague at the same desk, from one local day to another, both counted.

    Named by the head of the agency, which is whoever approves there, or by the holder of the post; never by who is to
    stand in. What one person may not do twice, such as examining and approving, stays refused, and their acts carry
    the absent person's name.
    """
    lent = Post.objects.select_for_update().filter(ref=post, role__in=DESK_ROLES, stands_in_for=None).first()
    if lent is None or (lent.until is not None and lent.until <= now):
        raise NotFound
    require_naming(by, lent, now)
    _check_days(first_day, last_day, now.astimezone(SHANGHAI).date())
    since, until = _midnight(first_day), _midnight(last_day + timedelta(days=1))
    colleague = _colleague(person, lent, by, max(since, now))
    _refuse_second(lent, colleague, since, until)
    return Post.objects.create(
        person=colleague,
        role=lent.role,
        institution=lent.institution,
        since=max(since, now),
        until=until,
        stands_in_for=lent,
        named_by=by.name,
    )


def may_name(by: Actor, lent: Post, now: datetime) -> bool:
    """Whether the actor, in their own right, approves at the post's agency or holds the post."""
    if by.person_id is None:
        return False
    heads = own_posts(by.person_id, now).filter(role=Role.APPROVER, institution=lent.institution_id)
    return lent.person_id == by.person_id or heads.exists()


def require_naming(by: Actor, lent: Post, now: datetime) -> None:
    """A post is lent by the head of its agency or by its holder, in their own right (403; 404 to others)."""
    if not any(place == lent.institution_id for _role, place in by.posts):
        raise NotFound
    if not may_name(by, lent, now):
        raise NotAllowed(_("代班由本机构负责审批的人安排，或者由要离开的人自己安排。"))


def _check_days(first: date, last: date, today: date) -> None:
    if first < today:
        raise BadInput({"first_day": _("开始的日子不能早于今天。")})
    if last < first:
        raise BadInput({"last_day": _("结束的日子不能早于开始的日子。")})
    if last - first >= LONGEST:
        says = _("一次最多安排%(days)d天。离开更久的，请另派人担任这个岗位。") % {"days": LONGEST.days}
        raise BadInput({"last_day": says})


def _colleague(person: int, lent: Post, by: Actor, moment: datetime) -> Person:
    """Somebody else who works at the same desk in their own right, and does not hold the post anyway."""
    if person == by.person_id:
        raise NotAllowed(_("不能安排自己代班，请由另一位同事安排。"))
    held = own_posts(person, moment).filter(institution=lent.institution_id, role__in=DESK_ROLES)
    roles = set(held.values_list("role", flat=True))
    if not roles or lent.role in roles:
        raise BadInput({"person": _("请选一位本机构的同事，他现在没有这个岗位。")})
    return Person.objects.get(pk=person)


def _refuse_second(lent: Post, colleague: Person, since: datetime, until: datetime) -> None:
    """On one day there is one stand-in for a post, and nobody stands in for the same post of two."""
    overlapping = Post.objects.filter(since__lt=until, until__gt=since, stands_in_for__isnull=False)
    same = Q(stands_in_for=lent) | Q(person=colleague, role=lent.role, institution=lent.institution_id)
    if overlapping.filter(same).exists():
        raise WrongState(_("这几天已经安排了代班。要换人，请先结束原来的安排。"))


@operation
def end_stand_in(*, ref: str, by: Actor, now: datetime) -> Post:
    """End a stand-in before its day: the absent person is back, or somebody else is to do it."""
    found = (
        Post.objects.select_for_update(of=("self",))
        .select_related("stands_in_for")
        .filter(ref=ref, stands_in_for__isnull=False, until__gt=now)
        .first()
    )
    if found is None or found.stands_in_for is None:
        raise NotFound
    require_naming(by, found.stands_in_for, now)
    found.until = now
    found.since = min(found.since, now)
    found.save(update_fields=["since", "until"])
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
