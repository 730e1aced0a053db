"""The forms of whoever makes rules: which rule for which place, its entry, and what if the line were another."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.intake.operations.trials import HOUSEHOLDS
from fayuan.law.means import BASES
from fayuan.law.places import NATION, lies_in
from fayuan.law.plainly import KINDS, name_of, title
from fayuan.law.reasons import MARK_MEANS, MARKS
from fayuan.law.rules import Parameter, RuleBook
from fayuan.law.shapes import SHAPES
from fayuan.law.subjects import SUBJECTS
from fayuan.network.queries import places_called
from fayuan.web.admin.rule_items import Item, field, items, shown, typed
from fayuan.web.shared.fields import DateField, Radios, YuanField
from fayuan.web.shared.forms import ActForm, Form

ITEM = "item_"
NEW = ".+"  # behind a kind: a rule of this kind that has no name yet
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


class PlaceField(forms.CharField):
    """A place of the actor's province by name or code; empty is the nation. Gives its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40, **kwargs})
        self.province = NATION

    def to_python(self, value: Any) -> Any:
        words = super().to_python(value)
        if not words or words in (NATION, _("全国")):
            return NATION
        known = [place for place in places_called(words) if lies_in(place.code, self.province)]
        if len(known) == 1:
            return known[0].code
        if known:
            names = "、".join(f"{place.name} {place.code}" for place in known[:5])
            raise ValidationError(_("叫这个名字的不止一个，请写代码：%(names)s") % {"names": names})
        raise ValidationError(_("本省没有这个地方，请核对名称或者区划代码"))


class RuleChoiceForm(Form):
    """Which rule, for which place."""

    rule = forms.ChoiceField(label=gettext_lazy("哪一条规则"))
    name = forms.CharField(
        label=gettext_lazy("新规则的代号"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("只在上面选了“新增”时填，用小写英文字母、数字和下划线，例如 school_bullying"),
    )
    place = PlaceField(
        label=gettext_lazy("地方"),
        help_text=gettext_lazy("本省的县、市、省，写名称或者区划代码；全国的规定空着"),
    )

    def __init__(self, *args: Any, book: RuleBook, province: str, **kwargs: Any) -> None:
        self.book, self.province = book, province
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        rule, place = self.fields["rule"], self.fields["place"]
        assert isinstance(rule, forms.ChoiceField)
        assert isinstance(place, PlaceField)
        rule.choices = [("", _("请选择")), *_grouped(self.book)]
        place.province = self.province

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        rule, name = given.get("rule", ""), given.get("name", "").strip()
        if rule.endswith(NEW):
            if not NAME.fullmatch(name):
                self.add_error("name", _("新增的规则要有代号，用小写英文字母开头"))
            given["rule"] = f"{rule.removesuffix(NEW)}.{name}"
        return given


def _grouped(book: RuleBook) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules by subject: those that are there, those of which there is only one, and a new one of each kind."""
    single = [kind for kind in SHAPES if kind not in KINDS]
    keys = list(dict.fromkeys((*book.keys(), *single)))
    return [
        (
            subject.title,
            [(key, _called(key, book)) for key in keys if subject.holds(key)]
            + [
                (f"{kind}{NEW}", _("新增：%(kind)s") % {"kind": KINDS[kind]})
                for kind in KINDS
                if subject.holds(kind)
            ],
        )
        for subject in SUBJECTS
    ]


def _called(key: str, book: RuleBook) -> str:
    known = book.history(key)
    return f"{title(known[0])[:40] if known else name_of(key)}（{key}）"


class RuleEntryForm(ActForm):
    """A dated entry: the items of its value by their kinds, and what every entry says of itself."""

    valid_from = DateField(label=gettext_lazy("从哪一天起"))
    valid_to = DateField(
        label=gettext_lazy("到哪一天为止"), required=False, help_text=gettext_lazy("含这一天；一直有效就不填")
    )
    basis = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=200,
        help_text=gettext_lazy("文件和条，例如：云岭省法律援助条例 9"),
    )
    mark = forms.ChoiceField(label=gettext_lazy("核实到什么程度"), widget=Radios)
    note = forms.CharField(
        label=gettext_lazy("说明"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, key: str, book: RuleBook, now: Parameter | None = None, **kwargs: Any
    ) -> None:
        self.items = items(key, book)
        if now is not None:
            kwargs["initial"] = _as_shown(self.items, now)
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        ours = {f"{ITEM}{item.name}": field(item) for item in self.items}
        self.fields = {**ours, **self.fields}
        mark = self.fields["mark"]
        assert isinstance(mark, forms.ChoiceField)
        mark.choices = [
            (each, each if each == MARK_MEANS[each] else f"{each} {MARK_MEANS[each]}") for each in MARKS
        ]

    def entry(self) -> dict[str, Any]:
        """What the operation is given: the value without items left empty, and the rest."""
        given = self.given()
        told = {item.name: typed(item, given.pop(f"{ITEM}{item.name}")) for item in self.items}
        return given | {"value": {name: value for name, value in told.items() if value is not None}}


def _as_shown(asked: list[Item], now: Parameter) -> dict[str, Any]:
    """The form filled with the rule in force, so that only what changes has to be typed; its dates and its mark are
    asked for anew."""
    value = {
        f"{ITEM}{item.name}": shown(item, now.value[item.name]) for item in asked if item.name in now.value
    }
    return value | {"basis": now.basis, "note": now.note}


class WithdrawalForm(ActForm):
    """Why a proposal is taken back or turned down."""

    reason = forms.CharField(label=gettext_lazy("为什么"), max_length=200)


class WhatIfForm(ActForm):
    """Another line for a place whose line is known: only the number that its formula uses is asked for."""

    amount = YuanField(label=gettext_lazy("标准改成每人每月"), required=False)
    multiple = forms.CharField(
        label=gettext_lazy("倍数改成"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("写成2、1.5或1/2"),
    )
    base = YuanField(required=False)
    households = forms.TypedChoiceField(
        label=gettext_lazy("推算多少户"),
        coerce=int,
        choices=[(count, f"{count:,}") for count in HOUSEHOLDS],
        initial=HOUSEHOLDS[1],
    )

    def __init__(self, *args: Any, formula: Parameter, **kwargs: Any) -> None:
        self.formula = formula
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        base = self.formula.value["base"]
        if base == "fixed":
            del self.fields["multiple"], self.fields["base"]
            self.fields["amount"].required = True
            return
        del self.fields["amount"]
        self.fields["base"].label = _("%(base)s改成每月") % {"base": BASES[base]}

    def changes(self) -> list[str]:
        """What is asked, as the law reads it."""
        given, base = self.cleaned_data, self.formula.value["base"]
        told = {
            "hardship.amount": _yuan(given.get("amount")),
            "hardship.multiple": given.get("multiple", "").strip(),
            f"base.{base}": _yuan(given.get("base")),
        }
        return [f"{name}={value}" for name, value in told.items() if value]

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.changes():
            self.add_error(None, _("请至少改一个数"))
        return self.cleaned_data


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"{fen // 100}.{fen % 100:02d}"
