"""The forms about how confidential a matter is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.web.desk.forms.pieces import Choices, choose, text
from fayuan.web.shared.fields import Radios, Ticks
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.labels import EFFECTS, grounds


class RaiseForm(ActForm):
    """To which level, on what ground, why, and who goes on working on a sealed matter."""

    to = forms.ChoiceField(label=_("提高到"), widget=Radios(hints=EFFECTS))
    ground = forms.ChoiceField(label=_("因为"), widget=Radios())
    reason = text(_("具体说明"), help_text=_("本机构能看到这件事的同事和承办人看得到。"))
    staff = forms.TypedMultipleChoiceField(
        label=_("封存后还由谁办理"),
        coerce=int,
        required=False,
        widget=Ticks(),
        help_text=_("审批人和您自己不用选。只在提高到“封存”时起作用。"),
    )

    def __init__(self, *args: Any, levels: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", levels)
        choose(self, "ground", grounds())
        choose(self, "staff", people)


class LowerForm(ActForm):
    """To which level, and why."""

    to = forms.ChoiceField(label=_("降低到"), widget=Radios(hints=EFFECTS))
    reason = text(_("为什么可以降低"), help_text=_("审批人或者结案审核人看了决定是否同意。"))

    def __init__(self, *args: Any, levels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", levels)


class AnswerForm(ActForm):
    """Which of the two buttons was pressed."""

    agrees = forms.TypedChoiceField(
        label=_("答复"), choices=[("yes", _("同意")), ("no", _("不同意"))], coerce=lambda said: said == "yes"
    )


class NamingForm(ActForm):
    """Who sees the sealed matter beside the heads."""

    staff = forms.TypedMultipleChoiceField(
        label=_("由谁办理"),
        coerce=int,
        required=False,
        widget=Ticks(),
        help_text=_("审批人都看得到，不用选。"),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", people)
