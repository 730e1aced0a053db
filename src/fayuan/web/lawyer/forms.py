"""The forms of a lawyer's acts."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.cases.models import Closing, LogEntry, Report
from fayuan.core.clock import SHANGHAI
from fayuan.web.shared.fields import DateField, Radios, Ticks, YuanField, plain
from fayuan.web.shared.files import TAKEN, Files
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.labels import EFFECTS, Choices, grounds

DECLINING = (
    ("conflict", _("有利害关系")),
    ("time", _("时间冲突")),
    ("unfamiliar", _("不熟悉这类事")),
    ("other", _("其他原因")),
)


class AcceptForm(ActForm):
    """Take the case."""

    no_conflict = forms.BooleanField(
        label=_("我和所在律所与对方没有利害关系"),
        error_messages={"required": _("请查过利益冲突后打勾。有利害关系的，请选“不能接”。")},
    )


class LabelForm(ActForm):
    """To which level, on what ground, and why."""

    to = forms.ChoiceField(label=_("提高到"), widget=Radios(hints=EFFECTS))
    ground = forms.ChoiceField(label=_("因为"), widget=Radios())
    reason = forms.CharField(label=_("具体说明"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, levels: Choices, **kwargs: Any) -> None:
        self.levels = levels
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        self.fields["to"].choices = self.levels  # type: ignore[attr-defined]  # it is a choice field
        self.fields["ground"].choices = grounds()  # type: ignore[attr-defined]  # it is a choice field


class DeclineForm(ActForm):
    """Do not take the case."""

    why = forms.ChoiceField(label=_("为什么不能接"), choices=DECLINING, widget=Radios)
    more = forms.CharField(
        label=_("补充说明"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("why") == "other" and not given.get("more"):
            self.add_error("more", gettext("请写明原因"))
        return given

    def reason(self) -> str:
        """What is said as the reason."""
        words = str(dict(DECLINING)[self.cleaned_data["why"]])
        more = self.cleaned_data["more"]
        return f"{words}：{more}" if more else words


class LogForm(ActForm):
    """A line of the handling record."""

    what = forms.ChoiceField(label=_("做了什么"), choices=LogEntry.What.choices, widget=Radios)
    on = DateField(label=_("哪一天"), required=False, help_text=_("不填就是今天"))
    note = forms.CharField(
        label=_("简要记一下"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class HearingForm(ActForm):
    """Hour and place of a hearing."""

    on = DateField(label=_("开庭日期"))
    hour = forms.CharField(label=_("几点"), help_text=_("例如：9:30"), max_length=8)
    place = forms.CharField(label=_("在哪里"), max_length=200, help_text=_("例如：石桥县人民法院第三法庭"))

    def clean_hour(self) -> time:
        typed = plain(self.cleaned_data["hour"]).replace("：", ":").replace(".", ":")
        try:
            return datetime.strptime(typed, "%H:%M").time()
        except ValueError as wrong:
            raise forms.ValidationError(gettext("请这样写：9:30，或者14:00")) from wrong

    def at(self) -> datetime:
        """The moment of the hearing."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["hour"], SHANGHAI)


class ReportForm(ActForm):
    """What must be reported to the agency."""

    why = forms.ChoiceField(label=_("要报告什么"), choices=Report.Why.choices, widget=Radios)
    note = forms.CharField(
        label=_("情况"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class CauseForm(ActForm):
    """Why the agreement was not signed in time."""

    cause = forms.CharField(
        label=_("为什么没有按期签"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class FilesForm(ActForm):
    """Papers of the case."""

    kind = forms.ChoiceField(label=_("这是什么"), widget=Radios)
    file = Files(label=_("拍照，或者选文件"), help_text=TAKEN)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["kind"]
        field.choices = [(kind, kind) for kind in self.kinds]
        self.fields["file"].required = True  # one at least; `clean_file` says so

    def clean_file(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["file"]
        if not files:
            raise forms.ValidationError(gettext("请选至少一个文件"))
        return files


class CloseForm(ActForm):
    """The closing set."""

    outcome = forms.ChoiceField(label=_("结果"), widget=Radios)
    document = forms.CharField(
        label=_("结案的文书"), max_length=60, help_text=_("例如：仲裁裁决书、民事判决书、和解协议")
    )
    received_on = DateField(label=_("哪一天收到的"))
    recovered_fen = YuanField(label=_("为受援人挽回或者取得的金额"), required=False)
    papers = forms.MultipleChoiceField(label=_("这次交的材料"), required=False, widget=Ticks)
    others = forms.CharField(
        label=_("还交了什么"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行写一样"),
    )
    summary = forms.CharField(
        label=_("办案小结"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, outcomes: Sequence[str], needed: Sequence[str], **kwargs: Any) -> None:
        self.outcomes, self.needed = outcomes, needed
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        outcome: Any = self.fields["outcome"]
        outcome.choices = [(key, Closing.Outcome(key).label) for key in self.outcomes]
        papers: Any = self.fields["papers"]
        papers.choices = [(name, name) for name in self.needed]

    def closing(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        given = self.given()
        others = [line.strip()[:60] for line in given.pop("others").splitlines() if line.strip()]
        return {**given, "papers": [*given["papers"], *others]}


class NameForm(ActForm):
    """The person of the unit who takes the case."""

    lawyer = forms.TypedChoiceField(label=_("由谁承办"), coerce=int, widget=Radios)

    def __init__(self, *args: Any, lawyers: Sequence[tuple[int, str, str]], **kwargs: Any) -> None:
        self.lawyers = lawyers
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["lawyer"]
        field.widget = Radios(hints={str(key): hint for key, _name, hint in self.lawyers if hint})
        field.choices = [(key, name) for key, name, _hint in self.lawyers]


class UnmaskForm(ActForm):
    """Why a number is needed."""

    reason = forms.ChoiceField(
        label=_("为什么要看"), widget=Radios, help_text=_("谁、什么时候、为什么看过，都会留下记录。")
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        self.reasons = reasons
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["reason"]
        field.choices = self.reasons


class MessageForm(ActForm):
    """A message to the recipient."""

    text = forms.CharField(label=_("想说什么"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
