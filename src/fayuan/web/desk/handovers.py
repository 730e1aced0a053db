"""The page on which a clerk records that somebody was told in person, because no text message may reach
them.
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import WrongState
from fayuan.matters.models import Matter
from fayuan.messaging.models import Message
from fayuan.messaging.operations import record_handover
from fayuan.web.desk.acting import ACT, done, filled, sent, show_act
from fayuan.web.desk.forms.pieces import Choices, choose
from fayuan.web.desk.scope import opened
from fayuan.web.shared.fields import Radios
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

UNTOLD = (Message.Status.WITHHELD, Message.Status.FAILED, Message.Status.UNKNOWN)


class HandoverForm(ActForm):
    """Which message was told."""

    message = forms.TypedChoiceField(label=gettext_lazy("告知了哪一条"), coerce=int, widget=Radios())

    def __init__(self, *args: Any, untold: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "message", untold)


def untold(matter: Matter) -> list[Message]:
    """The messages of the matter that have reached nobody."""
    return list(matter.messages.filter(status__in=UNTOLD).select_related("person").order_by("id"))


@page("desk", methods=ACT)
def hand_over(request: Request, ref: str) -> HttpResponse:
    """Record what was told by telephone or handed over; periods that begin with the message begin now."""
    matter = opened(request, ref)
    choices = [(str(message.pk), message.text) for message in untold(matter)]
    if not choices and request.method != "POST":
        raise WrongState(_("这件事没有要当面或者打电话告知的消息。"))
    form = filled(request, HandoverForm, matter, untold=choices)
    form.fields.pop("seen_version")  # that somebody was told is so, whatever has changed meanwhile
    if sent(request, form, record_handover, ref=ref):
        return done(request, matter, _("已记下告知。"))
    after = [_("从现在起计算以送达为起点的期限")]
    return show_act(request, matter, form, title=_("记下已告知"), button=_("记下已告知"), after=after)
