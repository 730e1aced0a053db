"""Pages about how confidential a matter is: raise it, propose to lower it, agree or not, say who sees a sealed one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.core.errors import WrongState
from fayuan.matters import labels
from fayuan.matters.access import lets
from fayuan.matters.models import Matter
from fayuan.messaging.labels import (
    may_be_named,
    name_for_sealed,
    propose_lowering,
    proposed,
    raise_label,
    require_naming,
    require_raising,
    require_seconding,
    settle_lowering,
)
from fayuan.web.desk.acting import ACT, done, filled, head, sent, show_act
from fayuan.web.desk.forms.labels import AnswerForm, LowerForm, NamingForm, RaiseForm
from fayuan.web.desk.frame import show
from fayuan.web.desk.scope import opened
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.labels import EFFECTS, higher, lower
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

SEALED = Matter.Label.SEALED


@page("desk")
def label(request: Request, ref: str) -> HttpResponse:
    """The level as it is, why, what it does, and what this person may do about it."""
    matter = opened(request, ref)
    actor = request.actor
    return show(
        request,
        "label.html",
        "todo",
        status=200,
        effect=EFFECTS[matter.label],
        least=labels.floor_of(matter),
        changes=matter.label_changes.order_by("-id"),
        named=labels.named_staff(matter),
        waiting=proposed(matter),
        may_raise=bool(higher(matter)) and lets(require_raising, actor, matter),
        may_lower=bool(lower(matter)) and lets(require_raising, actor, matter),
        may_second=lets(require_seconding, actor, matter),
        may_name=lets(require_naming, actor, matter),
        answering=AnswerForm(version=matter.version, changed_at=matter.changed_at),
        **head(matter),
    )


@page("desk", methods=ACT)
def make_higher(request: Request, ref: str) -> HttpResponse:
    """Raise it, at once."""
    matter = opened(request, ref)
    require_raising(request.actor, matter)
    if not higher(matter):
        raise WrongState(_("这件事已经封存，没有更高的级别。"))
    form = filled(request, RaiseForm, matter, levels=higher(matter), people=people(request, matter))
    if sent(request, form, raise_label, ref=ref):
        return done(request, matter, _("保密级别已经提高。"))
    after = [_("马上生效，记入审计"), _("要降回来，须另一人同意")]
    return show_form(request, matter, form, title=_("提高保密级别"), button=_("提高级别"), after=after)


@page("desk", methods=ACT)
def make_lower(request: Request, ref: str) -> HttpResponse:
    """Propose to lower it."""
    matter = opened(request, ref)
    require_raising(request.actor, matter)
    if not lower(matter):
        raise WrongState(_("这件事是普通级别，没有更低的级别。"))
    form = filled(request, LowerForm, matter, levels=lower(matter))
    if sent(request, form, propose_lowering, ref=ref):
        messages.success(request, _("已经提出。另一人同意以前，级别不变。"))
        return redirect("desk:label", ref)
    after = [_("审批人或者结案审核人收到消息"), _("提出的人不能自己同意"), _("法律规定的级别不能降")]
    return show_form(request, matter, form, title=_("申请降低保密级别"), button=_("提出申请"), after=after)


@page("desk", methods=("POST",))
def answer(request: Request, ref: str) -> HttpResponse:
    """The second person agrees, or does not."""
    matter = opened(request, ref)
    require_seconding(request.actor, matter)
    form = filled(request, AnswerForm, matter)
    if sent(request, form, settle_lowering, ref=ref):
        agrees = form.given()["agrees"]
        return done(request, matter, _("保密级别已经降低。") if agrees else _("没有同意，级别不变。"))
    return show_form(request, matter, form, title=_("答复降级申请"), button=_("答复"))


@page("desk", methods=ACT)
def naming(request: Request, ref: str) -> HttpResponse:
    """Say which colleagues see the sealed matter beside its heads."""
    matter = opened(request, ref)
    require_naming(request.actor, matter)
    now_named = [str(person.pk) for person in labels.named_staff(matter)]
    form = filled(request, NamingForm, matter, people=people(request, matter), initial={"staff": now_named})
    if sent(request, form, name_for_sealed, ref=ref):
        messages.success(request, _("已经改好。没有被指定的同事，从现在起看不到这件事。"))
        return redirect("desk:label", ref)
    return show_form(request, matter, form, title=_("指定谁办理"), button=_("保存"))


def show_form(request: Request, matter: Matter, form: ActForm, **words: Any) -> HttpResponse:
    """One of the forms here, beside it the level as it is."""
    words |= {"effect": EFFECTS[matter.label], "named": labels.named_staff(matter)}
    return show_act(request, matter, form, template="label_act.html", **words)


def people(request: Request, matter: Matter) -> list[tuple[str, str]]:
    """The colleagues who may be named, each once with their posts: 孟某　指派岗."""
    posts: dict[tuple[str, str], list[str]] = {}
    for post in may_be_named(matter, request.now):
        posts.setdefault((str(post.person_id), post.person.name), []).append(str(post.get_role_display()))
    return [(person, f"{name}　{_('、').join(roles)}") for (person, name), roles in posts.items()]
