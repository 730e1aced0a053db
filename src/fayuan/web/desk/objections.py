"""Pages of objections: written down at the desk, decided by the bureau."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.intake.models import Objection
from fayuan.intake.operations import decide_objection, object_to_decision
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.intake import ObjectionDecisionForm, ObjectionForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def object_(request: Request, ref: str) -> HttpResponse:
    """Write down an objection for the applicant."""
    matter = opened_for(request, ref, "object")
    form = filled(request, ObjectionForm, matter)
    if sent(request, form, object_to_decision, ref=ref):
        return done(request, matter, _("异议已登记，并送设立本机构的司法行政部门。"))
    after = [_("司法行政部门五日内审查决定"), _("申请人会收到审查决定")]
    return show_act(request, matter, form, title=_("登记异议"), button=_("登记异议"), after=after)


@page("desk", methods=ACT)
def decide(request: Request, ref: str) -> HttpResponse:
    """The bureau upholds the decision or orders its correction."""
    matter = opened_for(request, ref, "decide_objection")
    form = filled(request, ObjectionDecisionForm, matter)
    if sent(request, form, decide_objection, ref=ref):
        return done(request, matter, _("审查决定已作出，异议审查决定书已发出。"))
    objection: Objection | None = matter.objections.order_by("-id").first()
    after = [_("发出异议审查决定书"), _("申请人收到短信"), _("责令改正的，机构撤销原决定重新办理")]
    return show_act(
        request,
        matter,
        form,
        title=_("审查异议"),
        button=_("作出审查决定"),
        template="objection.html",
        after=after,
        objection=objection,
    )
