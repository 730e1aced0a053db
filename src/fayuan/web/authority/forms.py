"""The forms of an authority: a notice, what has changed since, a lawyer of the person's own, a refused lawyer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.intake.models import NoticeChange
from fayuan.law.words import DISABILITIES, STAGES
from fayuan.people.models import Person
from fayuan.web.shared.fields import DateField, Radios
from fayuan.web.shared.forms import ActForm

Choices = Sequence[tuple[str, str]]
OURS = {key: words for key, words in STAGES.items() if key != "death_review_spc"}
FORMS = (("defence", _("通知辩护")), ("compulsory_treatment", _("强制医疗案件通知代理")))


def _line(label: Any, *, required: bool = True, most: int = 100, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text)


class NoticeForm(ActForm):
    """A notice that asks for a lawyer: the person, the case, why it must be given, how to reach the officer."""

    authority = forms.ChoiceField(label=_("发出通知的机关"))
    form = forms.ChoiceField(label=_("通知什么"), choices=FORMS, widget=Radios())
    reason = forms.ChoiceField(label=_("应当通知的情形"))
    stage = forms.ChoiceField(label=_("案件阶段"), choices=list(OURS.items()))
    name = _line(_("姓名"))
    sex = forms.ChoiceField(label=_("性别"), choices=Person.Sex.choices, required=False)
    born = DateField(label=_("出生日期"), required=False)
    disability = forms.ChoiceField(
        label=_("残疾类别"), choices=[("", _("无")), *DISABILITIES.items()], required=False
    )
    offence = _line(_("涉嫌罪名"), required=False)
    case_number = _line(_("案号"), required=False, most=60)
    letter_number = _line(_("通知函号"), required=False, most=60)
    detained_at = _line(_("羁押在哪里"), required=False, help_text=_("没有羁押的不用填。"))
    hearing = DateField(label=_("开庭日期"), required=False, help_text=_("还没有定的不用填。"))
    co_defendants = forms.CharField(
        label=_("同案人"),
        required=False,
        max_length=1000,
        help_text=_("一行一个姓名。同案人不能由同一位律师辩护。"),
        widget=forms.Textarea({"rows": 3}),
    )
    contact = _line(_("承办人和电话"), help_text=_("律师要和您联系。"))

    def __init__(
        self, *args: Any, authorities: Choices, reasons: Choices, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, choices in (("authority", authorities), ("reason", reasons)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_born(self) -> date | None:
        """Nobody was born in the days to come."""
        born: date | None = self.cleaned_data["born"]
        if born is not None and born > self.today:
            raise forms.ValidationError(gettext("出生日期不能晚于今天。"))
        return born

    def clean_co_defendants(self) -> tuple[str, ...]:
        """The names, one a line."""
        return tuple(line.strip() for line in self.cleaned_data["co_defendants"].splitlines() if line.strip())


class ChangeForm(ActForm):
    """What has changed since the notice."""

    what = forms.ChoiceField(label=_("变更了什么"), choices=NoticeChange.What.choices, widget=Radios())
    place = _line(_("新的羁押地点或者法庭"), required=False)
    measure = forms.ChoiceField(
        label=_("变更后的强制措施"),
        choices=[("", _("不适用")), *NoticeChange.Measure.choices],
        required=False,
    )
    on = DateField(label=_("从哪一天起（开庭的，写开庭日期）"))


class OwnLawyerForm(ActForm):
    """The person has hired a lawyer."""

    name = _line(_("律师姓名和所在律师事务所"))
    on = DateField(label=_("哪一天委托的"))


class RefusedLawyerForm(ActForm):
    """The person does not want the assigned lawyer, and the authority has found the reason good."""

    reason = forms.CharField(
        label=_("拒绝的理由"),
        max_length=1000,
        help_text=_("经审查理由正当的，才在这里通报。"),
        widget=forms.Textarea({"rows": 4}),
    )
    on = DateField(label=_("哪一天提出的"))


class RenoticeForm(ActForm):
    """Another lawyer is asked for."""

    reason = forms.CharField(label=_("为什么要另行指派"), max_length=1000, widget=forms.Textarea({"rows": 4}))
