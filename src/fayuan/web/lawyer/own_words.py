"""What a lawyer says about themselves: written here, read by applicants once it is approved."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import NotFound
from fayuan.people.models import Lawyer
from fayuan.people.operations import say_own_words
from fayuan.people.operations.lawyers import LONGEST
from fayuan.web.lawyer.frame import show
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


class WordsForm(ActForm):
    """A few sentences."""

    words = forms.CharField(
        label=gettext_lazy("自我介绍"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("受援人点选时看到。不写电话，不写别的当事人。"),
    )


@page("lawyer", methods=("GET", "HEAD", "POST"))
def own_words(request: Request) -> HttpResponse:
    """The words as applicants read them, and the new ones."""
    profile = Lawyer.objects.filter(person=request.actor.person).first()
    if profile is None:
        raise NotFound
    typed = request.POST if request.method == "POST" else None
    form = WordsForm(typed, initial={"words": profile.words or profile.profile})
    if form.is_valid() and attempt(request, form, say_own_words, **form.given()) is not None:
        messages.success(request, _("已交上去，审核以后受援人可以看到。"))
        return redirect("lawyer:own_words")
    return show(request, "own_words.html", "today", status=form.status, form=form, profile=profile)
