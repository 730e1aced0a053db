"""What the forms of the desk are put together from: long texts, hours, and choices that are known only on the
page.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.web.shared.fields import plain
from fayuan.web.shared.forms import Words

LONGEST = 4000
Choices = Sequence[tuple[str, Words]]


def text(label: Words, *, required: bool = True, rows: int = 3, help_text: Words = "") -> forms.CharField:
    """A long text of at most four thousand characters."""
    area = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, widget=area, help_text=help_text
    )


class HourField(forms.CharField):
    """An hour of the day as people write it: 9:30, 14：00, 14.00; None where it need not be filled."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=_("例如：9:30"), **kwargs)

    def to_python(self, value: Any) -> Any:
        written = plain(value).replace("：", ":").replace(".", ":")
        if not written:
            return None
        try:
            return datetime.strptime(written, "%H:%M").time()
        except ValueError as wrong:
            raise forms.ValidationError(_("请这样写：9:30，或者14:00")) from wrong


def choose(form: forms.BaseForm, name: str, choices: Choices) -> None:
    """Give a choice field of this form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
