"""Who may bring something in, examine it, decide it, object to it."""

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed
from fayuan.intake.models import Examination
from fayuan.matters.models import Matter
from fayuan.network.models import AUTHORITIES, Institution

ANSWER_ROLES = frozenset({"clerk", "duty_lawyer", "hotline_agent"})


def require_answering(by: Actor, agency: Institution) -> None:
    """Answering questions is for those who sit at the agency's window, telephone or duty desk (403)."""
    if not by.is_system and not by.has_any(ANSWER_ROLES, agency.pk):
        raise NotAllowed(_("解答咨询由本机构的接待人员、值班律师或热线坐席办理。"))


def require_filing(by: Actor, agency: Institution, applicant: int | None, agent: int | None) -> None:
    """An application is handed in by the applicant, by who applies for them, or written down by staff (403)."""
    own = by.person_id is not None and by.person_id in {applicant, agent}
    if not by.is_system and not own and not by.has_any(ANSWER_ROLES, agency.pk):
        raise NotAllowed(_("申请由本人或代为申请的人提出，也可以请窗口工作人员代为填写。"))


def require_not_examiner(by: Actor, matter: Matter) -> None:
    """The examiner is not the approver (403)."""
    last: Examination | None = matter.examinations.order_by("-id").first()
    if last is not None and last.by_id == by.person_id:
        raise NotAllowed(_("这件事是您审查的，请由另一位同事审批。"))


def require_bureau(by: Actor, matter: Matter) -> None:
    """An objection is decided by the justice bureau that set the agency up (403)."""
    if not by.is_system and not by.has("bureau", matter.agency.parent_id or 0):
        raise NotAllowed(_("异议由设立该机构的司法行政部门审查决定。"))


def require_authority(by: Actor, authority: Institution) -> None:
    """A notice comes from the authority whose officer sends it (403)."""
    if authority.kind not in AUTHORITIES or (not by.is_system and not by.has("authority", authority.pk)):
        raise NotAllowed(_("通知由办案机关的承办人发出。"))
