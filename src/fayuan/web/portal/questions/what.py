"""Step 2: what happened, where, how far it has got, who is on the other side, what is wanted and by when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.network.queries import agencies, full_name
from fayuan.web.portal.kinds import KINDS, OTHER_SUBJECTS, WAYS
from fayuan.web.portal.questions.answer_form import AnswerForm
from fayuan.web.shared.fields import DateField, Radios, YuanField

IN_FAMILY = frozenset({"support", "violence"})


class What(AnswerForm):
    """What happened."""

    kind = forms.ChoiceField(
        label=_("您遇到了什么事？"),
        choices=[(key, kind.words) for key, kind in KINDS.items()],
        widget=Radios(hints={key: kind.hint for key, kind in KINDS.items() if kind.hint}),
        help_text=_("选最接近的一项。选错了，后面可以改。"),
    )


class OtherSubject(AnswerForm):
    """Which of the law's other matters."""

    other_subject = forms.ChoiceField(
        label=_("最接近哪一项？"), choices=list(OTHER_SUBJECTS.items()), widget=Radios
    )


class Place(AnswerForm):
    """Where the matter is dealt with: it decides which agency is competent."""

    place = forms.ChoiceField(label=_("事情在哪里？"), widget=forms.Select)
    why = _("法律援助由办案机关所在地、争议处理地或者事情发生地的机构办理。选错了，我们会替您转过去。")

    def adapt(self) -> None:
        here = [(agency.division_id, full_name(agency.division)) for agency in agencies(self.today)]
        field: Any = self.fields["place"]
        field.choices = [("", _("请选择区县")), *here]
        words = {
            "wages": _("选干活的地方，或者仲裁、法院在的地方。"),
            "injury": _("选干活的地方，或者仲裁、法院在的地方。"),
            "medical": _("选医院在的地方，或者法院在的地方。"),
            "traffic": _("选出事的地方，或者法院在的地方。"),
            "criminal": _("选办案的公安、检察院、法院在的地方。"),
        }
        field.help_text = words.get(str(self.before.get("kind")), _("选对方住的地方，或者法院在的地方。"))


class Where(AnswerForm):
    """How far it has got."""

    way = forms.ChoiceField(label=_("事情走到哪一步了？"), widget=Radios)

    def adapt(self) -> None:
        ways = {key: WAYS[key] for key in KINDS[self.before["kind"]].ways}
        field: Any = self.fields["way"]
        field.widget = Radios(hints={key: way.hint for key, way in ways.items() if way.hint})
        field.choices = [(key, way.words) for key, way in ways.items()]


class Opponent(AnswerForm):
    """Who is on the other side."""

    title = _("对方是谁？")
    opponent = forms.CharField(label=_("姓名或者单位名称"), max_length=100)
    opponent_2 = forms.CharField(label=_("还有谁"), max_length=100, required=False)
    opponent_relation = forms.CharField(
        label=_("是您的什么人"), max_length=30, required=False, help_text=_("例如：丈夫、儿子")
    )
    same_household = forms.ChoiceField(
        label=_("现在和您住在一起吗？"),
        choices=(("yes", _("住在一起")), ("no", _("不住在一起"))),
        widget=Radios,
    )

    def adapt(self) -> None:
        kind = str(self.before["kind"])
        self.fields["opponent"].label = KINDS[kind].opponent
        if kind == "other":
            self.fields["opponent"].required = False
        if kind not in IN_FAMILY:
            del self.fields["opponent_relation"], self.fields["same_household"]


class Offence(AnswerForm):
    """What the relative is suspected of."""

    title = _("案子的情况")
    lead = _("知道多少填多少，不知道可以空着。")
    offence = forms.CharField(
        label=_("涉嫌什么罪"), required=False, max_length=100, help_text=_("例如：盗窃")
    )
    case_number = forms.CharField(label=_("案号"), required=False, max_length=60)


class Story(AnswerForm):
    """What happened, in the person's own words."""

    story = forms.CharField(
        label=_("请说说经过"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("什么时候、在哪里、谁、做了什么、现在怎样。写不清楚也没关系，我们会再问。"),
    )


class Deadline(AnswerForm):
    """A day that must not pass."""

    deadline = DateField(
        label=_("有没有快到期的日子？"),
        required=False,
        help_text=_("例如上诉、起诉、申请仲裁的最后一天。没有就直接继续。"),
    )
    why = _("快到期的，可以先安排律师，再补手续（法律援助法第四十四条）。")


class Claim(Deadline):
    """How much is wanted, and by when: two things that need not be known, on one page."""

    title = _("要多少，急不急？")
    claim = YuanField(label=_("想要的金额"), required=False, help_text=_("算不清可以不填，律师会帮您算。"))
    field_order = ("claim", "deadline")

    def adapt(self) -> None:
        self.fields["claim"].label = KINDS[str(self.before["kind"])].wants
