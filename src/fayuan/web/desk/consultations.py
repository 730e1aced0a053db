"""Pages of consultations: the list, a new one, one of them, and the application that grows from it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.errors import NotAllowed
from fayuan.intake import queries
from fayuan.intake.access import ANSWER_ROLES, require_answering
from fayuan.intake.models import Consultation
from fayuan.intake.operations import register_consultation, submit_application
from fayuan.matters.models import Matter
from fayuan.network.models import Division, Institution
from fayuan.people.identity import mask_id_number, mask_phone
from fayuan.web.desk.acting import ACT
from fayuan.web.desk.forms.applications import ApplicationForm
from fayuan.web.desk.forms.consultations import ConsultationForm
from fayuan.web.desk.frame import show, typed, uploaded
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Fact, Leaf
from fayuan.web.shared.request import Request

HERE = "consultations"


@page("desk")
def consultations(request: Request) -> HttpResponse:
    """What was asked at the agency, the last first."""
    found, after = queries.consultations_page(request.actor, after=request.GET.get("after", ""))
    leaf = Leaf(len(found), after=after)
    return show(
        request,
        "consultations.html",
        HERE,
        found=found,
        leaf=leaf,
        may_add=bool(answers_at(request)),
        may_accept=request.actor.has("clerk"),
    )


def answers_at(request: Request) -> list[int]:
    """The agencies where the actor answers questions."""
    return sorted({place for role, place in request.actor.posts if role in ANSWER_ROLES})


def the_agency(request: Request) -> int:
    """The agency where the actor answers; those who answer nowhere may not (403)."""
    places = answers_at(request)
    if not places:
        raise NotAllowed(_("解答咨询由本机构的接待人员、值班律师或热线坐席办理。"))
    return places[0]


@page("desk", methods=ACT)
def register(request: Request) -> HttpResponse:
    """Keep a question and its answer."""
    agency = the_agency(request)
    form = ConsultationForm(typed(request))
    if form.is_valid():
        kept = attempt(request, form, register_consultation, agency=agency, **form.given())
        if kept is not None:
            messages.success(request, _("咨询已登记。"))
            return redirect("desk:consultation", kept.ref)
    return show(request, "consultation_new.html", HERE, status=form.status, form=form)


@page("desk")
def consultation(request: Request, ref: str) -> HttpResponse:
    """One consultation; from it one applies without telling everything again."""
    found = queries.consultation(ref, request.actor)
    audit.record(request.actor, request.now, "view_consultation", subject=found)
    may_answer = found.agency_id in answers_at(request)
    return show(
        request,
        "consultation.html",
        HERE,
        found=found,
        who=who(found),
        may_answer=may_answer,
        may_apply=may_answer and found.matter_id is None,
    )


def who(found: Consultation) -> list[Fact]:
    """Who asked, masked; nothing when they gave no name."""
    person = found.person
    if person is None:
        return []
    known = (
        (_("姓名"), person.name),
        (_("身份证"), mask_id_number(person.id_number)),
        (_("手机"), mask_phone(person.phone)),
    )
    return [Fact(words, value) for words, value in known if value]


@page("desk", methods=ACT)
def apply(request: Request, ref: str) -> HttpResponse:
    """Write down the application of somebody who has asked; who they are and what they told is there
    already.
    """
    found = queries.consultation(ref, request.actor)
    require_answering(request.actor, found.agency)
    person = found.person_id
    first = {"facts": found.question, "subject": found.subject, "channel": found.channel}
    form = ApplicationForm(
        typed(request),
        uploaded(request),
        places=places(found.agency),
        knows_person=person is not None,
        initial=first,
    )
    if form.is_valid():
        given = form.application(found.agency_id, person=person, consultation=found.ref)
        if made := attempt(request, form, submit_application, application=given):
            return submitted(request, made)
    return show(request, "application.html", HERE, status=form.status, form=form, found=found, who=who(found))


@page("desk", methods=ACT)
def new_application(request: Request) -> HttpResponse:
    """Write down an application at the window, without a consultation before it."""
    agency = Institution.objects.select_related("division").get(pk=the_agency(request))
    form = ApplicationForm(typed(request), uploaded(request), places=places(agency))
    if form.is_valid():
        given = form.application(agency.pk)
        if made := attempt(request, form, submit_application, application=given):
            return submitted(request, made)
    return show(request, "application.html", HERE, status=form.status, form=form)


def submitted(request: Request, matter: Matter) -> HttpResponse:
    """On to the new matter; who has no post at the agency's desk stays with the consultations."""
    messages.success(request, _("申请已提交，编号%(number)s。") % {"number": matter.number})
    at_desk = request.actor.has("clerk", matter.agency_id)
    return redirect("desk:workspace", matter.ref) if at_desk else redirect("desk:consultations")


def places(agency: Institution) -> list[tuple[str, str]]:
    """The divisions of the agency's province, its own first."""
    own = agency.division
    others = Division.objects.filter(code__startswith=own.code[:2], valid_to=None).exclude(pk=own.pk)
    return [(own.code, own.name), *others.order_by("code").values_list("code", "name")]
