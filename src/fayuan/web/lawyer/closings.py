"""Handing in the closing set, with what it lacks said at once; and the papers of the case."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.cases.access import acts_for
from fayuan.cases.facts import missing_papers, needed_papers
from fayuan.cases.models import Closing
from fayuan.cases.operations import close_case
from fayuan.cases.operations.closings import outcomes
from fayuan.cases.queries import closing_of
from fayuan.dossier.operations import hand_in_file
from fayuan.matters.models import Matter
from fayuan.web.lawyer.acting import ACT, done, require_step, show_act
from fayuan.web.lawyer.forms import CloseForm, FilesForm
from fayuan.web.lawyer.scope import opened
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.files import NOT_TAKEN, say_not_taken
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.sending import received


@page("lawyer", methods=ACT)
def close(request: Request, ref: str) -> HttpResponse:
    """The closing set: outcome, paper, day, what is handed in; what is missing is named before it goes."""
    matter = opened(request, ref)
    if request.method != "POST":
        require_step(matter, "close", acts_for(matter, request.actor), _("这件案子现在不能结案。"))
    needed = _needed(matter, request)
    form = CloseForm(
        request.POST or None,
        version=matter.version,
        changed_at=matter.changed_at,
        outcomes=[key for key in Closing.Outcome.values if key in outcomes(matter)],
        needed=needed,
        initial={"papers": _there(matter, needed, request)},
    )
    lacking = _lacking(matter, form, request) if form.is_valid() else ()
    may_go = form.is_valid() and not lacking
    if may_go and attempt(request, form, close_case, ref=ref, **form.closing()) is not None:
        return done(request, ref, _("结案材料已经交给中心，三十日内审核。"))
    return show_act(
        request,
        matter,
        form,
        title=_("交结案材料"),
        button=_("提交结案材料"),
        template="close.html",
        lacking=lacking,
        returned=closing_of(matter),
    )


def _needed(matter: Matter, request: Request) -> list[str]:
    """Every paper that a closing of this kind may need, by name."""
    return _of_both(matter, request, needed_papers)


def _there(matter: Matter, needed: Sequence[str], request: Request) -> list[str]:
    """The papers that are in the file already."""
    missing = _of_both(matter, request, missing_papers)
    return [name for name in needed if name not in missing]


def _of_both(
    matter: Matter, request: Request, asked: Callable[[Matter, Closing, datetime], tuple[str, ...]]
) -> list[str]:
    """What is asked for by either way in which a case may end: by a settlement, or not."""
    names: list[str] = []
    for outcome in (Closing.Outcome.SETTLED, Closing.Outcome.WON):
        empty = Closing(outcome=outcome, papers=[], received_on=local_day(request.now))
        names += asked(matter, empty, request.now)
    return list(dict.fromkeys(names))


def _lacking(matter: Matter, form: CloseForm, request: Request) -> tuple[str, ...]:
    given = form.closing()
    told = Closing(outcome=given["outcome"], papers=given["papers"], received_on=given["received_on"])
    return missing_papers(matter, told, request.now)


@page("lawyer", methods=ACT)
def files(request: Request, ref: str) -> HttpResponse:
    """Hand in papers of the case."""
    matter = opened(request, ref)
    posted = (request.POST, received(request)) if request.method == "POST" else ()
    kinds = [*_needed(matter, request), _("证据材料"), _("会见笔录"), _("阅卷笔录"), _("其他材料")]
    form = FilesForm(*posted, kinds=list(dict.fromkeys(kinds)))
    if form.is_valid() and _keep(request, ref, form):
        return done(request, ref, _("材料收下了。"))
    return show_act(request, matter, form, title=_("上传材料"), button=_("上传"), template="files.html")


def _keep(request: Request, ref: str, form: FilesForm) -> bool:
    """Keep each file; one that is not taken is said with its reason, and those taken stay."""
    for place, file in enumerate(form.cleaned_data["file"]):
        by = request.actor.with_key(f"{form.once}-{place}" if form.once else None)
        given = {"kind": form.cleaned_data["kind"], "file_name": file.name, "content": file.read()}
        try:
            hand_in_file(ref=ref, by=by, now=request.now, **given)
        except NOT_TAKEN as refusal:
            say_not_taken(form, "file", str(file.name), refusal)
    return not form.errors
