"""Pages of service: what still has to be brought to people, what is on its way, and what came of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.dossier import mailing, services
from fayuan.dossier.access import require_server
from fayuan.dossier.models import Service
from fayuan.dossier.operations import hand_over_paper, post_papers, settle_post
from fayuan.dossier.queries import paper as paper_of
from fayuan.web.desk.acting import ACT, sent
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

HERE = "todo"


class PostForm(ActForm):
    """Which papers are taken for the post together."""

    refs = forms.MultipleChoiceField(
        label=gettext_lazy("要寄的文书"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        self.fields["refs"].choices = self.choices  # type: ignore[attr-defined]  # it is a choice field


class SettleForm(ActForm):
    """What came of the post."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"),
        choices=(
            (Service.State.SERVED, gettext_lazy("已送达")),
            (Service.State.RETURNED, gettext_lazy("退回")),
        ),
        widget=forms.RadioSelect,
    )
    receiver = forms.CharField(label=gettext_lazy("签收人"), max_length=80, required=False)
    remark = forms.CharField(label=gettext_lazy("备注"), max_length=200, required=False)


class HandOverForm(ActForm):
    """Who took the paper."""

    receiver = forms.CharField(label=gettext_lazy("收件人"), max_length=80)
    relation = forms.CharField(
        label=gettext_lazy("和受送达人的关系"),
        help_text=gettext_lazy("本人、同住的成年家属、法定代理人、代收人等。不填就是本人。"),
        max_length=30,
        required=False,
    )
    remark = forms.CharField(label=gettext_lazy("备注"), max_length=200, required=False)


@page("desk", methods=ACT)
def service(request: Request) -> HttpResponse:
    """What waits, with boxes to take it for the post; what is on its way."""
    waiting = list(services.unserved(request.actor)[: services.MOST])
    choices = [(each.ref, f"{each.name} {each.number}") for each in waiting]
    form = PostForm(typed(request), choices=choices)
    if sent(request, form, post_papers):
        messages.success(request, _("已登记寄出。请打印，装进开窗信封。"))
        return redirect("desk:service")
    audit.record(request.actor, request.now, "list_service")
    posted = list(services.on_the_way(request.actor)[: services.MOST])
    return show(request, "service.html", HERE, status=form.status, form=form, waiting=waiting, posted=posted)


@page("desk")
def batch(request: Request, batch: str) -> HttpResponse:
    """The batch to print: address sheets and papers."""
    rows = services.batch(batch, request.actor)
    for row in rows:
        audit.record(request.actor, request.now, "print_for_post", subject=row)
    response = HttpResponse(mailing.batch_pdf(rows), content_type="application/pdf")
    response["Content-Disposition"] = "inline; filename=post.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("desk", methods=ACT)
def settle(request: Request, ref: str) -> HttpResponse:
    """What came of one posted paper."""
    found = services.on_the_way(request.actor).filter(ref=ref).first()
    if found is None:
        raise NotFound
    form = SettleForm(typed(request))
    if sent(request, form, settle_post, ref=ref):
        messages.success(request, _("已登记。送达的已生成送达回证，退回的回到待送达。"))
        return redirect("desk:service")
    title = _("登记邮寄结果")
    return show(request, "serve.html", HERE, status=form.status, form=form, paper=found.paper, title=title)


@page("desk", methods=ACT)
def hand_over(request: Request, ref: str) -> HttpResponse:
    """The paper was handed over."""
    found = paper_of(ref, request.actor, request.now)
    require_server(request.actor, found.issuer_id)
    form = HandOverForm(typed(request))
    if sent(request, form, hand_over_paper, ref=ref):
        messages.success(request, _("已登记当面送达，送达回证已生成。"))
        return redirect("paper", ref)
    return show(
        request, "serve.html", HERE, status=form.status, form=form, paper=found, title=_("登记当面送达")
    )
