"""The fields of an application that came through others."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.clock import SHANGHAI
from fayuan.intake.models import Application
from fayuan.web.desk.forms.pieces import HourField
from fayuan.web.shared.fields import DateField
from fayuan.web.shared.forms import ActForm

HANDED = ("passed_on_as", "passed_on_by", "handed_at")


class PassedOnForm(ActForm):
    """Who passed it on, and the hour at which they had received it: they have twenty-four."""

    passed_on_as = forms.ChoiceField(
        label=gettext_lazy("由谁转交"),
        required=False,
        choices=[("", gettext_lazy("不是转交的")), *Application.PassedOn.choices],
    )
    passed_on_by = forms.CharField(label=gettext_lazy("转交的单位或者律师"), required=False, max_length=100)
    handed_on = DateField(label=gettext_lazy("他们哪一天收到申请"), required=False)
    handed_hour = HourField(label=gettext_lazy("几点收到"), required=False)

    def clean(self) -> dict[str, Any]:
        """Day and hour come together."""
        given = super().clean() or self.cleaned_data
        if given.get("handed_on") and given.get("handed_hour") is None:
            self.add_error("handed_hour", _("请写几点收到，24小时从那时起算。"))
        return given

    def passed_on(self) -> dict[str, Any]:
        """As the application keeps it."""
        day, hour = self.cleaned_data["handed_on"], self.cleaned_data["handed_hour"]
        handed_at = datetime.combine(day, hour, SHANGHAI) if day and hour else None
        return {name: self.cleaned_data[name] for name in HANDED[:2]} | {"handed_at": handed_at}
