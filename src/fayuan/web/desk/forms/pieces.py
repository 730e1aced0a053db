"""What the forms of the desk are put together from: long texts, and choices that are known only on the
page.
"""

from collections.abc import Sequence

from django import forms

from fayuan.web.shared.forms import Words

LONGEST = 4000
Choices = Sequence[tuple[str, Words]]


def text(label: Words, *, required: bool = True, rows: int = 3, help_text: Words = "") -> forms.CharField:
    """A long text of at most four thousand characters."""
    area = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, widget=area, help_text=help_text
    )


def choose(form: forms.BaseForm, name: str, choices: Choices) -> None:
    """Give a choice field of this form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
