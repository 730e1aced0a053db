"""The form that names a stand-in for the holder of a desk post."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.web.desk.forms.pieces import Choices, choose
from fayuan.web.shared.fields import DateField
from fayuan.web.shared.forms import ActForm


class StandInForm(ActForm):
    """Whose work, who does it, from which day to which."""

    post = forms.ChoiceField(label=_("代谁的岗位"))
    person = forms.ChoiceField(label=_("由谁代办"), help_text=_("本机构的同事，现在没有这个岗位的。"))
    first_day = DateField(label=_("从哪一天"))
    last_day = DateField(label=_("到哪一天"), help_text=_("这一天也算在内，过了自动结束。"))

    def __init__(self, *args: Any, posts: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "post", [("", _("请选择")), *posts])
        choose(self, "person", [("", _("请选择")), *people])

    def given(self) -> dict[str, Any]:
        """As the operation takes it: the person by id."""
        typed = super().given()
        return typed | {"person": int(typed["person"])}
