"""Pages of saved views: the filters of a worklist, kept under a name in the person's rail."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.actor import Actor
from fayuan.people.models import SavedView
from fayuan.people.operations import drop_view, rename_view, save_view
from fayuan.people.operations.saved_views import LONGEST
from fayuan.people.queries import saved_view, saved_views
from fayuan.web.desk.acting import ACT, sent
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import NavGroup, NavItem
from fayuan.web.shared.request import Request

KEPT = ("view", "subject", "origin", "due")  # what of an address is kept; page marks are not


class NameForm(ActForm):
    """What to call it."""

    name = forms.CharField(label=gettext_lazy("名字"), max_length=LONGEST)


class SaveForm(NameForm):
    """The filters of the page that is to be kept, unseen."""

    view = forms.CharField(widget=forms.HiddenInput, required=False)
    subject = forms.CharField(widget=forms.HiddenInput, required=False)
    origin = forms.CharField(widget=forms.HiddenInput, required=False)
    due = forms.CharField(widget=forms.HiddenInput, required=False)

    def query(self) -> dict[str, str]:
        """The filters to keep."""
        return {name: self.cleaned_data[name] for name in KEPT}


def asked(query: Mapping[str, Any]) -> dict[str, str]:
    """Of an address, the filters that are in force."""
    return {name: query[name] for name in KEPT if query.get(name)}


def address(view: SavedView) -> str:
    """Where the view is: the worklist with its filters in the address."""
    return f"{reverse('desk:worklist')}?{urlencode(view.query)}"


def group(actor: Actor, query: Mapping[str, str]) -> list[NavGroup]:
    """The person's own views in the rail; nothing where they keep none."""
    views = list(saved_views(actor.person))
    items = [NavItem(view.name, address(view), view.query == query) for view in views]
    return (
        [NavGroup(_("我存的筛选"), [*items, NavItem(_("改名、删除"), reverse("desk:views"))])]
        if items
        else []
    )


@page("desk", methods=ACT)
def views(request: Request) -> HttpResponse:
    """The person's own views; POST keeps another, from the worklist or from here."""
    form = SaveForm(typed(request), initial=asked(request.GET.dict()))
    if (
        form.is_valid()
        and attempt(request, form, save_view, name=form.given()["name"], query=form.query()) is not None
    ):
        messages.success(request, _("已经存下，在左边“我存的筛选”里。"))
        return redirect(f"{reverse('desk:worklist')}?{urlencode(asked(form.query()))}")
    rows = [(view, address(view)) for view in saved_views(request.actor.person)]
    return show(request, "views.html", "todo", status=form.status, form=form, rows=rows)


@page("desk", methods=ACT)
def rename(request: Request, ref: str) -> HttpResponse:
    """Give one of them another name."""
    view = saved_view(ref, request.actor.person)
    form = NameForm(typed(request), initial={"name": view.name})
    if sent(request, form, rename_view, ref=ref):
        messages.success(request, _("已经改名。"))
        return redirect("desk:views")
    return show(request, "view_name.html", "todo", status=form.status, form=form)


@page("desk", methods=("POST",))
def drop(request: Request, ref: str) -> HttpResponse:
    """Keep one of them no longer."""
    drop_view(ref=ref, by=request.actor, now=request.now)
    messages.success(request, _("已经删去。"))
    return redirect("desk:views")
