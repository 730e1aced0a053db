"""The forms of assignment: put somebody in charge, ask for another, replace or keep."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.assignment.models import Wish
from fayuan.web.desk.forms.pieces import Choices, choose, text
from fayuan.web.shared.fields import Radios
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.pieces import Person


class AssignForm(ActForm):
    """Who takes the case: one of those proposed, or somebody else from the panel, with a reason."""

    lawyer = forms.ChoiceField(label=_("推荐的人"), required=False, widget=forms.RadioSelect())
    somebody = forms.ChoiceField(label=_("从全部人员里另选"), required=False)
    reason = text(_("理由"), required=False, help_text=_("没有按推荐的第一位指派时，写明为什么。"))

    def __init__(self, *args: Any, proposed: Sequence[Person], panel: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = proposed[0].value if proposed else ""
        choose(self, "lawyer", [(person.value, person.name) for person in proposed])
        choose(self, "somebody", [("", _("不另选") if proposed else _("请选择")), *panel])
        if not proposed:
            self.fields["somebody"].label = _("指派给谁")

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two ways to name somebody."""
        given = super().clean() or self.cleaned_data
        named, other = given.get("lawyer"), given.get("somebody")
        if not named and not other:
            self.add_error("somebody", _("请选一位律师。"))
        elif named and other and named != other:
            self.add_error("somebody", _("推荐的人里已经选了一位，又另选了一位。请只留一位。"))
        elif self.first and (other or named) != self.first and not given.get("reason", "").strip():
            self.add_error("reason", _("没有按推荐的第一位指派，请写明为什么。"))
        return given

    def typed(self) -> dict[str, Any]:
        """Whoever was named, in one field: the list of everybody has the proposed, too."""
        named = self.cleaned_data.get("somebody") or self.cleaned_data.get("lawyer")
        return super().typed() | {"somebody": named}

    def given(self) -> dict[str, Any]:
        """The id of the person, the reason, and whether the proposal's first was followed."""
        named, other = self.cleaned_data["lawyer"], self.cleaned_data["somebody"]
        follows = self.first and (other or named) == self.first
        return {
            "lawyer": int(other or named),
            "reason": self.cleaned_data["reason"],
            "mode": "propose" if follows else "manual",
        }


class UnitForm(ActForm):
    """Which firm or office gets the case; its head names the person."""

    unit = forms.ChoiceField(label=_("交给哪个单位"))

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", [("", _("请选择")), *units])

    def given(self) -> dict[str, Any]:
        """The id of the unit."""
        return {"unit": int(self.cleaned_data["unit"])}


class ReplaceForm(ActForm):
    """Another lawyer, for a reason."""

    lawyer = forms.ChoiceField(label=_("换成谁"))
    reason = text(_("理由"), required=False, help_text=_("受援人没有请求的，必须写明为什么更换。"))

    def __init__(self, *args: Any, panel: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "lawyer", [("", _("请选择")), *panel])

    def given(self) -> dict[str, Any]:
        """The id of the person, and the reason."""
        typed = super().given()
        return typed | {"lawyer": int(typed["lawyer"])}


class WishForm(ActForm):
    """What the recipient wishes of their lawyer, as it stands or as it is said now."""

    sex = forms.ChoiceField(label=_("希望由谁承办"), required=False, choices=Wish.Sex.choices, widget=Radios)
    lawyer = forms.TypedChoiceField(
        label=_("希望哪一位律师"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("只列出开放点选的律师"),
    )
    is_justified = forms.BooleanField(label=_("意愿有正当理由，只推荐合意愿的人"), required=False)
    reason = text(_("理由"), required=False, help_text=_("例如：遭受过性侵害，不愿对男律师讲。"))

    def __init__(
        self, *args: Any, said: Wish | None, lawyers: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        stands = {name: getattr(said, name) for name in ("sex", "is_justified", "reason")} if said else {}
        super().__init__(*args, initial={**stands, "lawyer": said.lawyer_id if said else None}, **kwargs)
        choose(self, "lawyer", [("", _("没有点名")), *((str(person), name) for person, name in lawyers)])


class KeepForm(ActForm):
    """The lawyer stays, for a reason that the recipient reads."""

    reason = text(_("不更换的理由"), help_text=_("受援人会看到。"))


class ReplacementRequestForm(ActForm):
    """The recipient's wish for another lawyer, written down for them."""

    reason = text(_("受援人为什么要更换"))
    evidence = text(_("有什么证据"), required=False, help_text=_("每行写一件，例如：通话记录。没有就空着。"))

    def given(self) -> dict[str, Any]:
        """The pieces of evidence as a list."""
        typed = super().given()
        pieces = [line.strip() for line in str(typed["evidence"]).splitlines()]
        return typed | {"evidence": [piece for piece in pieces if piece]}
