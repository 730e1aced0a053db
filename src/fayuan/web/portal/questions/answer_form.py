"""The form of one question page: it begins with the answers kept, and gives answers that can be kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from fayuan.web.shared.fields import DateField
from fayuan.web.shared.forms import Form, Words

Answers = Mapping[str, Any]


class AnswerForm(Form):
    """Field names are the keys of the answers. A page with several fields has a `title`; else its one label is the h1.

    `today` is the local day, for what can be chosen on it.
    """

    title: ClassVar[Words] = ""
    lead: ClassVar[Words] = ""
    card: ClassVar[Mapping[str, str]] = {}  # which fields a photographed identity card fills in
    why: ClassVar[Words] = ""  # why this is asked, behind a fold

    def __init__(self, *args: Any, answers: Answers, today: date, **kwargs: Any) -> None:
        self.before, self.today = answers, today
        super().__init__(*args, **kwargs)
        self.initial = {name: self._begun(name) for name in self.fields if name in answers}
        self.status = 422 if self.is_bound else 200

    def _begun(self, name: str) -> Any:
        if isinstance(self.fields[name], DateField):
            return day_of(self.before, name)
        return self.before[name]

    def given(self) -> dict[str, Any]:
        """What was typed, as it is kept: dates as ISO text."""
        return {name: _kept(value) for name, value in self.cleaned_data.items()}


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def day_of(answers: Answers, name: str) -> date | None:
    """A kept date again."""
    text = answers.get(name)
    return date.fromisoformat(text) if text else None
