"""The items of a rule's value as form fields: each kind of item has its field, reads what was typed, and shows what is
there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.law.money import fen, yuan
from fayuan.law.plainly import CHOICES, FLAGS, item_words, matter_words
from fayuan.law.rules import RuleBook
from fayuan.law.shapes import Check, kind_of, shape_of
from fayuan.law.words import MATTERS
from fayuan.web.shared.fields import Ticks, YuanField, plain

OWN_MATTERS = ("matters", "own_matters")
BETWEEN = "、"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a rule's value: its name, label, kind, whether it must be there, and what one may choose."""

    name: str
    label: str
    kind: str
    needed: bool
    choices: Sequence[tuple[str, str]] = ()

    @property
    def given(self) -> dict[str, Any]:
        """What every kind of field is made with."""
        return {"label": self.label, "required": self.needed}


def items(key: str, book: RuleBook) -> list[Item]:
    """The items that a rule of this key may have, those that must be there first."""
    shape = shape_of(key) or {}
    found = [_item(key, name, needed, check, book) for name, (needed, check) in shape.items()]
    return sorted(found, key=lambda item: not item.needed)


def _item(key: str, name: str, needed: bool, check: Check, book: RuleBook) -> Item:
    label = item_words(name, kind_of(key))
    if name in OWN_MATTERS:
        return Item(name, label, "listed", needed, _matters(book))
    words = CHOICES.get(name, {})
    return Item(name, label, check.kind, needed, [(word, words.get(word, word)) for word in check.words])


def _matters(book: RuleBook) -> list[tuple[str, str]]:
    known = book.keys()
    added = (key.removeprefix("scope.") for key in known if key.startswith("scope."))
    return [(matter, matter_words(matter, book)) for matter in dict.fromkeys((*MATTERS, *added))]


def field(item: Item) -> forms.Field:
    """The form field of an item."""
    return KINDS[item.kind].make(item)


def typed(item: Item, given: Any) -> Any:
    """The item's value from what the form cleaned; None where nothing was given."""
    return None if given in (None, "", []) else KINDS[item.kind].read(given)


def shown(item: Item, value: Any) -> Any:
    """What the form shows for a value that is there."""
    return KINDS[item.kind].write(value)


def _text(item: Item) -> forms.Field:
    return forms.CharField(**item.given, max_length=300)


def _ratio(item: Item) -> forms.Field:
    return forms.CharField(**item.given, max_length=20, help_text=_("写成2、1.5或1/2"))


def _whole(item: Item) -> forms.Field:
    return forms.IntegerField(**item.given, min_value=0, widget=forms.TextInput({"inputmode": "numeric"}))


def _money(item: Item) -> forms.Field:
    return YuanField(**item.given)


def _flag(item: Item) -> forms.Field:
    yes, no = FLAGS.get(item.name, (_("是"), _("否")))
    nothing = [] if item.needed else [("", _("不写"))]
    return forms.ChoiceField(**item.given, choices=[*nothing, (YES, yes), (NO, no)])


def _one_of(item: Item) -> forms.Field:
    nothing = [] if item.needed else [("", _("不写"))]
    return forms.ChoiceField(**item.given, choices=[*nothing, *item.choices])


def _listed(item: Item) -> forms.Field:
    return forms.MultipleChoiceField(**item.given, choices=item.choices, widget=Ticks)


def _lines(item: Item) -> forms.Field:
    return _long(item, gettext_lazy("一行一个"))


def _groups(item: Item) -> forms.Field:
    return _long(item, gettext_lazy("一行一项；先写名称，再写可以代替的文书，用“、”隔开"))


def _amounts(item: Item) -> forms.Field:
    return _long(item, gettext_lazy("一行一个，写成“一审：1200元”；不分阶段写“不分阶段：1200元”"))


def _long(item: Item, hint: Any) -> forms.Field:
    return forms.CharField(
        **item.given, max_length=3000, help_text=hint, widget=forms.Textarea(attrs={"rows": 4})
    )


def _read_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _read_groups(text: str) -> list[list[str]]:
    return [[word.strip() for word in line.split(BETWEEN) if word.strip()] for line in _read_lines(text)]


def _read_amounts(text: str) -> dict[str, str]:
    """Each line's stage, by its word, and its amount; what is no amount is left as typed, for the law to name."""
    stages = {words: stage for stage, words in CHOICES["stages"].items()}
    pairs = (plain(line).partition(":")[::2] for line in _read_lines(text))
    return {stages.get(stage, stage): f"{amount.removesuffix('元')} 元" for stage, amount in pairs}


def _write_amounts(value: Mapping[str, str]) -> str:
    words = CHOICES["stages"]
    return "\n".join(f"{words.get(stage, stage)}：{amount}" for stage, amount in value.items())


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of item is asked for, read and shown."""

    make: Callable[[Item], forms.Field]
    read: Callable[[Any], Any] = lambda given: given
    write: Callable[[Any], Any] = lambda value: value


KINDS: Mapping[str, _Kind] = {
    "text": _Kind(_text, str.strip),
    "ratio": _Kind(_ratio, plain),
    "whole": _Kind(_whole),
    "money": _Kind(_money, yuan, fen),
    "flag": _Kind(_flag, lambda given: given == YES, lambda value: YES if value else NO),
    "one_of": _Kind(_one_of),
    "listed": _Kind(_listed, list, list),
    "texts": _Kind(_lines, _read_lines, "\n".join),
    "text_lists": _Kind(
        _groups, _read_groups, lambda value: "\n".join(BETWEEN.join(group) for group in value)
    ),
    "moneys": _Kind(_amounts, _read_amounts, _write_amounts),
}
