"""The page on which files are handed in for a matter: several at once, each refused one with its reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.dossier.access import require_sheet_maker
from fayuan.dossier.operations import hand_in_file
from fayuan.dossier.queries import papers_of, uploads_of
from fayuan.law.words import MATERIALS
from fayuan.matters.access import lets
from fayuan.web.desk.acting import ACT, filled, show_act
from fayuan.web.desk.scope import at_desk, opened
from fayuan.web.shared.files import NOT_TAKEN, TAKEN, Files, file_rows, say_not_taken
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


class FilesForm(ActForm):
    """What the files are, and the files."""

    kind = forms.ChoiceField(
        label=gettext_lazy("这是什么材料"), choices=[("", gettext_lazy("请选择")), *MATERIALS.items()]
    )
    documents = Files(label=gettext_lazy("文件"), help_text=TAKEN)

    def adapt(self) -> None:
        """One file at least: the field alone would be content with none."""
        self.fields["documents"].required = True

    def clean(self) -> dict[str, Any]:
        """At least one file."""
        given = super().clean() or self.cleaned_data
        if not given.get("documents"):
            self.add_error("documents", _("请选择文件。"))
        return given


@page("desk", methods=ACT)
def files(request: Request, ref: str) -> HttpResponse:
    """Take the files in one by one; what is refused is named with its reason, the others stay."""
    matter = opened(request, ref)
    form = filled(request, FilesForm, matter)
    if form.is_valid() and take_in(request, ref, form):
        return redirect("desk:files", ref)
    return show_act(
        request,
        matter,
        form,
        title=_("上传材料"),
        button=_("上传"),
        template="uploads.html",
        uploads=file_rows(uploads_of(matter, at_desk(request.actor))),
        papers=list(papers_of(matter, at_desk(request.actor))),
        may_make_sheets=lets(require_sheet_maker, request.actor, matter),
    )


def take_in(request: Request, ref: str, form: FilesForm) -> bool:
    """Hand in each file; gives whether all were taken."""
    kind, taken = form.cleaned_data["kind"], 0
    for place, file in enumerate(form.cleaned_data["documents"]):
        by = request.actor.with_key(f"{form.once}-{place}" if form.once else None)
        try:
            hand_in_file(ref=ref, kind=kind, file_name=file.name, content=file.read(), by=by, now=request.now)
            taken += 1
        except NOT_TAKEN as refusal:
            say_not_taken(form, "documents", str(file.name), refusal)
    if taken:
        messages.success(request, _("收下了%(count)d个文件。") % {"count": taken})
    return not form.errors
