"""Rows of the audit trail as they are read: words for codes, names of those who are not staff masked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI
from fayuan.core.models import AuditRow
from fayuan.network.models import Institution
from fayuan.people.identity import mask_name
from fayuan.people.queries import names_of
from fayuan.web.admin.actions import ACTIONS, CHANNELS, KINDS, RESULTS
from fayuan.web.shared.dates import day, local_day


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the trail in words."""

    when: str
    who: str
    channel: str
    ip: str
    action: str
    result: str
    reason: str
    kind: str
    subject: str
    agency: str
    request: str

    @staticmethod
    def heads() -> dict[str, str]:
        """The words above the columns, in their order."""
        return {
            "when": _("时间"),
            "who": _("谁"),
            "channel": _("途径"),
            "ip": _("网络地址"),
            "action": _("操作"),
            "result": _("结果"),
            "reason": _("原因"),
            "kind": _("对象"),
            "subject": _("对象编号"),
            "agency": _("机构"),
            "request": _("请求编号"),
        }


def lines(rows: Sequence[AuditRow], now: datetime, *, exact: bool = False) -> list[Line]:
    """The rows in words; the names of their agencies are read together. `exact` writes moments out in full."""
    names = _names(row.agency_id for row in rows)
    citizens = names_of(row.person_id for row in rows if row.actor_kind == "person")
    today = local_day(now)
    return [
        Line(
            when=_full(row.at)
            if exact
            else f"{day(local_day(row.at), today)} {row.at.astimezone(SHANGHAI):%H:%M:%S}",
            who=_who(row, citizens),
            channel=str(CHANNELS.get(row.channel, row.channel)),
            ip=row.ip,
            action=str(ACTIONS.get(row.action, row.action)),
            result=str(RESULTS.get(row.result, row.result)),
            reason=row.reason,
            kind=str(KINDS.get(row.subject_kind, row.subject_kind)),
            subject=row.subject_id,
            agency=names.get(row.agency_id, ""),
            request=row.request_id,
        )
        for row in rows
    ]


def _who(row: AuditRow, citizens: Mapping[int | None, str]) -> str:
    """Staff by name, citizens by their surname (the trail itself has none), visitors as such."""
    if row.actor_kind == "visitor":
        return _("没有登录的人")
    return mask_name(citizens.get(row.person_id, "")) if row.actor_kind == "person" else row.actor_name


def _full(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _names(agencies: Iterable[int | None]) -> dict[int | None, str]:
    wanted = {agency for agency in agencies if agency}
    return dict(Institution.objects.filter(pk__in=wanted).values_list("pk", "name"))
