"""Rules entered in the product: proposed by one person, checked as rule files are, approved by another."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from fayuan.core.operation import operation
from fayuan.law.places import NATION, lies_in
from fayuan.law.rules import RulesFaulty
from fayuan.matters import rules
from fayuan.matters.models import RuleEntry, RuleTrial
from fayuan.network.models import Division, Institution
from fayuan.people.models import Role

MAKERS = frozenset({Role.SECURITY.value, Role.BUREAU.value})


def province_of(by: Actor) -> str | None:
    """The province whose rules the actor may enter: as security administrator, or as an officer of its justice bureau,
    of an office of the province; None where they may enter none."""
    offices = [place for role, place in by.posts if role in MAKERS]
    province = Institution.objects.filter(pk__in=offices, division__level=Division.Level.PROVINCE)
    return province.values_list("division_id", flat=True).order_by("pk").first() if offices else None


def require_maker(by: Actor) -> str:
    """The actor's province; who may not enter rules is told so (403)."""
    province = province_of(by)
    if province is None:
        raise NotAllowed(_("规则由省司法厅（局）的承办人或者省级安全管理员录入和核准。"))
    return province


@operation
def propose_rule_entry(
    *,
    key: str,
    region: str,
    value: dict[str, Any],
    valid_from: date,
    valid_to: date | None,
    basis: str,
    mark: str,
    by: Actor,
    now: datetime,
    note: str = "",
) -> RuleEntry:
    """Propose that a rule hold in a place from a day on; it changes nothing until somebody else approves it.

    Raises `BadInput` with the reason for which the rules' own reader would refuse it.
    """
    province = require_maker(by)
    if region != NATION and not lies_in(region, province):
        raise BadInput({"region": _("只能录入全国规则和本省的规则。")})
    entry = RuleEntry(
        key=key,
        region=region,
        value=value,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis,
        mark=mark,
        note=note,
        proposed_by_id=by.person,
        proposed_at=now,
    )
    _check(entry)
    entry.save()
    return entry


@operation
def approve_rule_entry(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> RuleEntry:
    """Put a proposed entry into force, by somebody other than who proposed it; an entry with the same first day is
    replaced by it. Every process sees it at its next question.

    `version` is what `approvals` gave when the entry was read: `Stale` when the same rule was approved in another form
    since. Where the first day has passed, what it does to past decisions must have been tried first.
    """
    require_maker(by)
    _one_at_a_time()
    entry = _proposed(ref)
    if entry.proposed_by_id == by.person:
        raise NotAllowed(_("规则由两个人办：自己提出的，请另一位核准。"), code="own_proposal")
    if version is not None and RuleEntry.objects.filter(key=entry.key, order__gt=version).exists():
        raise Stale(_("打开这一页以后，又核准了同一条规则的另一个条目。请重新对照，再决定是否核准。"))
    if needs_trial(entry, now):
        raise WrongState(_("这一条从已经过去的日子起生效。请先推算它对过去的决定有什么影响，再核准。"))
    _check(entry)
    same = RuleEntry.objects.filter(key=entry.key, region=entry.region, valid_from=entry.valid_from)
    same.filter(status=RuleEntry.Status.APPROVED).update(status=RuleEntry.Status.REPLACED)
    entry.order = approvals() + 1
    return _close(entry, RuleEntry.Status.APPROVED, by, now)


@operation
def withdraw_rule_entry(*, ref: str, reason: str, by: Actor, now: datetime) -> RuleEntry:
    """Take a proposal back, or turn it down. What is in force is ended by another entry, not taken back."""
    require_maker(by)
    entry = _proposed(ref)
    if not reason.strip():
        raise BadInput({"reason": _("请写明为什么撤回。")})
    entry.reason = reason.strip()
    return _close(entry, RuleEntry.Status.WITHDRAWN, by, now)


def approvals() -> int:
    """How many entries have been approved so far."""
    return RuleEntry.objects.aggregate(last=Max("order"))["last"] or 0


def is_retroactive(entry: RuleEntry, now: datetime) -> bool:
    """Whether the entry holds from a day that has passed."""
    return entry.valid_from < now.astimezone(SHANGHAI).date()


def needs_trial(entry: RuleEntry, now: datetime) -> bool:
    """Whether what the entry does to past decisions has still to be looked at before anybody may approve it."""
    tried = entry.trials.filter(kind=RuleTrial.Kind.REPLAY, status=RuleTrial.Status.DONE)
    return is_retroactive(entry, now) and not tried.exists()


def rivals(entry: RuleEntry) -> QuerySet[RuleEntry]:
    """The other proposals for the same rule of the same place that would hold on some of the same days."""
    last = Q(valid_from__lte=entry.valid_to) if entry.valid_to else Q()
    open_ones = RuleEntry.objects.filter(status=RuleEntry.Status.PROPOSED, key=entry.key, region=entry.region)
    overlapping = open_ones.filter(last, Q(valid_to=None) | Q(valid_to__gte=entry.valid_from))
    return overlapping.exclude(pk=entry.pk).order_by("id")


def replaced_by(entry: RuleEntry) -> RuleEntry | None:
    """The entry in force that this one would correct: the same rule, place and first day."""
    same = RuleEntry.objects.filter(key=entry.key, region=entry.region, valid_from=entry.valid_from)
    return same.filter(status=RuleEntry.Status.APPROVED).exclude(pk=entry.pk).first()


def _one_at_a_time() -> None:
    """Approvals wait for each other: each is checked against all before it, and they are counted without a gap."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('matters_ruleentry.order'))")


def _proposed(ref: str) -> RuleEntry:
    entry = RuleEntry.objects.select_for_update().filter(ref=ref).first()
    if entry is None:
        raise NotFound
    if entry.status != RuleEntry.Status.PROPOSED:
        raise WrongState(_("这一条已经办过了：%(status)s。") % {"status": entry.get_status_display()})
    return entry


def _close(entry: RuleEntry, status: RuleEntry.Status, by: Actor, now: datetime) -> RuleEntry:
    entry.status, entry.closed_by_id, entry.closed_at = status, by.person, now
    entry.save(update_fields=["status", "closed_by", "closed_at", "reason", "order"])
    return entry


def _check(entry: RuleEntry) -> None:
    """The reasons for which the rules with this entry cannot be read, as `BadInput` of its value. What is wrong
    without it is not its fault, and must not keep anybody from mending it."""
    try:
        rules.with_others([entry])
    except RulesFaulty as error:
        before = set(rules.faults())
        reasons = [fault.reason for fault in error.faults if fault not in before]
        if reasons:
            raise BadInput({"value": "；".join(dict.fromkeys(reasons))}) from error
