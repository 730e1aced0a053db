"""The forms of the three administrators."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fayuan.matching.specialities import WORDS
from fayuan.network.models import Institution
from fayuan.network.queries import named, sounding_like
from fayuan.people.models import Lawyer, Role
from fayuan.web.shared.fields import CodeField, DateField, Ticks
from fayuan.web.shared.forms import ActForm, Form


class OfficeField(forms.CharField):
    """An institution by its whole name; a part of a name is answered with the names that it may mean."""

    def to_python(self, value: Any) -> Any:
        name = super().to_python(value)
        if not name:
            return None
        found = named(name)
        if found is None:
            like = sounding_like(name)
            if like:
                raise ValidationError(_("请写单位全称，例如：%(names)s") % {"names": "、".join(like)})
            raise ValidationError(_("没有叫这个名字的单位，请核对全称"))
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Institution) else value


class AccountForm(ActForm):
    """A new member of staff."""

    name = forms.CharField(label=_("姓名"), max_length=80)
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,39}$",
        label=_("登录名"),
        help_text=_("小写字母和数字，3到40个，一人一个，不共用"),
        error_messages={"invalid": _("登录名用小写字母和数字，可以有点、横线，3到40个")},
    )
    phone = CodeField(label=_("工作手机"), required=False, help_text=_("律师要填：写在给办案机关的公函上"))


class LawyerForm(ActForm):
    """The professional profile of somebody who takes cases."""

    unit = OfficeField(label=_("执业机构"), help_text=_("全称，例如正平律师事务所"))
    kind = forms.ChoiceField(label=_("类别"), choices=Lawyer.Kind.choices)
    licence_number = CodeField(label=_("执业证号"), required=False, max_length=20)
    practice_since = DateField(label=_("首次执业日期"), required=False)
    defence_since = DateField(
        label=_("开始办刑事辩护的日期"),
        required=False,
        help_text=_("可能判处无期徒刑、死刑的案件，要有三年以上执业经历"),
    )
    specialities = forms.MultipleChoiceField(
        label=_("擅长"), choices=list(WORDS.items()), widget=Ticks(), required=False
    )
    weekly_capacity = forms.IntegerField(label=_("每周最多接几件"), min_value=0, max_value=50, initial=3)
    open_to_choice = forms.BooleanField(label=_("受援人可以点选"), required=False)
    suspended = forms.BooleanField(label=_("暂停接案"), required=False)


class PostForm(ActForm):
    """A post to give."""

    role = forms.ChoiceField(label=_("岗位"), choices=Role.choices)
    institution = OfficeField(label=_("单位"), help_text=_("全称"))


class TokenForm(ActForm):
    """A token to make."""

    institution = OfficeField(label=_("办案机关"), help_text=_("全称，例如白石市中级人民法院"))
    name = forms.CharField(label=_("哪个系统用"), max_length=30, help_text=_("例如：审判管理系统"))
    until = DateField(label=_("用到哪一天"), help_text=_("含这一天，最长一年"))


class ConfirmForm(ActForm):
    """Nothing to fill in: the button is the act."""


class ReviewForm(Form):
    """What narrows the review of posts."""

    office = forms.CharField(label=_("单位"), required=False)
    role = forms.ChoiceField(label=_("岗位"), required=False, choices=[("", _("全部")), *Role.choices])
    unused = forms.BooleanField(label=_("90天没有登录"), required=False)
