"""The form of a consultation: what was asked, what was answered, who asked if they want to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.intake.inputs import PersonInput
from fayuan.intake.models import Channel
from fayuan.law.words import MATTERS
from fayuan.web.desk.forms import people
from fayuan.web.desk.forms.pieces import text
from fayuan.web.shared.fields import Radios
from fayuan.web.shared.forms import ActForm


class ConsultationForm(ActForm):
    """Advice needs no name; a name makes it possible to apply later without telling everything again."""

    channel = forms.ChoiceField(label=_("怎样来的"), choices=Channel.choices, widget=Radios())
    question = text(_("问了什么"), rows=4)
    answer = text(_("怎样解答的"), required=False, rows=4, help_text=_("以后再答的，先空着。"))
    subject = forms.ChoiceField(
        label=_("属于哪类事项"), required=False, choices=[("", _("说不准")), *MATTERS.items()]
    )
    advise_to_apply = forms.BooleanField(label=_("建议申请法律援助"), required=False)
    name = people.name(_("姓名"), required=False)
    id_number = people.IdentityField(label=_("身份证号"), required=False, numeric=False)
    phone = people.MobileField(label=_("手机"), required=False)
    contact = people.contact()

    def given(self) -> dict[str, Any]:
        """The operation's words; without a name nobody is recorded."""
        typed = super().given()
        person = PersonInput(details=people.details(typed)) if typed["name"] else None
        kept = ("channel", "question", "answer", "subject", "advise_to_apply")
        return {name: typed[name] for name in kept} | {"person": person}
