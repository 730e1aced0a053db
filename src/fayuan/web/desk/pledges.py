"""The page on which an approver finds that a pledge about means was false."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.intake.operations import find_false_pledge
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.pieces import text
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


class FindingForm(ActForm):
    """What was found, and where it differs from the pledge."""

    finding = text(
        gettext_lazy("查到了什么"),
        rows=5,
        help_text=gettext_lazy("写明事实和来源，例如：不动产登记查询显示另有两套住房。"),
    )


@page("desk", methods=ACT)
def find(request: Request, ref: str) -> HttpResponse:
    """Find the pledge false; the end of the aid is then proposed, and decided on its own page."""
    matter = opened_for(request, ref, "find_false_pledge")
    form = filled(request, FindingForm, matter)
    if sent(request, form, find_false_pledge, ref=ref):
        return done(request, matter, _("已认定承诺不实。正在援助的，请接着决定是否终止。"))
    after = [
        _("申请人收到短信，可以来说明"),
        _("正在援助的，“终止援助”页面会先选好“以欺骗手段获得法律援助”"),
        _("以后再申请，会提示曾作虚假承诺"),
    ]
    return show_act(
        request, matter, form, title=_("认定虚假承诺"), button=_("认定承诺不实"), is_grave=True, after=after
    )
