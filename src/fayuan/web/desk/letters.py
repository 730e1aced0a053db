"""Pages of cooperation letters: ask another agency, see what was asked, answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.dossier.facts import recipient_name, subject_words
from fayuan.intake import queries
from fayuan.intake.access import ASKING_ROLES
from fayuan.intake.models import CooperationLetter
from fayuan.intake.operations import (
    answer_cooperation_letter,
    record_cooperation_answer,
    send_cooperation_letter,
)
from fayuan.network.models import Institution
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.letters import LetterAnswerForm, LetterForm
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Fact, Leaf
from fayuan.web.shared.request import Request

HERE = "letters"
MOST_WAITING = 100


@page("desk", methods=ACT)
def ask(request: Request, ref: str) -> HttpResponse:
    """Ask another agency for help; the days to decide wait for its answer."""
    matter = opened_for(request, ref, "ask_cooperation")
    agencies = Institution.objects.filter(kind=Institution.Kind.AGENCY, valid_to=None).order_by("division_id")
    others = list(agencies.exclude(pk=matter.agency_id).values_list("pk", "name"))
    form = filled(request, LetterForm, matter, agencies=others)
    if sent(request, form, send_cooperation_letter, ref=ref):
        return done(request, matter, _("协作函已发出，对方已收到站内通知。"))
    after = [
        _("出具法律援助协作函，对方机构马上看得到"),
        _("对方只看到函件，看不到案卷"),
        _("函复前审查期限停算"),
    ]
    return show_act(request, matter, form, title=_("发协作函"), button=_("发出协作函"), after=after)


@page("desk")
def letters(request: Request) -> HttpResponse:
    """The letters of the actor's office: what waits for an answer, then what was answered."""
    waiting = list(queries.letters_waiting(request.actor, request.now)[:MOST_WAITING])
    answered, after = queries.letters_answered(request.actor, request.now, after=request.GET.get("after", ""))
    leaf = Leaf(len(answered), after=after)
    today = local_day(request.now)
    return show(request, "letters.html", HERE, waiting=waiting, answered=answered, leaf=leaf, today=today)


@page("desk", methods=ACT)
def letter(request: Request, ref: str) -> HttpResponse:
    """One letter: who it is about and what is asked; whoever may answers it here."""
    found = queries.letter(ref, request.actor, request.now)
    audit.record(request.actor, request.now, "view_cooperation_letter", subject=found)
    form = LetterAnswerForm(typed(request))
    change = answer_cooperation_letter if is_asked(found, request.actor) else record_cooperation_answer
    if sent(request, form, change, ref=ref):
        messages.success(
            request,
            _("函复已存入，对方已收到通知。") if is_asked(found, request.actor) else _("函复已登记。"),
        )
        return redirect("desk:letter", ref)
    return show(
        request,
        "letter.html",
        HERE,
        status=form.status,
        found=found,
        facts=facts_of(found, request),
        form=form,
        may_answer=found.answered_at is None and works_on(found, request.actor),
        is_asked=is_asked(found, request.actor),
        is_own=request.actor.has_any(ASKING_ROLES, found.matter.agency_id),
    )


def is_asked(letter: CooperationLetter, actor: Actor) -> bool:
    """Whether the actor answers for the agency that was asked."""
    return actor.has_any(ASKING_ROLES, letter.asked_id)


def works_on(letter: CooperationLetter, actor: Actor) -> bool:
    """Whether the actor may answer, or write down an answer that came on paper."""
    return is_asked(letter, actor) or actor.has_any(ASKING_ROLES, letter.matter.agency_id)


def facts_of(letter: CooperationLetter, request: Request) -> list[Fact]:
    """What the letter says above its items."""
    matter = letter.matter
    known = (
        (_("文号"), letter.paper.number),
        (_("来函"), matter.agency.name),
        (_("收函"), letter.asked.name),
        (_("当事人"), recipient_name(matter)),
        (_("案由"), subject_words(matter)),
        (_("期限"), day(letter.reply_by, local_day(request.now))),
        (_("联系人"), " ".join(part for part in (letter.by_name, matter.agency.phone) if part)),
    )
    return [Fact(words, value) for words, value in known if value]
