"""The forms of a granted case at the desk: end it, review its closing, pay, reopen, ask afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.web.desk.forms.pieces import Choices, choose, text
from fayuan.web.shared.fields import Radios, Ticks, YuanField
from fayuan.web.shared.forms import ActForm

MARKS = (("5", _("5分，非常满意")), ("4", _("4分，满意")), ("3", _("3分，基本满意")), ("2", _("2分，不满意")))
WORST = ("1", _("1分，非常不满意"))


class TerminationForm(ActForm):
    """On which ground aid ends."""

    ground = forms.ChoiceField(label=_("终止的情形"), widget=Radios())
    reason = text(_("事实和理由"), required=False, help_text=_("写进终止决定书。"))

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "ground", grounds)


class SuspensionForm(ActForm):
    """On which ground aid stands still for a while."""

    ground = forms.ChoiceField(label=_("中止的情形"), widget=Radios())
    reason = text(_("事实和理由"), help_text=_("受援人和律师看得到。"))

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "ground", grounds)


class ReturnForm(ActForm):
    """Which papers of the closing set are missing."""

    missing = forms.MultipleChoiceField(label=_("缺哪些材料"), required=False, widget=Ticks())
    others = text(_("还缺别的"), required=False, rows=2, help_text=_("每行写一份。"))

    def __init__(self, *args: Any, papers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "missing", [(paper, paper) for paper in papers])

    def given(self) -> dict[str, Any]:
        """Ticked and written papers as one list."""
        typed = super().given()
        written = [line.strip() for line in str(typed["others"]).splitlines()]
        return {"missing": [*typed["missing"], *(line for line in written if line)]}


class PaymentForm(ActForm):
    """The amount, only where no schedule on record gives one."""

    amount_fen = YuanField(
        label=_("支付金额"),
        required=False,
        help_text=_("本地标准未录入，按机构自己的文件填写。金额还没有核定的，先空着。"),
    )


class ReopenForm(ActForm):
    """Why an archived file is taken out again."""

    reason = text(_("为什么重新打开"))


class FollowUpForm(ActForm):
    """What the recipient said when asked."""

    satisfied = forms.TypedChoiceField(
        label=_("受援人满意吗"), choices=[*MARKS, WORST], coerce=int, widget=Radios()
    )
    note = text(_("受援人怎么说"), required=False)
