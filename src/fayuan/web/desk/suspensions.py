"""The page about stopping the aid for a while, where the region's rules have grounds for it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.cases.access import grounds_to_suspend
from fayuan.cases.operations import suspend_aid
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.cases import SuspensionForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def suspend(request: Request, ref: str) -> HttpResponse:
    """Suspend the aid on a ground of the region."""
    matter = opened_for(request, ref, "suspend")
    known = grounds_to_suspend(matter, request.now)
    grounds = [(key, f"{ground.chinese}（{ground.article}）") for key, ground in known.items()]
    form = filled(request, SuspensionForm, matter, grounds=grounds)
    if sent(request, form, suspend_aid, ref=ref):
        return done(request, matter, _("已中止法律援助。"))
    after = [_("受援人和律师收到短信"), _("原因消失后，可以恢复援助"), _("已经开始的期限继续计算")]
    return show_act(
        request, matter, form, title=_("中止援助"), button=_("中止法律援助"), is_grave=True, after=after
    )
