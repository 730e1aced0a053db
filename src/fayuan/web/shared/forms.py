"""The form every page's form is made from: the server checks, and says what to do in whole sentences."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str

# What is said when nothing was given, by what one has to do; the first kind a field belongs to decides.
MISSING: tuple[tuple[type[forms.Field], Words], ...] = (
    (forms.BooleanField, _("请看清后打勾：{label}")),
    (forms.ChoiceField, _("请选一项：{label}")),
    (forms.FileField, _("请交上{label}")),
    (forms.Field, _("请填写{label}")),
)
HIDDEN = ("once_key", "seen_version", "seen_at")  # what a form that makes a change carries unseen
ISO = "%Y-%m-%dT%H:%M:%S.%f%z"
SENTENCES: Mapping[str, Words] = {
    "invalid_choice": _("请从列出的选项里选"),
    "invalid_list": _("请从列出的选项里选"),
    "min_length": _("这里要写满%(limit_value)d个字，现在是%(show_value)d个"),
    "max_length": _("这里最多写%(limit_value)d个字，现在是%(show_value)d个"),
    "min_value": _("这里不能小于%(limit_value)s"),
    "max_value": _("这里不能大于%(limit_value)s"),
    "null_characters_not_allowed": _("这里有看不见的字符，请删去重新输入"),
}


class Form(forms.Form):
    """No checks by the browser (its words are not ours, and they differ), no colons after labels, our own
    sentences.

    A field that brings its own `error_messages` keeps them.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.adapt()
        for name in self.fields:
            speak(self.fields[name], self[name].label)

    def adapt(self) -> None:
        """Fit labels, choices and fields to what the form was given; afterwards their words are fixed."""


def speak(field: forms.Field, label: Words) -> None:
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


class ActForm(Form):
    """A form that makes a change. It carries a key (sent twice, it acts once) and the version of the matter it saw.

    `status` is the HTTP status with which to show it again; `is_stale` says that the matter changed
    meanwhile; `brought_back` when the long texts in it were typed, where they were never sent.
    """

    once_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput, required=False, input_formats=[ISO])

    def __init__(
        self, *args: Any, version: int | None = None, changed_at: datetime | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.status = 422 if self.is_bound else 200
        self.is_stale = False
        self.brought_back: datetime | None = None
        self.latest = version
        self.changed_at = f"{changed_at.astimezone(UTC):{ISO}}" if changed_at else ""
        self.initial.setdefault("once_key", secrets.token_urlsafe(18))
        self.initial.setdefault("seen_version", version)
        self.initial.setdefault("seen_at", self.changed_at)

    @property
    def once(self) -> str | None:
        """The key of this act."""
        return self.cleaned_data.get("once_key") or None

    @property
    def version(self) -> int | None:
        """The matter's version when the form was opened; None for a form that was given none, whatever was sent:
        what it calls asks for no version."""
        seen: int | None = self.cleaned_data.get("seen_version")
        return None if self.latest is None else seen

    @property
    def seen(self) -> datetime | None:
        """When the matter had last changed as the form was opened: what stands in the timeline after it
        is news.
        """
        seen: datetime | None = self.cleaned_data.get("seen_at")
        return seen

    def given(self) -> dict[str, Any]:
        """What was typed, without the hidden fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}

    def typed(self) -> dict[str, Any]:
        """What was typed by visible field, to stand beside what a colleague has put there meanwhile."""
        return {field.name: self.cleaned_data.get(field.name) for field in self.visible_fields()}

    def renewed(self) -> str:
        """The hidden fields of the form when it is shown again: a fresh key, and the version that stands
        now.
        """
        fresh = (secrets.token_urlsafe(18), "" if self.latest is None else self.latest, self.changed_at)
        return format_html_join(
            "", '<input type="hidden" name="{}" value="{}">', zip(HIDDEN, fresh, strict=True)
        )
