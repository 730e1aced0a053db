"""Pages about the early end of aid, and going on after that was corrected."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.cases.operations import resume_aid, terminate_aid
from fayuan.intake.queries import proposed_termination
from fayuan.law.termination import termination_grounds
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.cases import TerminationForm
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def terminate(request: Request, ref: str) -> HttpResponse:
    """End the aid on a ground of the law."""
    matter = opened_for(request, ref, "terminate")
    proposed = {"ground": proposed_termination(matter)}
    form = filled(request, TerminationForm, matter, grounds=grounds(matter, request), initial=proposed)
    if sent(request, form, terminate_aid, ref=ref):
        return done(request, matter, _("已终止法律援助，决定书已发出。"))
    after = [_("发出终止法律援助决定书"), _("受援人和律师收到短信"), _("受援人可以在期限内提出异议")]
    return show_act(
        request,
        matter,
        form,
        title=_("终止援助"),
        button=_("终止法律援助"),
        is_grave=True,
        after=after,
    )


def grounds(matter: Matter, request: Request) -> list[tuple[str, str]]:
    """The grounds that the law knows for this matter today, each with its article."""
    known = termination_grounds(
        local_day(request.now),
        matter.agency.division_id,
        notified=matter.origin == Matter.Origin.NOTICE,
        book=book(),
    )
    return [(key, f"{ground.chinese}（{ground.article}）") for key, ground in known.items()]


@page("desk", methods=ACT)
def resume(request: Request, ref: str) -> HttpResponse:
    """Go on with the case where it stood."""
    matter = opened_for(request, ref, "resume")
    form = filled(request, ActForm, matter)
    if sent(request, form, resume_aid, ref=ref):
        return done(request, matter, _("法律援助已恢复。"))
    after = [_("回到原来的环节"), _("受援人和律师收到短信")]
    return show_act(request, matter, form, title=_("恢复援助"), button=_("恢复法律援助"), after=after)
