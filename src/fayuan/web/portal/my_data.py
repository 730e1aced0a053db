"""What is held of the person and why; who looked; taking it along, correcting it, consenting, having it deleted."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.intake.operations import erase_my_data
from fayuan.intake.operations.erasure import held_by_law
from fayuan.people.models import Consent, Person
from fayuan.people.operations import correct_contact, give_consent, withdraw_consent
from fayuan.people.operations.own_data import OWN
from fayuan.web.portal import belongings
from fayuan.web.portal.forms import ConsentForm, ContactForm, EraseForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


def me(request: Request) -> Person:
    """The person who asks."""
    return Person.objects.get(pk=request.actor.person)


@page("citizen")
def my_data(request: Request) -> HttpResponse:
    """All that is held, with its reason, and the ways to everything that can be done with it."""
    person = me(request)
    given = set(Consent.objects.filter(person=person, withdrawn_at=None).values_list("purpose", flat=True))
    for_children = Consent.objects.filter(by=person, purpose=Consent.Purpose.CHILD, withdrawn_at=None)
    consents = [(purpose.value, purpose.label, purpose.value in given) for purpose in Consent.Purpose]
    about = {
        "facts": belongings.of_person(person),
        "kept": belongings.counts(request.actor, request.now),
        "consents": [each for each in consents if each[0] in OWN or for_children.exists()],
        "form": ConsentForm(),
    }
    audit.record(request.actor, request.now, "view_own_data")
    return render(request, "portal/my_data.html", about)


@page("citizen")
def looks(request: Request) -> HttpResponse:
    """Who opened the person's file, when, in plain words."""
    audit.record(request.actor, request.now, "view_own_data")
    return render(request, "portal/looks.html", {"looks": belongings.looks(request.actor, request.now)})


@page("citizen")
def download(request: Request, form: str) -> HttpResponse:
    """Everything in one file: `json` for programs, `pdf` to read and print."""
    told = belongings.everything(me(request), request.actor, request.now)
    audit.record(request.actor, request.now, "download_own_data", details={"form": form})
    if form == "pdf":
        answer = HttpResponse(belongings.as_pdf(told), content_type="application/pdf")
    else:
        answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="my-data.{form}"'
    return answer


@page("citizen", methods=("GET", "HEAD", "POST"))
def contact(request: Request) -> HttpResponse:
    """How the person can safely be reached, and where they live."""
    person = me(request)
    form = ContactForm(request.POST or None, initial=ContactForm.begun(person))
    if form.is_valid() and attempt(request, form, correct_contact, **form.told()) is not None:
        messages.success(request, _("改好了。从现在起照这样联系您。"))
        return redirect("portal:my_data")
    return render(request, "portal/contact.html", {"form": form, "person": person}, status=form.status)


@page("citizen", methods=("POST",))
def consent(request: Request) -> HttpResponse:
    """Agree, or take an agreement back: one press on the page."""
    form = ConsentForm(request.POST)
    change = withdraw_consent if "withdraw" in request.POST else give_consent
    if form.is_valid() and attempt(request, form, change, purpose=form.cleaned_data["purpose"]) is not None:
        messages.success(request, _("同意已经收回。") if "withdraw" in request.POST else _("您同意了。"))
    else:
        messages.info(request, _("没有变化。"))
    return redirect("portal:my_data")


@page("citizen", methods=("GET", "HEAD", "POST"))
def erase(request: Request) -> HttpResponse:
    """What can be deleted and what the law keeps, and why; POST deletes what can be."""
    kept = held_by_law(me(request))
    form = EraseForm(request.POST or None)
    if form.is_valid() and attempt(request, form, erase_my_data) is not None:
        messages.success(request, _("能删的都删了。"))
        if kept:
            return redirect("portal:my_data")
        logout(request)
        return redirect("home")
    about = {"form": form, "kept": kept, "held": belongings.counts(request.actor, request.now)[:-1]}
    return render(request, "portal/erase.html", about, status=form.status)
