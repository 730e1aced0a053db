"""The official forms as dated data (`forms.yaml`): what each is called, its number, and what it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fayuan.dossier.papers.faults import NoSuchForm


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for, or one column of its rows.

    `type` is text, prose, date, moment, count, fen, flag, choice, choices, list, citations or rows. `when`
    names the choice that makes the field required; `always` holds citations that the form itself rests on.
    """

    name: str
    label: str
    type: str = "text"
    required: bool = True
    when: Mapping[str, str] = dataclass_field(default_factory=dict)
    options: Mapping[str, str] = dataclass_field(default_factory=dict)
    columns: tuple["Field", ...] = ()
    always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the set.

    `word` is the document word of its number (the 决 of 白援决字〔2026〕第1号), None for a form without one;
    `mark` and `word_mark` say how far form and word are verified (✔, ○, 待核实); `slip` is the name of a part
    on a page of its own (存根, 回执, 回复), None where the form has none; `signers` are those who may sign it from
    afar (recipient, lawyer); `title` is printed at the head: the
    name without the brackets that tell variants apart.
    """

    number: int
    key: str
    name: str
    title: str
    group: str
    valid_from: date
    mark: str
    word: str | None
    word_mark: str | None
    note: str
    slip: str | None
    template: str
    signers: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def has_stub(self) -> bool:
        """Whether a stub is kept by the office and never filed."""
        return self.slip == "存根"

    def pick(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return what this form asks for out of all that is known: a paper holds nothing it does not say."""
        return {field.name: known[field.name] for field in self.fields if field.name in known}


def forms(on: date) -> tuple[Form, ...]:
    """Return the forms in force on a day, in the order of the set."""
    return tuple(form for form in _read() if form.valid_from <= on)


def by_key(key: str, on: date) -> Form:
    """Return the form of this key in force on a day; `NoSuchForm` where there is none."""
    for form in forms(on):
        if form.key == key:
            return form
    raise NoSuchForm(key, on)


def by_name(name: str, on: date) -> Form:
    """Return the form of this official Chinese name in force on a day; `NoSuchForm` where there is none."""
    for form in forms(on):
        if form.name == name:
            return form
    raise NoSuchForm(name, on)


@cache
def _read() -> tuple[Form, ...]:
    text = Path(__file__).with_name("forms.yaml").read_text(encoding="utf-8")
    book = yaml.safe_load(text)
    return tuple(_form(entry, book["valid_from"]) for entry in book["forms"])


def _form(entry: Mapping[str, Any], valid_from: date) -> Form:
    return Form(
        number=entry["number"],
        key=entry["key"],
        name=entry["name"],
        title=entry["name"].partition("（")[0],
        group=entry["group"],
        valid_from=entry.get("valid_from", valid_from),
        mark=entry["mark"],
        word=entry.get("word"),
        word_mark=entry.get("word_mark"),
        note=entry.get("note", ""),
        slip=entry.get("slip"),
        template=entry.get("template", entry["key"]),
        signers=tuple(entry.get("signers", ())),
        fields=_fields(entry["fields"]),
    )


def _fields(entries: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    return tuple(_field(entry) for entry in entries)


def _field(entry: Mapping[str, Any]) -> Field:
    when = entry.get("when", {})
    return Field(
        name=entry["name"],
        label=entry["label"],
        type=entry.get("type", "text"),
        required=entry.get("required", not when),
        when=when,
        options=entry.get("options", {}),
        columns=_fields(entry.get("columns", ())),
        always=tuple(entry.get("always", ())),
    )
