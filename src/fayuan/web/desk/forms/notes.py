"""The note box under a timeline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.matters.notes import LONGEST
from fayuan.web.shared.forms import ActForm


class NoteForm(ActForm):
    """A note for colleagues, or a letter to the applicant."""

    text = forms.CharField(label=_("写一条"), max_length=LONGEST, widget=forms.Textarea({"rows": 2}))
    to = forms.ChoiceField(
        choices=[("office", ""), ("applicant", "")]
    )  # which of the two buttons was pressed
