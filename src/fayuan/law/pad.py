"""Takes what people wrote in a file apart, item by item, and notes every fault as a sentence that names its key."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from fayuan.law.places import NATION, is_code

FLAGS = {"yes": True, "no": False, "是": True, "否": False}
"""What people write for true and false."""


class Unreadable(ValueError):
    """What was written cannot be used; ``faults`` are sentences for whoever wrote it."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class Pad:
    """Takes items out of what was written and notes what is wrong with them, each by its key."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def mapping(self, data: Any, called: str) -> Mapping[str, Any]:
        if data is None:
            return {}
        if isinstance(data, Mapping):
            return data
        self.faults.append(f"{called}应写成“名称: 内容”的样子。")
        return {}

    def items(self, data: Any, called: str) -> list[Any]:
        if data is None:
            return []
        if isinstance(data, Sequence) and not isinstance(data, str):
            return list(data)
        self.faults.append(f"{called}应写成清单。")
        return []

    def word(self, data: Any, known: Iterable[str], called: str, default: Any = None) -> Any:
        if data is None:
            return default
        if isinstance(data, str) and data in known:
            return data
        self.faults.append(f"{called}里有不认识的“{data}”。")
        return default

    def words(self, data: Any, known: Iterable[str], called: str) -> frozenset[str]:
        named = (self.word(item, known, called) for item in self.items(data, called))
        return frozenset(word for word in named if word)

    def text(self, data: Any, called: str, default: str = "") -> str:
        if data is None:
            return default
        if isinstance(data, str | int) and not isinstance(data, bool):
            return str(data)
        self.faults.append(f"{called}应是文字。")
        return default

    def flag(self, data: Any, called: str) -> bool | None:
        if data is None or isinstance(data, bool):
            return data
        if isinstance(data, str) and data in FLAGS:
            return FLAGS[data]
        self.faults.append(f"{called}“{data}”应写 true 或 false。")
        return None

    def day(self, data: Any, called: str) -> date | None:
        if data is None or (isinstance(data, date) and not isinstance(data, datetime)):
            return data
        try:
            found = re.match(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?$", str(data))
            return date.fromisoformat(found[1] if found else "")
        except ValueError:
            self.faults.append(f"{called}“{data}”不是日期，应写成 2026-06-12 的样子。")
            return None

    def place(self, data: Any, called: str, default: str = NATION) -> str:
        code = str(data) if data is not None else default
        if is_code(code):
            return code
        self.faults.append(f"{called}“{data}”不是六位区划代码。")
        return NATION

    def fen(self, data: Any, called: str) -> int:
        try:
            amount = Decimal(str(data).removesuffix("元").strip()) * 100
        except InvalidOperation:
            self.faults.append(f"{called}“{data}”不是金额。")
            return 0
        if not amount.is_finite() or amount != amount.to_integral_value():
            self.faults.append(f"{called}“{data}”应精确到分。")
            return 0
        if amount < 0:
            self.faults.append(f"{called}不能是负数（{data}）。")
            return 0
        return int(amount)

    def area(self, data: Any, called: str) -> Fraction | None:
        if data is None:
            return None
        if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", str(data)):
            return Fraction(str(data))
        self.faults.append(f"{called}“{data}”应是数字。")
        return None

    def count(self, data: Any, called: str, default: int) -> int:
        if data is None:
            return default
        if isinstance(data, int) and not isinstance(data, bool) and data >= 0:
            return data
        self.faults.append(f"{called}“{data}”应是不小于 0 的整数。")
        return default
