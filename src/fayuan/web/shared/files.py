"""Files that people hand in: the field for several at once, and how a list shows them and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import BadInput, Refusal, Unavailable
from fayuan.dossier.checks import sentence
from fayuan.dossier.kinds import ENDINGS
from fayuan.dossier.models import Upload
from fayuan.law.words import MATERIALS
from fayuan.web.shared.sending import Sent

NOT_TAKEN = (BadInput, Unavailable)  # what `hand_in_file` raises for one file of a form
TAKEN = gettext_lazy("照片、PDF、Word、Excel、录音都可以，一次可以选几个，每个不超过50兆。")


class Photos(forms.ClearableFileInput):
    """Several photographs or files at once; a phone offers its camera by itself.

    A script sends them in pieces as they are chosen (`sending`); what it has sent stays when the form is shown again.
    """

    allow_multiple_selected = True

    template_name = "shared/components/field/files.html"

    def __init__(self) -> None:
        super().__init__({"accept": ",".join(["image/jpeg", "image/png", *ENDINGS.values()])})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        files = value if isinstance(value, list) else []
        context["sent"] = [file for file in files if isinstance(file, Sent)]
        return context


class Files(forms.FileField):
    """Any number of files, none included; what they are is checked by the operation."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)  # a name may be long; it is cut when the file is kept
        super().__init__(widget=Photos(), required=False, allow_empty_file=True, **kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent goes to the widget, which shows again what came before the form."""
        return data

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        faults = [file.fault for file in given if isinstance(file, Sent) and file.fault]
        if faults:
            raise forms.ValidationError(faults[0])
        return [super(Files, self).clean(each, initial) for each in given]


class Marked(Protocol):
    """A form with the status with which it is shown again."""

    status: int

    def add_error(self, field: str | None, error: Any) -> None:
        """Say a fault at its field."""


def say_not_taken(form: Marked, field: str, file_name: str, refusal: Refusal) -> None:
    """Say at the field why a file was not taken (`NOT_TAKEN`); what was typed stays."""
    form.add_error(field, f"{file_name}：{refusal.says}")
    form.status = refusal.status


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in a list: what it is, its name, when it came; `says` where it cannot be read, and why."""

    ref: str
    words: str
    name: str
    at: datetime
    says: str
    is_clean: bool


def file_rows(uploads: Iterable[Upload]) -> list[FileRow]:
    """The files as a list shows them."""
    return [
        FileRow(
            upload.ref,
            MATERIALS.get(upload.kind, upload.kind),
            upload.file_name,
            upload.at,
            _says(upload),
            upload.status == Upload.Status.CLEAN,
        )
        for upload in uploads
    ]


def _says(upload: Upload) -> str:
    if upload.status == Upload.Status.WAITING:
        return _("正在检查")
    return sentence(upload.fault) if upload.status == Upload.Status.REFUSED else ""
