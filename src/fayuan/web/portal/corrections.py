"""One's own name or identity number stands wrong: corrected at once, or asked for where an office relies on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.intake.operations import ask_correction, correct_identity
from fayuan.intake.queries import own_corrections
from fayuan.people.identity import mask_id_number
from fayuan.people.models import Person
from fayuan.web.portal.forms import IdentityForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.sending import received

MOST = 5


@page("citizen", methods=("GET", "HEAD", "POST"))
def identity(request: Request) -> HttpResponse:
    """What stands, what was asked before and what came of it, and the form."""
    person = Person.objects.get(pk=request.actor.person)
    is_relied_on = person.parties.exists()
    sent = (request.POST, received(request)) if request.method == "POST" else ()
    form = IdentityForm(*sent, initial={"name": person.name}, is_relied_on=is_relied_on)
    change = ask_correction if is_relied_on else correct_identity
    if form.is_valid() and attempt(request, form, change, **form.given()) is not None:
        messages.success(request, _("收到了。工作人员核对后告诉您。") if is_relied_on else _("改好了。"))
        return redirect("portal:identity" if is_relied_on else "portal:my_data")
    asked = list(own_corrections(request.actor)[:MOST])
    about = {
        "form": form,
        "name": person.name,
        "number": mask_id_number(person.id_number),
        "asked": asked,
        "waits": any(each.decided_at is None for each in asked),
    }
    return render(request, "portal/identity.html", about, status=form.status)
