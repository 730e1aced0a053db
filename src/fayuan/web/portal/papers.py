"""The papers that an application needs, as its pages ask for them: what to hand in, and what was handed in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.law.words import MATERIALS
from fayuan.web.portal.questions.answer_form import Answers
from fayuan.web.portal.telling import Telling
from fayuan.web.shared.files import Files
from fayuan.web.shared.forms import Form

LACKING = "lacking"  # the answer that lists the papers somebody does not have


class PaperForm(Form):
    """The page of one paper: its files, or that one does not have it."""

    file = Files(
        label=gettext_lazy("拍照，或者选文件"),
        help_text=gettext_lazy("照片或PDF，可以一次选几个。字要看得清。"),
    )
    lacking = forms.BooleanField(label=gettext_lazy("我现在没有这个"), required=False)

    def __init__(self, *args: Any, handed_in: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.handed_in = handed_in
        self.status = 422 if self.is_bound else 200

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if (
            not given.get("file")
            and not given.get("lacking")
            and not self.handed_in
            and "file" not in self.errors
        ):
            self.add_error("file", _("请交上照片或文件。没有的，勾“我现在没有这个”。"))
        return given


def name(paper: str) -> str:
    """What the paper is called."""
    return MATERIALS.get(paper, paper)


def examples(paper: str, told: Telling) -> Sequence[str]:
    """What may serve as this paper, for what happened."""
    known: Mapping[str, Sequence[str]] = {
        "id_card": (_("身份证正面和背面"), _("没有身份证的：户口簿、居住证、社保卡")),
        "agent_proof": (_("户口簿、出生证等能看出关系的一页"), _("委托书（受委托申请的）")),
        "group_proof": (_("低保证、残疾证、优待证等"), _("农村户口簿首页和本人页（进城务工）")),
        "category_proof": (_("报警回执、告诫书、伤情照片、就诊记录"), _("村居、妇联、学校的证明")),
        "case_papers": _case_examples(told),
        "member_list": (_("每个人的姓名、身份证号、电话"),),
        "representative_choice": (_("大家签名推选代表的纸"),),
    }
    return known.get(paper, ())


def _case_examples(told: Telling) -> Sequence[str]:
    known: Mapping[str, Sequence[str]] = {
        "wages": (_("欠条、工资条、考勤"), _("微信记录、转账记录"), _("劳动合同")),
        "injury": (_("病历、诊断书、医药费单子"), _("工伤认定书"), _("劳动合同、工友证言")),
        "traffic": (_("交通事故认定书"), _("病历、医药费单子"), _("对方的保险单")),
        "medical": (_("病历、检查单、缴费单"), _("封存的病历、和医院的协商记录")),
        "support": (_("户口簿、结婚证、出生证"), _("以前的协议或者判决")),
        "violence": (_("报警回执、告诫书"), _("伤情照片、病历"), _("聊天记录、录音")),
        "criminal": (_("拘留通知书、逮捕通知书"), _("起诉书、判决书")),
    }
    return known.get(str(told.answers.get("kind")), (_("和这件事有关的文件、照片、聊天记录"),))


def files_of(paper: str, answers: Answers) -> list[Mapping[str, str]]:
    """The files handed in as this paper."""
    return [kept for kept in answers.get("files", ()) if kept["kind"] == paper]


def handed_in(paper: str, answers: Answers) -> str:
    """What was handed in as this paper, in words."""
    count = len(files_of(paper, answers))
    if count:
        return _("已交%(count)d份") % {"count": count}
    return _("没有") if paper in answers.get(LACKING, ()) else _("还没有交")
