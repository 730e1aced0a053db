"""The forms of the three administrators."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fayuan.matching.specialities import WORDS
from fayuan.network.models import Institution
from fayuan.network.positions import degrees
from fayuan.network.queries import named, sounding_like
from fayuan.people.models import Caution, Lawyer, Role
from fayuan.web.shared.fields import CodeField, DateField, Radios, Ticks
from fayuan.web.shared.forms import ActForm, Form

MOST_BYTES = 5_000_000


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


class EvidenceField(forms.CharField):
    """What proves each speciality, a line each; as a mapping from the speciality."""

    def to_python(self, value: Any) -> Any:
        keys = {words: key for key, words in WORDS.items()}
        found: dict[str, str] = {}
        for line in (super().to_python(value) or "").splitlines():
            words, _sign, proof = line.replace(":", "：").partition("：")
            if line.strip() and (words.strip() not in keys or not proof.strip()):
                raise ValidationError(
                    _("每行先写擅长的事，再写冒号和依据；可以写：%(known)s") % {"known": "、".join(keys)}
                )
            if line.strip():
                found[keys[words.strip()]] = proof.strip()
        return found

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{WORDS.get(key, key)}：{proof}" for key, proof in value.items())


class DegreesField(forms.CharField):
    """Degrees with their decimals; gives a `Decimal`, or None where it need not be filled."""

    def to_python(self, value: Any) -> Any:
        try:
            return degrees(super().to_python(value) or "")
        except ValueError as fault:
            raise ValidationError(_("要写成小数，例如25.041234")) from fault


class OfficeForm(ActForm):
    """How an institution is reached, when it is open, where its door is."""

    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    hours = forms.CharField(
        label=_("开放时间"),
        max_length=100,
        required=False,
        help_text=_("例如：周一至周五 9:00—12:00，14:00—17:30"),
    )
    accessible = forms.TypedChoiceField(
        label=_("无障碍入口"),
        choices=[("", _("没有登记")), ("yes", _("有")), ("no", _("没有"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=Radios,
    )
    latitude = DegreesField(
        label=_("纬度"),
        required=False,
        help_text=_("手机在门口测的（GPS，WGS-84）。国内地图的坐标会偏几百米。"),
    )
    longitude = DegreesField(label=_("经度"), required=False)


class ListForm(ActForm):
    """A list as a CSV file, as any spreadsheet program writes it."""

    file = forms.FileField(label=_("名单"))

    def clean_file(self) -> str:
        content: bytes = self.cleaned_data["file"].read(MOST_BYTES)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("gb18030", errors="replace")

    def given(self) -> dict[str, Any]:
        """The text of the list."""
        return {"text": self.cleaned_data["file"]}


class PanelListForm(ListForm):
    """A list of those who take cases."""

    def adapt(self) -> None:
        self.fields["file"].help_text = _(
            "CSV文件，第一行是列名：姓名、登录名、手机、执业机构、类别、执业证号、首次执业、开始刑辩、擅长、语言、每周最多、点选"
        )


class OfficeListForm(ListForm):
    """A list of institutions."""

    def adapt(self) -> None:
        self.fields["file"].help_text = _(
            "CSV文件，第一行是列名：名称、类型、区划代码、设立单位、案号简称、电话、地址、开放时间、无障碍入口、纬度、经度"
        )


class CautionForm(ActForm):
    """A warning, a removal, a return; with its reason."""

    kind = forms.ChoiceField(label=_("怎么处理"), choices=Caution.Kind.choices, widget=Radios)
    reason = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea({"rows": 4}))


class CloseForm(ActForm):
    """Why a firm or an office is closed."""

    reason = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea({"rows": 4}))


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
    evidence = EvidenceField(
        label=_("擅长的依据"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("每行一项，例如：劳动：2023年办结12件，有劳动仲裁员证"),
    )
    teams = forms.MultipleChoiceField(
        label=_("专门团队"), choices=Lawyer.Team.choices, widget=Ticks(), required=False
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

    institution = OfficeField(
        label=_("办案机关或者司法局"),
        help_text=_("全称，例如白石市中级人民法院。司法局的令牌只用来从小程序交接登录。"),
    )
    name = forms.CharField(label=_("哪个系统用"), max_length=30, help_text=_("例如：审判管理系统、小程序"))
    until = DateField(label=_("用到哪一天"), help_text=_("含这一天，最长一年"))


class ConfirmForm(ActForm):
    """Nothing to fill in: the button is the act."""


class ReviewForm(Form):
    """What narrows the review of posts."""

    office = forms.CharField(label=_("单位"), required=False)
    role = forms.ChoiceField(label=_("岗位"), required=False, choices=[("", _("全部")), *Role.choices])
    unused = forms.BooleanField(label=_("90天没有登录"), required=False)
