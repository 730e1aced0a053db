"""The field for photographs and files: several at once, none included; what they are is checked by the operation."""

from typing import Any

from django import forms


class Photos(forms.ClearableFileInput):
    """Several photographs or files at once; a phone offers its camera by itself."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": "image/jpeg,image/png,application/pdf"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class Files(forms.FileField):
    """Any number of files, none included."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Photos(), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(Files, self).clean(each, initial) for each in given]
