"""The panel of those who take cases: enrolled, their own words approved, warned, removed, taken back."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.people.models import Caution, Lawyer, Role
from fayuan.people.operations.accounts import require_administrator

LONGEST = 400  # of somebody's own words


@operation
def enrol_lawyer(
    *, person: int, unit: int, profile: Mapping[str, object], by: Actor, now: datetime
) -> Lawyer:
    """Put a person on the panel of those who take cases, or correct their profile (columns of `Lawyer`)."""
    require_administrator(by)
    lawyer, _made = Lawyer.objects.update_or_create(person_id=person, defaults={"unit_id": unit, **profile})
    return lawyer


@operation
def say_own_words(*, words: str, by: Actor, now: datetime) -> Lawyer:
    """What somebody on the panel says about themselves; applicants read it once an administrator has approved it."""
    lawyer = Lawyer.objects.select_for_update().filter(person=by.person).first()
    if lawyer is None or not by.has(Role.LAWYER):
        raise NotAllowed(_("自我介绍由法律援助人员本人填写。"))
    if len(words) > LONGEST:
        raise BadInput({"words": _("最多写%(most)d个字。") % {"most": LONGEST}})
    lawyer.words = words.strip()
    lawyer.save(update_fields=["words"])
    return lawyer


@operation
def approve_own_words(*, person: int, by: Actor, now: datetime) -> Lawyer:
    """Let applicants read what somebody on the panel (id of the person) says about themselves."""
    require_administrator(by)
    lawyer = _locked(person)
    if not lawyer.words:
        raise WrongState(_("没有等审核的自我介绍。"))
    lawyer.profile, lawyer.words = lawyer.words, ""
    lawyer.save(update_fields=["profile", "words"])
    return lawyer


@operation
def caution_lawyer(*, person: int, kind: str, reason: str, by: Actor, now: datetime) -> Lawyer:
    """Warn somebody on the panel (id of the person), remove them so that they get no new cases, or take them back; for
    a reason that stays on their sheet."""
    require_administrator(by)
    lawyer = _locked(person)
    if not reason.strip():
        raise BadInput({"reason": _("请写明理由。")})
    if kind not in Caution.Kind.values:
        raise BadInput({"kind": _("请选警示、移出名册或者恢复接案。")})
    if kind != Caution.Kind.WARNING and lawyer.suspended == (kind == Caution.Kind.REMOVAL):
        raise WrongState(_("已经暂停接案的不用再移出，正常接案的不用恢复。"))
    if kind != Caution.Kind.WARNING:
        lawyer.suspended = kind == Caution.Kind.REMOVAL
        lawyer.save(update_fields=["suspended"])
    Caution.objects.create(lawyer=lawyer, kind=kind, reason=reason, at=now, by_name=by.name)
    return lawyer


def _locked(person: int) -> Lawyer:
    lawyer = Lawyer.objects.select_for_update().filter(person=person).first()
    if lawyer is None:
        raise NotFound
    return lawyer
