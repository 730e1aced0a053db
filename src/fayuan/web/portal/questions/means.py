"""Step 3, for those whose means are looked at: the household's income, and how it is to be checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.web.portal.questions.answer_form import AnswerForm
from fayuan.web.shared.fields import Radios, YuanField


class Income(AnswerForm):
    """The household and what comes in each month."""

    title = _("家里一个月有多少收入？")
    lead = _("写最近一个月到手的钱。没有就填0。")
    own_income = YuanField(label=_("您本人每月收入"))
    household_size = forms.IntegerField(
        label=_("一起生活的有几口人"), min_value=1, max_value=30, help_text=_("连您在内。对方不算。")
    )
    others_income = YuanField(
        label=_("其他人每月收入一共"), required=False, help_text=_("一个人生活的不用填")
    )

    def adapt(self) -> None:
        self.fields["household_size"].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        if self.before.get("whom") != "self":
            self.fields["own_income"].label = _("要帮助的人每月收入")


class Pledge(AnswerForm):
    """Whether the statement is checked by the person's own pledge or by the office's enquiry (法律援助法 41)."""

    check = forms.ChoiceField(
        label=_("怎样核实家里困难？"),
        choices=(("pledge", _("我书面承诺写的都是真的")), ("enquiry", _("请工作人员去查"))),
        widget=Radios(
            hints={
                "pledge": _("最快，不用开证明。承诺不实的，要退还费用、承担责任。"),
                "enquiry": _("向民政等部门查询，要多等几天"),
            }
        ),
    )
