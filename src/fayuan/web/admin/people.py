"""Finding somebody by name: each administrator goes on to what is theirs to do."""

from django.http import HttpResponse
from django.urls import reverse

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.people import registers
from fayuan.people.models import Account, Role
from fayuan.web.admin.frame import ACT, show
from fayuan.web.admin.words import held, standing
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("admin", methods=ACT)
def find(request: Request) -> HttpResponse:
    """Staff of exactly this name or sign-in name. Sent by POST, for a name has no place in an address."""
    text = request.POST.get("q", "")
    found = registers.find(text, request.now)
    if text:
        details = {"term": audit.digest(text), "found": len(found)}
        audit.record(request.actor, request.now, "find_account", details=details)
    rows = [
        (each, way(each, request.actor), held(registers.held_now(each)), standing(each)) for each in found
    ]
    return show(request, "find.html", rows=rows, text=text)


def way(account: Account, actor: Actor) -> str:
    """Where this administrator goes on with the account."""
    if actor.has(Role.ADMINISTRATOR):
        return reverse("admin:account", args=[account.ref])
    if actor.has(Role.SECURITY):
        return reverse("admin:holder", args=[account.ref])
    return f"{reverse('admin:trail')}?who={account.ref}"
