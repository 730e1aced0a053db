"""What the recipient wishes of their lawyer, written down for them; the office says whether it is justified."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.assignment.access import require_wishing
from fayuan.assignment.operations import say_wish
from fayuan.assignment.queries import open_to_choice, wish_of
from fayuan.web.desk.acting import ACT, done, kept, sent, show_act
from fayuan.web.desk.forms.assignment import WishForm
from fayuan.web.desk.frame import typed
from fayuan.web.desk.scope import opened
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def wish(request: Request, ref: str) -> HttpResponse:
    """A woman or a man, somebody by name; a justified wish is a hard rule from now on."""
    matter = opened(request, ref)
    if request.method != "POST":
        require_wishing(request.actor, matter)
    lawyers = [
        (each.person_id, f"{each.person.name}　{each.unit.name}")
        for each in open_to_choice(matter, request.now)
    ]
    form = WishForm(typed(request), said=wish_of(matter), lawyers=lawyers, **kept(matter))
    if sent(request, form, say_wish, ref=ref):
        return done(request, matter, _("意愿已登记，推荐和点选都按它来。"))
    after = [_("推荐名单、征集和夜间推荐都看这个意愿"), _("认为正当的，只推荐合意愿的人")]
    return show_act(request, matter, form, title=_("登记对律师的意愿"), button=_("登记意愿"), after=after)
