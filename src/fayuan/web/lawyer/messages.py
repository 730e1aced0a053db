"""What the lawyer and the recipient write to each other."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.messaging.notes import write_to_client
from fayuan.messaging.queries import conversation
from fayuan.web.lawyer.acting import ACT, done, show_act
from fayuan.web.lawyer.forms import MessageForm
from fayuan.web.lawyer.scope import opened
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.timeline import entries

MOST = 200


@page("lawyer", methods=ACT)
def messages(request: Request, ref: str) -> HttpResponse:
    """The conversation, and a form for one more message."""
    matter = opened(request, ref)
    form = MessageForm(request.POST or None)
    if form.is_valid() and attempt(request, form, write_to_client, ref=ref, **form.given()) is not None:
        return done(request, ref, _("留言已经发出。受援人会收到提醒。"))
    line = entries(list(conversation(matter, request.actor).reverse()[:MOST])[::-1])
    return show_act(
        request, matter, form, title=_("留言"), button=_("发出留言"), template="messages.html", line=line
    )
