"""The form in which staff write down an application for somebody at the window or on the telephone."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import BadInput
from fayuan.intake.inputs import AgentInput, ApplicationInput, MemberInput, OpponentInput, PersonInput
from fayuan.intake.members import take_members
from fayuan.intake.models import Channel
from fayuan.law.words import FORMS, FORUMS, MATERIALS, MATTERS, RELATIONS, STAGES
from fayuan.people.identity import is_id_number
from fayuan.web.desk.forms import people
from fayuan.web.desk.forms.passing import PassedOnForm
from fayuan.web.desk.forms.pieces import Choices, choose, text
from fayuan.web.shared.fields import DateField, Radios, Ticks, YuanField

SEPARATORS = re.compile(r"[,，、;；\t ]+")


class ApplicationForm(PassedOnForm):
    """Everything on one page, in the order of the paper form. Of who is known already only that is asked which a
    consultation does not ask: groups, and the address.
    """

    name = people.name(gettext_lazy("姓名"))
    id_number = people.IdentityField(label=gettext_lazy("身份证号"), required=False, numeric=False)
    phone = people.MobileField(label=gettext_lazy("手机"), required=False)
    address = forms.CharField(label=gettext_lazy("住址"), required=False, max_length=200)
    contact = people.contact()
    groups = people.groups()
    agent_name = people.name(gettext_lazy("代为申请的人"), required=False)
    agent_relation = forms.ChoiceField(
        label=gettext_lazy("与申请人的关系"),
        required=False,
        choices=[("", gettext_lazy("本人申请")), *RELATIONS.items()],
    )
    channel = forms.ChoiceField(label=gettext_lazy("怎样提出"), choices=Channel.choices, initial="window")
    subject = forms.ChoiceField(
        label=gettext_lazy("事项"), choices=[("", gettext_lazy("请选择")), *MATTERS.items()]
    )
    form = forms.ChoiceField(label=gettext_lazy("程序"), choices=list(FORMS.items()), widget=Radios())
    stage = forms.ChoiceField(
        label=gettext_lazy("阶段"), required=False, choices=[("", gettext_lazy("不适用")), *STAGES.items()]
    )
    forum_kind = forms.ChoiceField(
        label=gettext_lazy("哪类机关处理"),
        required=False,
        choices=[("", gettext_lazy("还不知道")), *FORUMS.items()],
    )
    forum_place = forms.ChoiceField(label=gettext_lazy("机关在哪里"), required=False)
    facts = text(gettext_lazy("事情经过"), rows=6)
    claim = YuanField(label=gettext_lazy("要求的金额"), required=False)
    opponents = text(
        gettext_lazy("对方"), required=False, rows=2, help_text=gettext_lazy("每行写一个：名称，关系。")
    )
    pledge = forms.BooleanField(label=gettext_lazy("申请人对经济困难状况作个人诚信承诺"), required=False)
    household = text(
        gettext_lazy("共同生活的人和每月收入"),
        required=False,
        rows=3,
        help_text=gettext_lazy("每行写一个：关系，元。例如：本人，1200。免予核查的不用写。"),
    )
    materials = forms.MultipleChoiceField(
        label=gettext_lazy("交了哪些材料"), required=False, choices=list(MATERIALS.items()), widget=Ticks()
    )
    limitation = DateField(label=gettext_lazy("时效或者期限到哪一天"), required=False)
    detained_at = forms.CharField(label=gettext_lazy("羁押地点"), required=False, max_length=100)
    members = text(
        gettext_lazy("其他共同申请人"),
        required=False,
        rows=3,
        help_text=gettext_lazy("每行写一个：姓名，身份证号，手机。"),
    )

    member_list = forms.FileField(
        label=gettext_lazy("共同申请人名单"),
        required=False,
        help_text=gettext_lazy("人多时交CSV或者XLSX，要有“姓名”“身份证号”两栏，申请人也算在内，最多500人。"),
    )

    def __init__(self, *args: Any, places: Choices, knows_person: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "forum_place", [("", gettext_lazy("还不知道")), *places])
        if knows_person:
            for name in ("name", "id_number", "phone", "contact"):
                del self.fields[name]

    def clean_household(self) -> list[dict[str, object]]:
        """Relation and integer fen a month, by lines."""
        return [_income(number, line) for number, line in _lines(self.cleaned_data["household"])]

    def clean_members(self) -> tuple[MemberInput, ...]:
        """Name, identity number, telephone, by lines."""
        return tuple(_member(number, line) for number, line in _lines(self.cleaned_data["members"]))

    def clean(self) -> dict[str, Any]:
        """An agent has a name and a relation, or there is none; the rows of a member list are all right."""
        given = super().clean() or self.cleaned_data
        if given.get("member_list"):
            self.read_members(given)
        if given.get("agent_relation") and not given.get("agent_name"):
            self.add_error("agent_name", _("请写代为申请的人的姓名。"))
        if given.get("agent_name") and not given.get("agent_relation"):
            self.add_error("agent_relation", _("请选择代为申请的人与申请人的关系。"))
        return given

    def read_members(self, given: dict[str, Any]) -> None:
        """Add the members of the file to those that were written; what is wrong is said row by row."""
        content, own = given["member_list"].read(), given.get("id_number") or ""
        try:
            listed = take_members(content, applicant_id_number=own)
        except BadInput as fault:
            self.add_error("member_list", fault.says)
        else:
            given["members"] = (*given.get("members", ()), *listed)

    def application(
        self, agency: int, *, person: int | None = None, consultation: str = ""
    ) -> ApplicationInput:
        """What was typed, as the operation takes it; `person` is the applicant who is known already."""
        given = self.given()
        details = people.later(given) if person else people.details(given)
        applicant = PersonInput(id=person, details=details)
        agent = AgentInput(given["agent_relation"], given["agent_name"]) if given["agent_name"] else None
        members: tuple[MemberInput, ...] = given["members"]
        return ApplicationInput(
            agency=agency,
            applicant=applicant,
            **{name: given[name] for name in ("channel", "subject", "form", "stage", "facts", "pledge")},
            **{name: given[name] for name in ("forum_kind", "forum_place", "limitation", "detained_at")},
            claim_fen=given["claim"],
            opponents=tuple(_opponent(line) for _number, line in _lines(given["opponents"])),
            means={"household": given["household"], "assets": []} if given["household"] else None,
            materials=tuple(given["materials"]),
            agent=agent,
            members=members,
            member_count=len(members) + 1,
            consultation=consultation,
            **self.passed_on(),
        )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, each with its number as people count."""
    return ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _opponent(line: str) -> OpponentInput:
    name, _comma, relation = line.replace("，", ",").partition(",")
    return OpponentInput(name.strip()[:100], relation.strip()[:30])


def _income(number: int, line: str) -> dict[str, object]:
    relation, *rest = SEPARATORS.split(line)
    try:
        fen = YuanField().clean("".join(rest))
    except forms.ValidationError as fault:
        raise forms.ValidationError(
            _("第%(number)d行：%(says)s") % {"number": number, "says": fault.messages[0]}
        ) from fault
    return {"relation": relation, "income_fen": fen}


def _member(number: int, line: str) -> MemberInput:
    name, *rest = SEPARATORS.split(line)
    id_number, phone = (*rest, "", "")[:2]
    if id_number and not is_id_number(id_number):
        raise forms.ValidationError(_("第%(number)d行：身份证号不对，请核对。") % {"number": number})
    return MemberInput(name, id_number, phone)
