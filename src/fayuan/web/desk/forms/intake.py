"""The forms of what comes in: supplements, redirection, withdrawal, examination, decision, objection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.law.words import FORMS, FORUMS, MATERIALS, STAGES, URGENT_REASONS
from fayuan.web.desk.forms.pieces import Choices, choose, text
from fayuan.web.shared.fields import DateField, Radios, Ticks
from fayuan.web.shared.forms import ActForm


class SupplementNoticeForm(ActForm):
    """What is missing, all at once, and until when."""

    missing = forms.MultipleChoiceField(
        label=_("要补哪些材料"),
        help_text=_("依法一次列全。演算认为缺的已经勾上，请核对。"),
        choices=list(MATERIALS.items()),
        widget=Ticks(),
    )
    until = DateField(label=_("补到哪一天"), help_text=_("补正期间不计入七日审查期限；落在休息日的，顺延。"))


class SupplementForm(ActForm):
    """What the applicant has brought."""

    materials = forms.MultipleChoiceField(
        label=_("收到了哪些材料"),
        help_text=_("原件核对后退还，复印件或者照片请先上传。"),
        choices=list(MATERIALS.items()),
        widget=Ticks(),
    )


class RedirectForm(ActForm):
    """Which agency is competent, and why."""

    to = forms.ChoiceField(label=_("转给哪个机构"))
    reason = text(_("为什么不归本中心办"))

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", [("", _("请选择")), *agencies])


class WithdrawalForm(ActForm):
    """The applicant's written wish, recorded for them."""

    reason = text(_("申请人说的理由"))
    in_writing = forms.BooleanField(label=_("申请人已书面提出撤回，书面材料已收存"))


class ExaminationForm(ActForm):
    """The examiner's opinion."""

    result = forms.ChoiceField(
        label=_("意见"),
        choices=[("grant", _("建议给予法律援助")), ("refuse", _("建议不予，要写明理由和条文"))],
        widget=Radios(),
    )
    means_check = forms.ChoiceField(
        label=_("经济状况怎样核查"),
        choices=[
            ("shared_data", _("信息共享查询")),
            ("pledge", _("个人诚信承诺")),
            ("exempt", _("免予核查")),
        ],
    )
    opinion = text(
        _("理由"), help_text=_("由演算生成，可以改。意见和演算不同的，请用自己的话写明为什么。"), rows=5
    )

    def __init__(self, *args: Any, outcome: str = "", stop: str = "", **kwargs: Any) -> None:
        """`outcome` is that of the reckoning, `stop` its sentence where scope or competence forbids to grant."""
        super().__init__(*args, **kwargs)
        self.outcome, self.stop = outcome, stop

    def clean(self) -> dict[str, Any]:
        """Of the means the examiner may judge otherwise, with a reason of their own; of scope and competence not."""
        given = super().clean() or self.cleaned_data
        result = given.get("result", "")
        if result == "grant" and self.stop:
            self.add_error("result", _("不能建议给予：%(why)s范围和管辖不能另作认定。") % {"why": self.stop})
        elif (self.outcome, result) in DEPARTURES and _same(
            given.get("opinion"), self.initial.get("opinion")
        ):
            self.add_error("opinion", _("您的意见和演算不同，请用自己的话写明为什么。"))
        return given


DEPARTURES = frozenset({("eligible", "refuse"), ("not_eligible", "grant")})
"""The reckoning's outcome, and an opinion that differs from it."""


def _same(written: str | None, proposed: str | None) -> bool:
    """Whether nothing was written beyond what the reckoning proposed."""
    return "".join((written or "").split()) == "".join((proposed or "").split())


class DecisionForm(ActForm):
    """The approver's decision."""

    outcome = forms.ChoiceField(
        label=_("决定"),
        choices=[("grant", _("给予法律援助")), ("refuse", _("不予法律援助"))],
        widget=Radios(),
    )
    ground = forms.ChoiceField(
        label=_("不予援助的情形"), required=False, help_text=_("决定不予时必选，连同条文写进决定书。")
    )
    reason = text(_("理由"), required=False, help_text=_("不予援助的说明；或者演算超过标准仍给予的理由。"))

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "ground", [("", _("不适用")), *grounds])

    def clean(self) -> dict[str, Any]:
        """A refusal names its ground, and says why in words of its own: also where the reckoning says otherwise."""
        given = super().clean() or self.cleaned_data
        if given.get("outcome") == "refuse" and not given.get("ground"):
            self.add_error("ground", _("请选择不予援助的情形。理由和依据会写进决定书。"))
        if given.get("outcome") == "refuse" and not given.get("reason", "").strip():
            self.add_error("reason", _("请写明为什么不予援助。这段话会写进决定书。"))
        return given


class FirstGrantForm(ActForm):
    """Granting before the papers are complete."""

    reason = forms.ChoiceField(label=_("为什么等不得"), choices=list(URGENT_REASONS.items()), widget=Radios())
    complete_by = DateField(label=_("最晚哪一天补齐手续"))


class ObjectionForm(ActForm):
    """An objection written down for the applicant."""

    reason = text(_("申请人为什么不同意"), rows=5)


class ObjectionDecisionForm(ActForm):
    """The bureau's answer to an objection."""

    outcome = forms.ChoiceField(
        label=_("审查决定"),
        choices=[("uphold", _("维持原决定")), ("correct", _("责令改正"))],
        widget=Radios(),
    )
    reason = text(_("理由"), rows=5)


class NextStageForm(ActForm):
    """The next stage of the same dispute."""

    form = forms.ChoiceField(label=_("下一步走什么程序"), choices=list(FORMS.items()), widget=Radios())
    stage = forms.ChoiceField(label=_("阶段"), required=False, choices=[("", _("不适用")), *STAGES.items()])
    forum_kind = forms.ChoiceField(
        label=_("受理机关"), required=False, choices=[("", _("和原来一样")), *FORUMS.items()]
    )
    facts = text(_("有什么新情况"), required=False)
