"""Pages about what is missing: ask for it once, take it in."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.intake.operations import ask_supplement, supplement_application
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.intake import SupplementForm, SupplementNoticeForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def ask(request: Request, ref: str) -> HttpResponse:
    """One notice of everything that is missing; what the law found missing is ticked."""
    matter = opened_for(request, ref, "ask_supplement")
    last = matter.assessments.order_by("-id").first()
    form = filled(request, SupplementNoticeForm, matter, initial={"missing": last.missing if last else []})
    if sent(request, form, ask_supplement, ref=ref):
        return done(request, matter, _("补正通知已发出，审查期限停算。"))
    after = [_("发出补充材料通知书"), _("申请人收到短信"), _("审查期限停算，补齐后接着算")]
    return show_act(request, matter, form, title=_("补正通知"), button=_("发出通知"), after=after)


@page("desk", methods=ACT)
def hand_in(request: Request, ref: str) -> HttpResponse:
    """Take in what the applicant brought to the window."""
    matter = opened_for(request, ref, "supplement")
    form = filled(request, SupplementForm, matter)
    if sent(request, form, supplement_application, ref=ref):
        return done(request, matter, _("补交的材料已收下，审查期限接着算。"))
    after = [_("回到通知前的环节，审查期限接着算"), _("重新演算一次")]
    return show_act(request, matter, form, title=_("代收补充材料"), button=_("收下这些材料"), after=after)
