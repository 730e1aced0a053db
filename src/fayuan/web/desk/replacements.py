"""Pages of replacement: a wish written down, another lawyer put in charge, or the lawyer kept."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.assignment.access import acts_for
from fayuan.assignment.operations import ask_replacement, keep_lawyer, replace_lawyer
from fayuan.assignment.queries import open_request
from fayuan.matters.models import Matter
from fayuan.web.desk import proposals
from fayuan.web.desk.acting import ACT, done, filled, kept, opened_for, sent, show_act
from fayuan.web.desk.forms.assignment import KeepForm, ReplaceForm, ReplacementRequestForm
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def ask(request: Request, ref: str) -> HttpResponse:
    """Write down the recipient's wish for another lawyer."""
    matter = opened_for(request, ref, "ask_replacement")
    form = filled(request, ReplacementRequestForm, matter)
    if sent(request, form, ask_replacement, ref=ref):
        return done(request, matter, _("更换请求已登记，五日内决定。"))
    after = [_("指派岗五日内决定是否更换"), _("承办律师看不到这个请求")]
    return show_act(request, matter, form, title=_("登记更换请求"), button=_("登记请求"), after=after)


@page("desk", methods=ACT)
def replace(request: Request, ref: str) -> HttpResponse:
    """Put another lawyer in charge."""
    matter = opened_for(request, ref, "replace")
    panel = proposals.choices(proposals.panel(matter, request.now))
    form = filled(request, ReplaceForm, matter, panel=panel)
    if sent(request, form, replace_lawyer, ref=ref):
        return done(request, matter, _("律师已更换。原律师不再看到本案。"))
    return show_replace(request, matter, form)


@page("desk", methods=("POST",))
def keep(request: Request, ref: str) -> HttpResponse:
    """Decide that the lawyer stays."""
    matter = opened_for(request, ref, "replace")
    form = filled(request, KeepForm, matter)
    if sent(request, form, keep_lawyer, ref=ref):
        return done(request, matter, _("已决定不更换，并告知受援人理由。"))
    return show_replace(request, matter, form)


def show_replace(request: Request, matter: Matter, form: ActForm) -> HttpResponse:
    """The page of the decision; keeping is offered while a request waits."""
    panel = proposals.choices(proposals.panel(matter, request.now))
    return show_act(
        request,
        matter,
        form,
        title=_("更换律师"),
        button=_("更换"),
        template="replace.html",
        after=[
            _("发出更换法律援助人员通知书"),
            _("受援人、原律师、新律师都会收到短信"),
            _("重新计算签协议的五日"),
        ],
        wish=open_request(matter),
        can=acts_for(matter, request.actor),
        replacing=form if isinstance(form, ReplaceForm) else ReplaceForm(panel=panel, **kept(matter)),
        keeping=form if isinstance(form, KeepForm) else KeepForm(**kept(matter)),
    )
