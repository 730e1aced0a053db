"""The forms of cooperation letters: ask another agency, answer, write down an answer that came on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.intake.models import CooperationLetter
from fayuan.web.desk.forms.pieces import Choices, choose, text
from fayuan.web.shared.fields import DateField, Radios
from fayuan.web.shared.forms import ActForm


class LetterForm(ActForm):
    """Whom to ask, for what, by when."""

    agency = forms.TypedChoiceField(label=_("请哪家机构协助"), coerce=int)
    items = text(_("请求协助的事项"), rows=4, help_text=_("每行写一件，例如：核实申请人在当地有无住房。"))
    reply_by = DateField(label=_("请在哪一天前函复"), help_text=_("函复期间不计入七日审查期限。"))

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "agency", [("", _("请选择")), *agencies])

    def given(self) -> dict[str, Any]:
        """The items as a list."""
        typed = super().given()
        return typed | {"items": [line.strip() for line in typed["items"].splitlines() if line.strip()]}


class LetterAnswerForm(ActForm):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("办理情况"), choices=CooperationLetter.Outcome.choices, widget=Radios()
    )
    answer = text(_("结果或者理由"), rows=5)
