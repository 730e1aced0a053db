"""Who else is at a matter, said when one opens it and kept up to date while one stays; and what one types meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.core.errors import BadInput
from fayuan.matters import queries, unsent
from fayuan.matters.models import Matter, Presence
from fayuan.matters.presence import AT_WORK, also_here, be_here
from fayuan.web.desk import acts
from fayuan.web.desk.frame import show
from fayuan.web.desk.scope import at_desk
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

MOST = 5  # colleagues named; more say nothing more


@dataclass(frozen=True, slots=True)
class Company:
    """What one is doing oneself, and what is said of each colleague who is there, too."""

    doing: str
    says: Sequence[str]


def company(request: Request, matter: Matter, doing: str = "") -> Company:
    """Say that one is here, with the form of the act `doing` open, and hear who else is."""
    doing = doing if acts.is_act(doing) else ""
    be_here(matter, request.actor, request.now, doing=doing)
    there = also_here(matter, request.actor, request.now)[:MOST]
    return Company(doing, [sentence(each, request) for each in there])


def sentence(there: Presence, request: Request) -> str:
    """何某正在办“写审查意见”; 何某刚刚打开过这件, where no form is open any more."""
    words = acts.words_of(there.doing)
    if words and there.seen_at > request.now - AT_WORK:
        return _("%(name)s正在办“%(act)s”，您先不要办同一步。") % {"name": there.person.name, "act": words}
    return _("%(name)s刚刚打开过这件，可能正在办。") % {"name": there.person.name}


@page("desk", methods=("POST",))
def keep(request: Request, ref: str) -> HttpResponse:
    """What was typed so far into the long fields of an act's form, sent by the open page after each pause."""
    matter = queries.matter(ref, at_desk(request.actor), request.now)
    doing = request.POST.get("doing", "")
    if not acts.is_act(doing):
        raise BadInput({})
    texts = {
        name: request.POST[name] for name in request.POST if name not in {"doing", "csrfmiddlewaretoken"}
    }
    unsent.keep(matter, request.actor, request.now, doing=doing, texts=texts)
    return HttpResponse(status=204)


@page("desk", methods=("POST",))
def presence(request: Request, ref: str) -> HttpResponse:
    """The sign of life of an open page, every few seconds; the answer is who else is there."""
    matter = queries.matter(ref, at_desk(request.actor), request.now)
    found = company(request, matter, request.POST.get("doing", ""))
    return show(request, "others.html", matter=matter, company=found)
