"""What an auditor may ask the trail for."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.core.clock import SHANGHAI
from fayuan.network.models import Institution
from fayuan.web.admin.actions import ACTIONS, KINDS, RESULTS
from fayuan.web.admin.forms import OfficeField
from fayuan.web.shared.fields import CodeField
from fayuan.web.shared.forms import Form

EVERY = ("", _("全部"))


class Day(forms.DateInput):
    """A day picked from the browser's calendar, or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TrailForm(Form):
    """A question to the trail; everything may be left open."""

    action = forms.ChoiceField(
        label=_("操作"),
        required=False,
        choices=lambda: [EVERY, *sorted(ACTIONS.items(), key=lambda each: each[0])],
    )
    result = forms.ChoiceField(label=_("结果"), required=False, choices=[EVERY, *RESULTS.items()])
    kind = forms.ChoiceField(label=_("对象"), required=False, choices=[EVERY, *KINDS.items()])
    ref = CodeField(label=_("对象编号"), required=False, numeric=False, max_length=40)
    office = OfficeField(label=_("机构全称"), required=False)
    since = forms.DateField(label=_("从"), required=False, widget=Day())
    until = forms.DateField(label=_("到"), required=False, widget=Day())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", _("结束的日期早于开始的日期"))
        return given

    def question(self) -> dict[str, Any]:
        """The fields as `core.trail.Asked` takes them, without what was left open."""
        given = self.cleaned_data
        office: Institution | None = given["office"]
        asked = {
            "action": given["action"],
            "result": given["result"],
            "subject_kind": given["kind"],
            "subject_id": given["ref"],
            "agency": office.pk if office else None,
            "since": midnight(given["since"]) if given["since"] else None,
            "until": midnight(given["until"] + timedelta(days=1)) if given["until"] else None,
        }
        return {name: value for name, value in asked.items() if value}


def midnight(day: Any) -> datetime:
    """The moment at which a day begins in Beijing."""
    return datetime.combine(day, time(), SHANGHAI)
