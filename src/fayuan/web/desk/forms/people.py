"""The part of a form that says who somebody is, and how they may safely be reached."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.law.words import GROUPS, GROUPS_FROM_FACTS
from fayuan.people.identity import born_of, is_id_number, is_mobile, sex_of
from fayuan.web.shared.fields import CodeField, Ticks
from fayuan.web.shared.forms import Words

STATED = [(key, words) for key, words in GROUPS.items() if key not in GROUPS_FROM_FACTS]
MAY = ("may_call", "may_text")


class IdentityField(CodeField):
    """An identity number that can exist: length, birth date, check letter."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number and not is_id_number(number):
            raise forms.ValidationError(_("身份证号不对，请核对18位数字和最后一位"), code="identity")
        return number


class MobileField(CodeField):
    """A mobile number of the mainland."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number and not is_mobile(number):
            raise forms.ValidationError(_("手机号是11位数字，以1开头"), code="mobile")
        return number


def name(label: Words, *, required: bool = True) -> forms.CharField:
    """A person's name."""
    return forms.CharField(label=label, required=required, max_length=80)


def contact() -> forms.MultipleChoiceField:
    """Which ways are safe; nothing is ticked until the person has been asked."""
    return forms.MultipleChoiceField(
        label=_("怎样联系安全"),
        required=False,
        choices=[("may_call", _("可以打电话")), ("may_text", _("可以发短信"))],
        help_text=_("请问过本人再勾。不勾的，系统不会用。"),
        widget=Ticks(),
    )


def groups() -> forms.MultipleChoiceField:
    """The groups somebody says they belong to; those that follow from age, sex and disability are not
    asked.
    """
    return forms.MultipleChoiceField(label=_("属于哪些人员"), required=False, choices=STATED, widget=Ticks())


def details(given: Mapping[str, Any]) -> dict[str, object]:
    """The columns of a new person, from a form's cleaned data; birth date and sex follow from the number."""
    number = str(given.get("id_number") or "")
    ways = given.get("contact") or ()
    return {
        "name": given["name"],
        "id_number": number,
        "born": born_of(number) if number else None,
        "sex": sex_of(number) if number else "",
        "phone": given.get("phone") or "",
        "address": given.get("address") or "",
        "groups": list(given.get("groups") or ()),
        **{way: way in ways for way in MAY},
    }


def later(given: Mapping[str, Any]) -> dict[str, object]:
    """What is told later of somebody who is known already; what was left empty stays as it was."""
    return {name: given[name] for name in ("groups", "address") if given.get(name)}
