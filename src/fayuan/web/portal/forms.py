"""The forms of the portal's acts; those of the questions stand in `questions`."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.assignment.models import Wish
from fayuan.cases.models import Rating
from fayuan.law.words import MATERIALS
from fayuan.people.models import Consent, Person
from fayuan.web.portal.telling import CONTACT
from fayuan.web.shared.fields import CodeField, Radios
from fayuan.web.shared.files import Files
from fayuan.web.shared.forms import ActForm

NEXT_STAGES = (
    ("court", _("对仲裁结果不服，去法院起诉")),
    ("appeal", _("对一审判决不服，上诉")),
)


class StartForm(ActForm):
    """Begin an application: nothing to fill, but a double click begins one."""


class SubmitForm(ActForm):
    """Submit what was told."""

    true = forms.BooleanField(
        label=_("我说的都是真的。"), error_messages={"required": _("请看清后打勾：我说的都是真的")}
    )


class IntroduceForm(ActForm):
    """Who somebody is who signed in by telephone."""

    name = forms.CharField(
        label=_("姓名"),
        max_length=80,
        help_text=_("和身份证上一样"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    id_number = CodeField(
        label=_("身份证号"),
        numeric=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text"}),
    )


class IdentityForm(IntroduceForm):
    """Who somebody is, where it stands wrong; once an office relies on it with the reason and the document."""

    reason = forms.CharField(
        label=_("为什么要改"),
        max_length=500,
        help_text=_("例如：填的时候打错了一个数字；改了名字"),
        widget=forms.Textarea({"rows": 3}),
    )
    photos = Files(
        label=_("证件的照片"),
        help_text=_("身份证有照片的一面，或者户口簿上改名的一页。字要看得清。"),
    )

    def __init__(self, *args: Any, is_relied_on: bool, **kwargs: Any) -> None:
        self.is_relied_on = is_relied_on
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        if self.is_relied_on:
            self.fields["photos"].required = True  # the operation says so
        else:
            del self.fields["reason"], self.fields["photos"]

    def given(self) -> dict[str, Any]:
        """What was typed, and the photographs as name and content."""
        told = super().given()
        if "photos" in told:
            told["photos"] = [(file.name, file.read()) for file in told["photos"]]
        return told


class PhoneForm(ActForm):
    """A telephone number to which a code is sent."""

    phone = CodeField(
        label=_("您的手机号"),
        help_text=_("我们发一个验证码给您，不收费。"),
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )


class CodeForm(ActForm):
    """The code that was sent."""

    code = CodeField(
        label=_("验证码"),
        max_length=6,
        help_text=_("短信里的6位数字，10分钟内有效。"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class WithdrawForm(ActForm):
    """Take an application back."""

    reason = forms.CharField(
        label=_("为什么不办了"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ObjectForm(ActForm):
    """Object to a decision."""

    reason = forms.CharField(
        label=_("为什么不同意这个决定？"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("写事实和理由。有新材料，交了以后可以再补。"),
    )


FOR_ME = 0  # in the place of a lawyer: the agency chooses


class ChooseForm(ActForm):
    """Choose a lawyer among those offered, or leave it to the agency; nobody is chosen beforehand."""

    lawyer = forms.TypedChoiceField(
        label=_("可以选的律师"), coerce=int, error_messages={"required": _("请选一位律师")}
    )

    def __init__(self, *args: Any, lawyers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        self.lawyers = lawyers
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["lawyer"]
        field.widget = Radios()
        field.choices = [*self.lawyers, (FOR_ME, gettext("替我选"))]


class RatingForm(ActForm):
    """How one was helped; nothing is chosen beforehand."""

    level = forms.TypedChoiceField(
        label=_("您对律师满意吗？"), coerce=int, choices=Rating.Level.choices, widget=Radios
    )
    note = forms.CharField(
        label=_("想说的话"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("哪里好，哪里不好。"),
    )


class MessageForm(ActForm):
    """A message to the agency or to the lawyer; where there is no lawyer, nobody is asked which."""

    to = forms.ChoiceField(label=_("写给谁？"), widget=Radios)
    text = forms.CharField(label=_("想说什么"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, readers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.readers = readers
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["to"]
        field.choices = self.readers
        if len(self.readers) == 1:
            self.initial["to"] = self.readers[0][0]
            field.widget = forms.HiddenInput()


class ComplaintForm(ActForm):
    """A complaint: about whom, and what happened."""

    about = forms.ChoiceField(label=_("投诉谁？"), widget=Radios)
    text = forms.CharField(
        label=_("是什么事？"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("什么时候、谁、做了什么、您想怎样解决。"),
    )

    def __init__(self, *args: Any, objects: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.objects = objects
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["about"]
        field.widget = Radios(
            hints={"lawyer": gettext("由法律援助机构处理"), "agency": gettext("由司法局处理")}
        )
        field.choices = self.objects


class ContactForm(ActForm):
    """How somebody can safely be reached, and where they live."""

    contact = forms.ChoiceField(
        label=_("可以怎样联系您"),
        choices=(
            ("all", _("安全，可以打电话、发短信")),
            ("call", _("只打电话，不要发短信")),
            ("none", _("都不安全，我自己登录来看")),
        ),
        widget=Radios,
        help_text=_("有人会翻看您的手机、会接您的电话，就选不安全。"),
    )
    contact_note = forms.CharField(label=_("联系时要注意什么"), required=False, max_length=200)
    address = forms.CharField(label=_("住址"), required=False, max_length=200)

    @staticmethod
    def begun(person: Person) -> dict[str, str]:
        """What stands now; of calling and texting, only the three ways that are asked for."""
        may = {(True, True): "all", (True, False): "call", (False, False): "none"}
        now = may.get((person.may_call, person.may_text), "")
        return {"contact": now, "contact_note": person.contact_note, "address": person.address}

    def told(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        given = self.given()
        may_call, may_text = CONTACT[given.pop("contact")]
        return {**given, "may_call": may_call, "may_text": may_text}


class ConsentForm(ActForm):
    """One purpose, to agree to or to take back."""

    purpose = forms.ChoiceField(choices=Consent.Purpose.choices, widget=forms.HiddenInput)


class EraseForm(ActForm):
    """Delete what can be deleted."""

    sure = forms.BooleanField(label=_("删了就找不回来，我明白。"))


class ReplacementForm(ActForm):
    """Ask for another lawyer."""

    reason = forms.CharField(
        label=_("为什么想换律师？"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("例如：一直联系不上，没有去开庭。原来的律师看不到您写的。"),
    )
    evidence = forms.CharField(
        label=_("有什么能证明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行写一样，例如：通话记录。"),
    )

    def clean_evidence(self) -> tuple[str, ...]:
        lines = str(self.cleaned_data["evidence"]).splitlines()
        return tuple(line.strip()[:100] for line in lines if line.strip())


class WishForm(ActForm):
    """What kind of lawyer one would like, as it was said or as it is said now."""

    sex = forms.ChoiceField(label=_("希望由谁来办"), required=False, choices=Wish.Sex.choices, widget=Radios)
    lawyer = forms.TypedChoiceField(
        label=_("想请的律师"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("律师忙或者不合适的，中心会安排别人。"),
    )
    reason = forms.CharField(
        label=_("为什么"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不方便说就空着。"),
    )

    def __init__(
        self, *args: Any, said: Wish | None, lawyers: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        self.lawyers = lawyers
        stands = {"sex": said.sex, "lawyer": said.lawyer_id, "reason": said.reason} if said else {}
        super().__init__(*args, initial=stands, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["lawyer"]
        field.choices = [("", gettext("没有")), *self.lawyers]


class AddFilesForm(ActForm):
    """Hand in more papers for a matter."""

    kind = forms.ChoiceField(label=_("这是什么材料？"), choices=list(MATERIALS.items()), widget=Radios)
    file = Files(label=_("拍照，或者选文件"), help_text=_("照片或PDF，可以一次选几个。字要看得清。"))

    def adapt(self) -> None:
        """One file at least; `clean_file` says so."""
        self.fields["file"].required = True

    def clean_file(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["file"]
        if not files:
            raise forms.ValidationError(gettext("请选至少一个文件"))
        return files


class SupplementForm(ActForm):
    """Hand in what was asked for: one field of files for each missing paper."""

    def __init__(self, *args: Any, missing: Sequence[str], **kwargs: Any) -> None:
        self.missing = missing
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        for paper in self.missing:
            self.fields[paper] = Files(label=MATERIALS.get(paper, paper))
            self.fields[paper].required = True  # it was asked for; whoever has none says so at the window

    def clean(self) -> dict[str, Any]:
        if not any(self.files_given().values()) and not self.errors:
            says = gettext("请至少交一样材料。没有的，请打12348或者到窗口说明。")
            self.add_error(self.missing[0] if self.missing else None, says)
        return self.cleaned_data

    def files_given(self) -> dict[str, list[Any]]:
        """The files by the paper that they are."""
        return {name: files for name, files in self.given().items() if files}


class NextStageForm(ActForm):
    """Apply for aid in the next stage."""

    way = forms.ChoiceField(label=_("接下来要做什么？"), choices=NEXT_STAGES, widget=Radios)
    facts = forms.CharField(
        label=_("有什么新情况"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AskForm(ActForm):
    """A question to an agency."""

    agency = forms.TypedChoiceField(label=_("问哪里的法律援助机构？"), coerce=int, widget=forms.Select)
    question = forms.CharField(
        label=_("您想问什么？"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("写清楚是什么事、现在怎样。不用写别人的身份证号、电话。"),
    )

    def __init__(self, *args: Any, offices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        self.offices = offices
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field: Any = self.fields["agency"]
        field.choices = [("", gettext("请选择区县")), *self.offices]
