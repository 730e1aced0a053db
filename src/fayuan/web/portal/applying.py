"""Applying, one question to a page: begin, answer, hand in papers, check, submit."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.intake import operations, queries
from fayuan.intake.models import Draft
from fayuan.network.queries import agency_of
from fayuan.people.models import Person
from fayuan.web.portal import papers, summary
from fayuan.web.portal.forms import StartForm, SubmitForm
from fayuan.web.portal.questions import order
from fayuan.web.portal.questions.answer_form import Answers
from fayuan.web.portal.questions.order import MATERIALS_STEP, SEEN, STEPS, Question
from fayuan.web.portal.scanning import POSTER
from fayuan.web.portal.telling import Telling
from fayuan.web.shared import cards
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.files import NOT_TAKEN, say_not_taken
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.sending import received


@page("anyone", methods=("GET", "HEAD", "POST"))
def start(request: Request) -> HttpResponse:
    """Before the first question: what it takes, what was begun before; POST begins a new one."""
    if request.actor.account_id is None:
        return render(request, "portal/start.html", {"form": StartForm()})
    form = StartForm(request.POST or None)
    scanned = request.session.get(POSTER, "")
    if request.method == "POST" and form.is_valid():
        draft = attempt(request, form, operations.save_draft, ref=None, answers={}, poster=scanned)
        if draft is not None:
            request.session.pop(POSTER, None)
            return _to(draft, "whom") if _me(request).id_number else redirect("portal:introduce", draft.ref)
    drafts = list(queries.drafts_of(request.actor, request.now)[:10])
    return render(request, "portal/start.html", {"form": form, "drafts": drafts}, status=form.status)


@page("citizen", methods=("GET", "HEAD", "POST"))
def question(request: Request, ref: str, key: str) -> HttpResponse:
    """One question page: shown with what was answered before, saved, and on to the next."""
    asked = order.BY_KEY.get(key)
    draft = queries.draft(ref, request.actor, request.now)
    if draft.matter is not None:
        return redirect("portal:done", draft.matter.ref)
    told = _told(request, draft)
    if asked is None or not asked.asked(told):
        raise NotFound
    if asked.form is None:
        return _paper(request, draft, asked, told)
    posted = (request.POST, received(request)) if request.method == "POST" else ()
    from_card = cards.filled(request, asked.form.card)
    form = asked.form(*posted, answers={**_begun(draft), **from_card}, today=told.today)
    if request.method == "POST" and form.is_valid():
        answers = _with_seen(form.given(), asked, draft)
        draft = operations.save_draft(ref=ref, answers=answers, by=request.actor, now=request.now)
        return _onwards(request, draft, asked)
    about = _about(asked, told, form=form, draft=draft)
    about |= {"card_offer": cards.offer(request) if form.card else "", "from_card": bool(from_card)}
    return render(request, "portal/question.html", about, status=form.status)


def _begun(draft: Draft) -> Answers:
    """The answers so far; the place is that of the agency whose poster was scanned until another is told."""
    here = {"place": draft.agency.division_id} if draft.agency is not None else {}
    return {**here, **draft.answers}


def _paper(request: Request, draft: Draft, asked: Question, told: Telling) -> HttpResponse:
    """The page on which one paper is handed in."""
    kept = papers.files_of(asked.paper, draft.answers)
    begun = {"lacking": asked.paper in draft.answers.get(papers.LACKING, ())}
    posted = (request.POST, received(request)) if request.method == "POST" else ()
    form = papers.PaperForm(*posted, handed_in=len(kept), initial=begun)
    if request.method == "POST" and form.is_valid() and _hand_in(request, draft, asked, form):
        if "more" in request.POST:
            return _to(draft, asked.key, request.GET.get("then", ""))
        return _onwards(request, queries.draft(draft.ref, request.actor, request.now), asked)
    about = _about(asked, told, form=form, draft=draft)
    about |= {"files": kept, "name": papers.name(asked.paper), "examples": papers.examples(asked.paper, told)}
    return render(request, "portal/paper.html", about, status=form.status)


def _hand_in(request: Request, draft: Draft, asked: Question, form: papers.PaperForm) -> bool:
    """Keep the files and what was ticked; a file that is not taken is said in the form."""
    for file in form.cleaned_data["file"]:
        given = {"kind": asked.paper, "file_name": file.name, "content": file.read()}
        try:
            operations.add_draft_file(ref=draft.ref, by=request.actor, now=request.now, **given)
        except NOT_TAKEN as refusal:
            say_not_taken(form, "file", str(file.name), refusal)
    if form.errors:
        return False
    lacking = set(draft.answers.get(papers.LACKING, ())) - {asked.paper}
    lacking |= {asked.paper} if form.cleaned_data["lacking"] else set()
    answers = _with_seen({papers.LACKING: sorted(lacking)}, asked, draft)
    operations.save_draft(ref=draft.ref, answers=answers, by=request.actor, now=request.now)
    return True


@page("citizen", methods=("POST",))
def drop_file(request: Request, ref: str, file: str) -> HttpResponse:
    """Take one file back before it is handed in."""
    kept = queries.draft(ref, request.actor, request.now).answers.get("files", ())
    kind = next((each["kind"] for each in kept if each["ref"] == file), None)
    if kind is None:
        raise NotFound
    draft = operations.drop_draft_file(ref=ref, file=file, by=request.actor, now=request.now)
    messages.success(request, _("文件已经删除。"))
    return _to(draft, order.FILE + kind)


@page("citizen", methods=("POST",))
def drop(request: Request, ref: str) -> HttpResponse:
    """Throw an application away that was never submitted."""
    operations.drop_draft(ref=ref, by=request.actor, now=request.now)
    messages.success(request, _("没有交的申请已经删除。"))
    return redirect("portal:start")


@page("citizen", methods=("GET", "HEAD", "POST"))
def check(request: Request, ref: str) -> HttpResponse:
    """All answers once more; POST submits them."""
    draft = queries.draft(ref, request.actor, request.now)
    if draft.matter is not None:
        return redirect("portal:done", draft.matter.ref)
    told = _told(request, draft)
    missing = order.waiting(told)
    if missing is not None:
        return _to(draft, missing.key)
    form = SubmitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agency = agency_of(draft.answers["place"])
        application = told.application(agency.pk if agency else 0)
        matter = attempt(request, form, operations.submit_draft, ref=ref, application=application)
        if matter is not None:
            return redirect("portal:done", matter.ref)
    audit.record(request.actor, request.now, "view_draft", subject=draft)
    about = {
        "sections": summary.sections(ref, told),
        "told": told,
        "shows_sums": told.path == "means_tested",
        "form": form,
        "draft": draft,
        "steps": STEPS,
    }
    return render(request, "portal/check.html", about, status=form.status)


def _me(request: Request) -> Person:
    return Person.objects.get(pk=request.actor.person)


def _told(request: Request, draft: Draft) -> Telling:
    return Telling(draft.answers, _me(request), local_day(request.now))


def _to(draft: Draft, key: str, then: str = "") -> HttpResponse:
    url = reverse("portal:question", args=[draft.ref, key])
    return redirect(f"{url}?then=check" if then == "check" else url)


def _with_seen(given: dict[str, Any], asked: Question, draft: Draft) -> dict[str, Any]:
    """The page's answers with the page marked as saved; after another kind of matter, how far it got is asked anew."""
    seen = {*draft.answers.get(SEEN, ()), asked.key}
    if "kind" in given and given["kind"] != draft.answers.get("kind"):
        seen -= {"way"}
        given = {**given, "way": ""}
    return {**given, SEEN: sorted(seen)}


def _onwards(request: Request, draft: Draft, asked: Question) -> HttpResponse:
    """The next page; after a change from the check page, what became open by it, else back to the check."""
    told = _told(request, draft)
    changed = request.GET.get("then") == "check"
    following = order.waiting(told) if changed else order.after(asked.key, told)
    if following is not None:
        return _to(draft, following.key)
    return redirect("portal:check", draft.ref)


def _about(asked: Question, told: Telling, *, form: Any, draft: Draft) -> dict[str, Any]:
    """What every question page says: where one is, and the way back."""
    previous = order.before(asked.key, told)
    back = reverse("portal:question", args=[draft.ref, previous.key]) if previous else reverse("portal:start")
    return {
        "form": form,
        "draft": draft,
        "step": min(asked.step, MATERIALS_STEP),
        "steps": STEPS,
        "back": back,
        "single": asked.form is not None and len(form.fields) == 1,
    }
