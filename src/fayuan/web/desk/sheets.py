"""The page where sheets of a matter are made: filled from what it holds, ready to print or to sign."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.clock import SHANGHAI
from fayuan.dossier.access import require_sheet_maker
from fayuan.dossier.papers import catalogue
from fayuan.intake.operations import issue_sheet
from fayuan.intake.sheets import SHEETS
from fayuan.matters.models import Matter
from fayuan.web.desk.acting import ACT, head
from fayuan.web.desk.frame import show, typed
from fayuan.web.desk.scope import opened
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


class SheetForm(ActForm):
    """Which sheet."""

    form = forms.ChoiceField(label=gettext_lazy("哪张表"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        self.fields["form"].choices = self.choices  # type: ignore[attr-defined]  # it is a choice field


@page("desk", methods=ACT)
def sheets(request: Request, ref: str) -> HttpResponse:
    """The sheets that the matter holds enough for; the chosen one is issued."""
    matter = opened(request, ref)
    require_sheet_maker(request.actor, matter)
    form = SheetForm(typed(request), choices=there(matter, request))
    if form.is_valid():
        made = attempt(request, form, issue_sheet, ref=ref, form=form.cleaned_data["form"])
        if made is not None:
            messages.success(request, _("表格正在生成，一般不到一分钟。"))
            return redirect("paper", made.ref)
    return show(request, "sheets.html", "todo", status=form.status, form=form, **head(matter))


def there(matter: Matter, request: Request) -> list[tuple[str, str]]:
    """Key and name of each sheet that can be made now."""
    today = request.now.astimezone(SHANGHAI).date()
    return [(key, catalogue.by_key(key, today).name) for key in SHEETS if SHEETS[key](matter) is not None]
