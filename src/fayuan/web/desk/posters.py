"""Posters with a code that opens the application at this agency: made, printed, counted, revoked."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.core.errors import NotAllowed
from fayuan.intake import queries
from fayuan.intake.operations import make_poster, revoke_poster
from fayuan.web.desk.acting import ACT, sent
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request
from fayuan.web.shared.sheets import code, draw

HERE = "consultations"
MOST = 200


class PosterForm(ActForm):
    """Where the poster will hang."""

    place = forms.CharField(
        label=gettext_lazy("贴在哪里"),
        max_length=60,
        help_text=gettext_lazy("例如：城关镇公共法律服务工作站"),
    )


@page("desk", methods=ACT)
def posters(request: Request) -> HttpResponse:
    """The agency's posters with what came by each; POST makes another."""
    form = PosterForm(typed(request))
    here = _makes_at(request)
    if request.method == "POST" and not here:
        raise NotAllowed(_("海报由本机构的接待岗制作。"))
    if here and sent(request, form, make_poster, agency=here[0]):
        messages.success(request, _("海报做好了，可以打印。"))
        return redirect("desk:posters")
    rows = list(queries.posters_of(request.actor)[:MOST])
    return show(request, "posters.html", HERE, status=form.status, form=form, rows=rows, may_make=bool(here))


def _makes_at(request: Request) -> list[int]:
    """The agencies where the actor may make posters."""
    return sorted({place for role, place in request.actor.posts if role == "clerk"})


@page("desk")
def poster(request: Request, ref: str) -> HttpResponse:
    """The poster as PDF."""
    found = queries.poster(ref, request.actor)
    address = request.build_absolute_uri(reverse("scan", args=[found.ref]))
    told = {
        "title": _("请不起律师，国家帮您请"),
        "lead": _("法律援助不收费"),
        "scan": _("扫一扫，马上申请"),
        "agency": found.agency.name,
        "place": found.place,
        "code": code(address),
    }
    audit.record(request.actor, request.now, "view", subject=found)
    answer = HttpResponse(draw("poster", told), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="poster.pdf"'
    return answer


@page("desk", methods=("POST",))
def revoke(request: Request, ref: str) -> HttpResponse:
    """The code opens nothing any more."""
    revoke_poster(ref=ref, by=request.actor, now=request.now)
    messages.success(request, _("海报已停用，它的二维码打不开了。"))
    return redirect("desk:posters")
