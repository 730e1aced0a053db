"""The form of an application that is accepted for another agency."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.web.desk.forms.applications import ApplicationForm
from fayuan.web.desk.forms.pieces import Choices, choose


class NearbyForm(ApplicationForm):
    """The application, and which agency is competent."""

    to = forms.ChoiceField(
        label=_("转给哪个机构"), help_text=_("诉讼案件看办案机关在哪里；非诉讼事项还可以看事情发生在哪里。")
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", [("", _("请选择")), *agencies])
