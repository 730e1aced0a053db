"""Changing how confidential a matter is: raised by one person with a reason, lowered only when a second one agrees.

What a rule of law asks for sets itself (`settle_by_law`), and nobody lowers a matter below it. Heads are told where
they have to name who works on a sealed matter, or to answer a proposal.
"""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, LawForbids, NotAllowed, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.law.confidentiality import RANK, STATE_SECRET
from fayuan.matters import access, labels
from fayuan.matters.models import LabelChange, Matter
from fayuan.matters.notes import checked
from fayuan.messaging.operations import tell
from fayuan.people.models import Post
from fayuan.people.queries import desk_posts, holders_of_post

Ground, Status = LabelChange.Ground, LabelChange.Status
RAISING = frozenset({Ground.MINOR, Ground.SEXUAL, Ground.VIOLENCE, Ground.PRIVACY, Ground.STATE_SECRET})
SECONDERS = frozenset({"approver", "closing_reviewer"})


def require_raising(by: Actor, matter: Matter) -> None:
    """Who works on the matter: its agency's desk and the lawyer in charge, without a stake in it (403)."""
    handles = by.person_id is not None and by.person_id == matter.handler_id
    if not handles and not access.is_desk(by, matter):
        raise NotAllowed(_("保密级别由办理本案的人提高。"))
    access.refuse_own(by, matter)


def require_seconding(by: Actor, matter: Matter) -> None:
    """An approver or closing reviewer of the agency, without a stake in the matter, who neither proposed it nor handles
    the case (403); while something is proposed (409)."""
    if not by.has_any(SECONDERS, matter.agency_id) or by.person_id == matter.handler_id:
        raise NotAllowed(_("降低保密级别由审批人或者结案审核人同意。"))
    access.refuse_own(by, matter)
    change = proposed(matter)
    if change is None:
        raise WrongState(_("没有等待同意的降级申请。"))
    if change.by_id == by.person_id:
        raise NotAllowed(_("提出的人不能自己同意，请交给另一位同事。"), code="own_matter")


def require_naming(by: Actor, matter: Matter) -> None:
    """A head of the agency without a stake names who works on it (403), while it is sealed (409)."""
    access.require(by, "approver", matter)
    access.refuse_own(by, matter)
    if matter.label != Matter.Label.SEALED:
        raise WrongState(_("这件事没有封存，本机构的同事都能办，不用指定。"))


def proposed(matter: Matter) -> LabelChange | None:
    """The lowering that waits for a second person, if any."""
    return matter.label_changes.filter(status=Status.PROPOSED).first()


@operation
def raise_label(
    *,
    ref: str,
    to: str,
    ground: str,
    reason: str,
    by: Actor,
    now: datetime,
    staff: Collection[int] = (),
    version: int | None = None,
) -> Matter:
    """Make the matter more confidential, at once. A sealed one is seen by its heads, by the `staff` named (people at
    its desk, by id) and by who raises it there.

    Raises `LawForbids` `state_secret`: such content is not kept here at all.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_raising(by, matter)
    if ground == Ground.STATE_SECRET:
        raise LawForbids(_(STATE_SECRET), code="state_secret")
    if to not in RANK or ground not in RAISING:
        raise BadInput({"ground": _("请选择级别和理由。")})
    if RANK[to] <= RANK[matter.label]:
        raise WrongState(_("这件事已经是这个级别或者更高。"))
    why = checked(reason)
    if (waiting := proposed(matter)) is not None:
        _end(waiting, Status.DECLINED, by, now)
    change = LabelChange(
        matter=matter,
        before=matter.label,
        after=to,
        ground=ground,
        reason=why,
        by_id=by.person,
        by_name=by.name,
        at=now,
    )
    labels.take_effect(change, by, now)
    if to == Matter.Label.SEALED:
        _name_all(matter, {*staff, *([by.person] if access.is_desk(by, matter) else [])}, now)
    return matter


@operation
def propose_lowering(
    *, ref: str, to: str, reason: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Propose to make the matter less confidential; nothing changes before a second person agrees.

    Raises `LawForbids` `below_law` for a level below what a rule of law asks for.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_raising(by, matter)
    if to not in RANK or RANK[to] >= RANK[matter.label]:
        raise BadInput({"to": _("请选择比现在低的级别。")})
    if proposed(matter) is not None:
        raise WrongState(_("已经有人提出降级，正在等另一人同意。"))
    _refuse_below_law(matter, to)
    LabelChange.objects.create(
        matter=matter,
        before=matter.label,
        after=to,
        ground=Ground.LOWERED,
        reason=checked(reason),
        status=Status.PROPOSED,
        by_id=by.person,
        by_name=by.name,
        at=now,
    )
    for head in holders_of_post("approver", matter.agency, now).order_by("pk"):
        if head.pk != by.person_id:
            tell(matter, head, "lowering_proposed", now=now)
    return matter


@operation
def settle_lowering(
    *, ref: str, agrees: bool, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """The second person agrees, and the matter is lowered; or does not, and it stays as it is."""
    matter = access.fetch(ref, by, now, version=version)
    require_seconding(by, matter)
    change = matter.label_changes.select_for_update(of=("self",)).get(status=Status.PROPOSED)
    change.matter = matter
    if not agrees:
        _end(change, Status.DECLINED, by, now)
        return matter
    _refuse_below_law(matter, change.after)
    change.second_id, change.second_name = by.person, by.name
    labels.take_effect(change, by, now)
    return matter


@operation
def name_for_sealed(
    *, ref: str, staff: Collection[int], by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Say anew which of the desk's people (by id), beside its heads, see the sealed matter."""
    matter = access.fetch(ref, by, now, version=version)
    require_naming(by, matter)
    for person in labels.named_staff(matter):
        if person.pk not in set(staff):
            labels.unname(matter, person.pk, now)
    _name_all(matter, staff, now)
    return matter


def settle_by_law(matter: Matter, by: Actor, now: datetime, *, like: Matter | None = None) -> None:
    """Give the matter the label that the law asks for, at least that of the one it follows (`like`); of a sealed one
    the heads are told, who name others (part of operations)."""
    change = labels.settle(matter, by, now, like=like)
    if change is not None and change.after == Matter.Label.SEALED:
        for head in holders_of_post("approver", matter.agency, now).order_by("pk"):
            tell(matter, head, "sealed_by_law", now=now)


def may_be_named(matter: Matter, now: datetime) -> list[Post]:
    """The posts of those at the agency's desk who may be named: all but its heads, who see it anyway."""
    posts = list(desk_posts(matter.agency_id, now))
    heads = {post.person_id for post in posts if post.role == "approver"}
    return [post for post in posts if post.person_id not in heads]


def _name_all(matter: Matter, staff: Collection[int], now: datetime) -> None:
    able = {post.person_id for post in may_be_named(matter, now)}
    heads = set(holders_of_post("approver", matter.agency, now).values_list("pk", flat=True))
    if not set(staff) <= able | heads:
        raise NotFound
    for person in sorted(set(staff) & able):
        labels.name(matter, person, now)


def _refuse_below_law(matter: Matter, to: str) -> None:
    least = labels.floor_of(matter)
    if least is not None and RANK[to] < RANK[least.level]:
        says = _("%(says)s（%(article)s）：不能降到这个级别以下。") % {
            "says": least.says,
            "article": least.article,
        }
        raise LawForbids(says, code="below_law")


def _end(change: LabelChange, status: str, by: Actor, now: datetime) -> None:
    """Close a proposal without effect."""
    change.status, change.settled_at = status, now
    if by.person_id != change.by_id:
        change.second_id, change.second_name = by.person_id, by.name
    change.save()
