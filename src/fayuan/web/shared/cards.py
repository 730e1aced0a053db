"""A photograph of an identity card fills a form in: take it, wait while a job reads it, go on to the form.

The pages work without JavaScript: the one that waits asks again by itself. What was read goes into a form's first
contents and nowhere else: the person looks at it, mends it and sends it.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy

from fayuan.dossier.cards import is_installed
from fayuan.dossier.checks import sentence
from fayuan.dossier.models import CardReading
from fayuan.dossier.operations import hand_in_card
from fayuan.dossier.operations.cards import reading
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

CARD = "card"  # in the query of a form's page: the reading that fills it
AGAIN = 3  # seconds after which the waiting page asks again


class CardForm(ActForm):
    """The photograph."""

    photo = forms.FileField(
        label=gettext_lazy("身份证有照片的一面"),
        help_text=gettext_lazy("放平，四个角都拍进去，字要看得清。照片认完就删。"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "capture": "environment"}),
        max_length=1000,
    )


@page("signed_in", methods=("GET", "HEAD", "POST"))
def photograph(request: Request) -> HttpResponse:
    """Ask for the photograph; POST takes it."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CardForm(*posted)
    if request.method == "POST" and form.is_valid():
        photo = form.cleaned_data["photo"]
        taken = attempt(request, form, hand_in_card, file_name=photo.name, content=photo.read())
        if taken is not None:
            return redirect(f"{reverse('card', args=[taken.ref])}?{urlencode({'next': _next(request)})}")
    about = {"form": form, "is_installed": is_installed(), "next": _next(request)}
    return render(request, "shared/card.html", about, status=form.status)


@page("signed_in")
def card(request: Request, ref: str) -> HttpResponse:
    """Wait for the reading; then on to the form that it fills."""
    found = reading(ref, request.actor)
    if found.status == CardReading.Status.READ:
        return redirect(f"{_next(request)}?{urlencode({CARD: found.ref})}")
    waits = found.status == CardReading.Status.WAITING
    about = {"waits": waits, "says": "" if waits else sentence(found.fault), "next": _next(request)}
    answer = render(request, "shared/card_waits.html", about)
    if waits:
        answer["Refresh"] = str(AGAIN)
    return answer


def offer(request: Request) -> str:
    """The address of the page that takes the photograph and comes back here; empty where cards cannot be read."""
    return f"{reverse('photograph_card')}?{urlencode({'next': request.path})}" if is_installed() else ""


def filled(request: Request, names: Mapping[str, str]) -> dict[str, Any]:
    """What was read, by the names of the form's fields (`names`: the card's name → the field's); empty without one."""
    ref = request.GET.get(CARD, "")
    says = reading(ref, request.actor).says if ref and request.method != "POST" else None
    return {field: says[name] for name, field in names.items() if says.get(name)} if says else {}


def _next(request: Request) -> str:
    """The form's page, which the photograph was taken for: one of ours, without its query."""
    wanted = request.GET.get("next", "").partition("?")[0]
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("portal:matters")
