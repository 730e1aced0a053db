"""Form fields for what people here type: numbers with spaces, dates in three parts, money in yuan.

They forgive what does no harm (full-width digits, spaces, hyphens, 元) and say what to do about the rest.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_YUAN = 10_000_000_000  # beyond any claim; keeps a slip of the finger out of the database's integer
WRITTEN_YUAN = re.compile(r"(?P<minus>-?)(?P<whole>[0-9]{1,20})(\.(?P<rest>[0-9]{1,2}))?")


class Radios(forms.RadioSelect):
    """Radio rows; `hints` maps a value to the line of explanation under its words."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, hints: Mapping[str, str | Promise] | None = None
    ) -> None:
        super().__init__(attrs)
        self.hints = dict(hints or {})


class Ticks(forms.CheckboxSelectMultiple):
    """Tick rows, several may be chosen; `hints` as with radios."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, hints: Mapping[str, str | Promise] | None = None
    ) -> None:
        super().__init__(attrs)
        self.hints = dict(hints or {})


class CodeField(forms.CharField):
    """An identity number, phone, code or case number: read without spaces or hyphens, in capitals."""

    def __init__(self, *, numeric: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if numeric:
            self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("spellcheck", "false")

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy(value).upper())


class DateParts(forms.MultiWidget):
    """Year, month, day as three numeric inputs: quicker and surer than a calendar for a date one knows."""

    use_fieldset = True
    labels: Sequence[tuple[str, str | Promise]] = (("year", _("年")), ("month", _("月")), ("day", _("日")))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part, _words in self.labels}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return (
            [value.year, value.month, value.day] if isinstance(value, datetime.date) else [None, None, None]
        )


class DateField(forms.Field):
    """A date typed in three parts; gives a `datetime.date`, or None where it need not be filled."""

    widget = DateParts
    default_error_messages = {
        "required": _("请填写日期，例如2026年3月9日"),
        "incomplete": _("请把年、月、日都填上"),
        "invalid": _("没有这一天，请看看年、月、日填得对不对"),
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value
        year, month, day = typed = [tidy(part) for part in value]
        if not any(typed):
            return None
        if not all(typed):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            return datetime.date(int(year), int(month), int(day))
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class YuanInput(forms.TextInput):
    """A text input for money; 元 stands behind it."""


class YuanField(forms.Field):
    """Money typed in yuan (23,200 or 23200.50元); gives integer fen, or None where it need not be filled."""

    widget = YuanInput
    default_error_messages = {
        "required": _("请填写金额，没有就填0"),
        "invalid": _("金额只写数字，例如23200或23200.50"),
        "negative": _("金额不能小于0"),
        "too_much": _("这个金额太大了，请看看是不是多打了几个0"),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        typed = plain(value).replace(",", "").removesuffix("元").removeprefix("¥")
        return self.fen(typed) if typed else None

    def fen(self, typed: str) -> int:
        """Integer fen of a decimal number of yuan with at most two places."""
        written = WRITTEN_YUAN.fullmatch(typed)
        if written is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if written["minus"]:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if int(written["whole"]) > MOST_YUAN:
            raise ValidationError(self.error_messages["too_much"], code="too_much")
        return int(written["whole"]) * 100 + int((written["rest"] or "").ljust(2, "0"))

    def prepare_value(self, value: Any) -> Any:
        """Fen as people write yuan; what was typed and is not a number stays as typed."""
        return yuan(value) if isinstance(value, int) else value


def yuan(fen: int) -> str:
    """Fen as yuan with thousands commas; the fen only where there are any: 23,200 or 23,200.50."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"


def plain(value: Any) -> str:
    """What was typed, in half-width characters and without spaces."""
    return "".join(unicodedata.normalize("NFKC", str(value or "")).split())


def tidy(value: Any) -> str:
    """What was typed as a code: plain, and without the hyphens people put in to see better."""
    return re.sub(r"[-‐‑–—_]", "", plain(value))
