"""The form every page's form is made from: the server checks, and says what to do in whole sentences."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# What is said when nothing was given, by what the person has to do; the first kind a field belongs to decides.
MISSING: tuple[tuple[type[forms.Field], str | Promise], ...] = (
    (forms.BooleanField, _("请看清后打勾：{label}")),
    (forms.ChoiceField, _("请选一项：{label}")),
    (forms.FileField, _("请交上{label}")),
    (forms.Field, _("请填写{label}")),
)
SENTENCES: Mapping[str, str | Promise] = {
    "invalid_choice": _("请从列出的选项里选"),
    "invalid_list": _("请从列出的选项里选"),
    "min_length": _("这里要写满%(limit_value)d个字，现在是%(show_value)d个"),
    "max_length": _("这里最多写%(limit_value)d个字，现在是%(show_value)d个"),
    "min_value": _("这里不能小于%(limit_value)s"),
    "max_value": _("这里不能大于%(limit_value)s"),
}


class Form(forms.Form):
    """No checks by the browser (its words are not ours, and they differ), no colons after labels, our own sentences.

    A field that brings its own `error_messages` keeps them.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name in self.fields:
            speak(self.fields[name], self[name].label)


def speak(field: forms.Field, label: str) -> None:
    """Put our sentences in the place of the framework's, and leave those the field was given."""
    said = field.error_messages
    if said["required"] is forms.Field.default_error_messages["required"]:
        words = next(words for kind, words in MISSING if isinstance(field, kind))
        said["required"] = format_lazy(words, label=label)
    for code, words in SENTENCES.items():
        if code not in said or said[code] is framework_words(field, code):
            said[code] = words


def framework_words(field: forms.Field, code: str) -> object:
    """The sentence the framework's class of that field has for the code, if any."""
    ours = (kind.__dict__.get("default_error_messages", {}) for kind in type(field).__mro__)
    return next((messages[code] for messages in ours if code in messages), None)
