"""Posts: given and ended by the security administrator, who gives none to themself."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.network.models import Institution
from fayuan.people.models import DUTIES_APART, POSTS_AT, Person, Post, Role
from fayuan.people.queries import posts_of


@operation
def give_post(*, person: int, role: str, institution: int, by: Actor, now: datetime) -> Post:
    """Let the person hold a post from now on.

    A system, security or audit administrator holds that one post alone (三权分立): they see no cases. Raises
    `BadInput` for such a pair and for a post that the institution does not have.
    """
    require_security(by)
    holder = Person.objects.select_for_update().filter(pk=person).first()
    place = Institution.objects.filter(pk=institution).first()
    if holder is None or place is None:
        raise NotFound
    if holder.pk == by.person_id:
        raise NotAllowed(_("自己的岗位请由另一位安全管理员办理。"))
    if hasattr(holder, "account") and holder.account.left_at is not None:
        raise WrongState(_("这个账户已经停用，不能再授予岗位。"))
    if place.kind not in POSTS_AT[Role(role)]:
        raise BadInput({"role": _("这类单位没有这个岗位。")})
    _refuse_duties_together(holder, role, now)
    post, _made = Post.objects.get_or_create(
        person=holder, role=role, institution=place, until=None, defaults={"since": now}
    )
    return post


def _refuse_duties_together(holder: Person, role: str, now: datetime) -> None:
    """The three administrators are three people, and none of them does casework."""
    others = set(posts_of(holder, now).values_list("role", flat=True)) - {role}
    if others & DUTIES_APART or (others and role in DUTIES_APART):
        raise BadInput({"role": _("系统、安全、审计三种管理员必须由不同的人担任，也不能兼任其他岗位。")})


@operation
def end_post(*, ref: str, by: Actor, now: datetime) -> Post:
    """End one post (mover): rights that came with it, lent ones too, are gone at the next request."""
    require_security(by)
    runs = Q(until=None) | Q(until__gt=now)
    post = Post.objects.select_for_update().filter(runs, ref=ref).first()
    if post is None:
        raise NotFound
    if post.person_id == by.person_id:
        raise NotAllowed(_("自己的岗位请由另一位安全管理员办理。"))
    post.until = now
    post.save(update_fields=["until"])
    post.stand_ins.filter(until__gt=now).update(until=now)
    return post


def require_security(by: Actor) -> None:
    """Posts and tokens are given and ended by the security administrator (403)."""
    if not by.is_system and not by.has(Role.SECURITY):
        raise NotAllowed(_("岗位和接口令牌由安全管理员授予和收回。"))
