"""Step 1: for whom the application is, who that is, how they can safely be reached, to which groups they belong."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.law.words import GROUPS
from fayuan.people.identity import is_id_number
from fayuan.web.portal.questions.answer_form import AnswerForm
from fayuan.web.shared.fields import CodeField, DateField, Radios, Ticks

# Groups that people know of themselves; age and sex follow from the identity number.
ASKED_GROUPS = (
    "migrant_worker",
    "disabled",
    "subsistence_recipient",
    "special_hardship_support",
    "special_care_recipient",
    "judicial_relief_recipient",
    "no_fixed_income",
    "new_employment_worker",
    "military_family",
    "veteran",
    "martyr_relative",
)
GROUP_HINTS = {
    "migrant_worker": _("户口在农村，进城打工"),
    "subsistence_recipient": _("领低保"),
    "special_hardship_support": _("特困、五保"),
    "special_care_recipient": _("领抚恤或者优待"),
    "judicial_relief_recipient": _("法院、检察院给过司法救助"),
    "no_fixed_income": _("没有工资、退休金等固定收入"),
    "new_employment_worker": _("送外卖、跑网约车等"),
}


class Whom(AnswerForm):
    """For whom."""

    whom = forms.ChoiceField(
        label=_("给谁申请？"),
        choices=(
            ("self", _("给我自己")),
            ("child", _("给未满18岁的孩子")),
            ("detained", _("给被关押的家人")),
            ("relative", _("给别的亲友")),
            ("group", _("给我和别人，同一件事")),
        ),
        widget=Radios(
            hints={
                "child": _("由父母、监护人或者近亲属代为申请"),
                "detained": _("近亲属可以代为申请"),
                "relative": _("要有他写的委托书"),
                "group": _("例如同一个老板欠了大家的工钱，最多500人"),
            }
        ),
    )


class Other(AnswerForm):
    """Who is to be aided, when it is not the one who types."""

    title = _("要帮助的人是谁？")
    card = {"name": "other_name", "id_number": "other_id_number"}
    other_name = forms.CharField(label=_("姓名"), max_length=80)
    other_id_number = CodeField(
        label=_("身份证号"), numeric=False, required=False, help_text=_("不知道可以不填，但要填出生日期")
    )
    other_born = DateField(label=_("出生日期"), required=False)

    def clean_other_id_number(self) -> str:
        number = str(self.cleaned_data["other_id_number"])
        if number and not is_id_number(number):
            raise forms.ValidationError(gettext("请输入18位身份证号，最后一位可以是X"))
        return number

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        missing = not given.get("other_id_number") and not given.get("other_born")
        if missing and not self.errors:
            self.add_error("other_born", gettext("没有填身份证号的，请填出生日期"))
        born = given.get("other_born")
        if born and born > self.today:
            self.add_error("other_born", gettext("出生日期不能晚于今天"))
        return given


class Relation(AnswerForm):
    """How the one who types stands to the child."""

    relation = forms.ChoiceField(
        label=_("您是孩子的什么人？"),
        choices=(
            ("legal_representative", _("父母，或者监护人")),
            ("close_relative", _("祖父母、外祖父母、成年的哥哥姐姐等近亲属")),
        ),
        widget=Radios,
    )


class ChildConsent(AnswerForm):
    """A guardian's separate agreement to what is kept of a child under fourteen (个人信息保护法 31)."""

    title = _("孩子的信息，要监护人同意")
    lead = _("孩子不满14岁。为了办这件事，我们要记下孩子的姓名、身份证号和发生的事。")
    guardian = forms.CharField(label=_("监护人姓名"), max_length=80)
    child_consent = forms.BooleanField(
        label=_("监护人同意这样处理孩子的信息。"),
        error_messages={"required": _("请看清后打勾：监护人同意这样处理孩子的信息")},
    )
    why = _("不满14岁的孩子的信息是敏感信息，法律要求监护人单独同意。以后可以在“我的资料”里收回。")

    def adapt(self) -> None:
        if self.before.get("relation") == "legal_representative":
            del self.fields["guardian"]


class Detained(AnswerForm):
    """Where the relative is held."""

    detained_at = forms.CharField(
        label=_("家人关在哪里？"),
        max_length=100,
        help_text=_("例如：石桥县看守所。不清楚就写哪里的公安机关带走的。"),
    )


class Contact(AnswerForm):
    """How the one who types can safely be reached."""

    title = _("这样联系您安全吗？")
    lead = _("有人会翻看您的手机、会接您的电话，就选不安全。")
    contact = forms.ChoiceField(
        label=_("可以怎样联系您"),
        choices=(
            ("all", _("安全，可以打电话、发短信")),
            ("call", _("只打电话，不要发短信")),
            ("none", _("都不安全，我自己登录来看")),
        ),
        widget=Radios(hints={"none": _("我们不会主动打电话、发短信")}),
    )
    contact_note = forms.CharField(
        label=_("联系时要注意什么"),
        required=False,
        max_length=200,
        help_text=_("例如：晚上7点以后打，找我妹妹转告"),
    )


class Groups(AnswerForm):
    """To which groups whoever is to be aided belongs."""

    groups = forms.MultipleChoiceField(
        label=_("您属于下面哪些情况？"),
        required=False,
        choices=[(key, GROUPS[key]) for key in ASKED_GROUPS],
        widget=Ticks(hints=GROUP_HINTS),
        help_text=_("有几项选几项。都不是，就直接继续。"),
    )
    why = _("有些情况不用证明家里困难，可以少交材料。")

    def adapt(self) -> None:
        if self.before.get("whom") != "self":
            self.fields["groups"].label = _("要帮助的人属于下面哪些情况？")


class Age(AnswerForm):
    """How old somebody is who asks without saying who they are."""

    age = forms.TypedChoiceField(
        label=_("要帮助的人多大？"),
        coerce=int,
        choices=((10, _("不满16岁")), (17, _("16、17岁")), (35, _("18岁到59岁")), (65, _("60岁以上"))),
        widget=Radios,
    )


class Safety(AnswerForm):
    """Nothing to fill: how to use these pages without being found out, before anything is told."""

    title = _("先说怎样用这里才安全")
    lead = _("页面上方有“快速离开”。按一下，这一页马上换成天气预报，并且退出登录。连按三次Shift键也一样。")
    warnings = (
        _("快速离开不会清掉浏览记录、微信聊天记录和短信。"),
        _("最好用别人看不到的手机，或者到法律援助窗口来办。"),
        _("填过的会保存。下次用手机号登录，可以接着填。"),
        _("有危险，马上打110。"),
    )
