"""What can be wrong with a paper that someone wants printed, each with a sentence that says what to do."""

from collections.abc import Sequence
from datetime import date


class PaperFault(Exception):
    """A paper that cannot be printed as asked; `str()` is a Chinese sentence for the person who asked."""


class NoSuchForm(PaperFault):
    """No form of this key or name was valid on the day."""

    def __init__(self, asked: str, on: date) -> None:
        super().__init__(f"{on.isoformat()} 没有名为“{asked}”的文书格式。请核对文书名称和日期。")
        self.asked = asked
        self.on = on


class UnknownField(PaperFault):
    """Data was given under names that the form does not have."""

    def __init__(self, form: str, fields: Sequence[str]) -> None:
        super().__init__(f"《{form}》没有这些字段：{'、'.join(fields)}。请对照文书目录改正。")
        self.fields = tuple(fields)


class UnfitValue(PaperFault):
    """A value is not of the kind its field takes."""

    def __init__(self, form: str, field: str, expected: str) -> None:
        super().__init__(f"《{form}》的“{field}”应当是{expected}。请改正后再生成。")
        self.field = field


class IncompletePaper(PaperFault):
    """Required fields are missing or empty; `fields` are their names, a row's as `materials[2].copies`."""

    def __init__(self, form: str, missing: Sequence[tuple[str, str]]) -> None:
        """`missing` pairs each field's name with its Chinese label."""
        labels = "、".join(label for _, label in missing)
        super().__init__(f"《{form}》还缺：{labels}。请补齐后再生成。")
        self.fields = tuple(name for name, _ in missing)


class MissingGlyph(PaperFault):
    """No installed font can draw these characters, or they must not stand on a paper; never a box instead."""

    def __init__(self, chars: Sequence[str]) -> None:
        named = "、".join(f"{_shown(char)}（U+{ord(char):04X}）" for char in chars)
        super().__init__(
            f"这些字无法印在文书上：{named}。"
            "请核对输入；确有其字的，请管理员安装收有该字的字体（如 Noto 字体）后重试。"
        )
        self.chars = tuple(chars)


class NoFont(PaperFault):
    """No Chinese font for papers was found on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到文书所用的中文字体（Noto Serif CJK SC）。"
            "请安装系统字体包 fonts-noto-cjk，或者在安装本软件时加上可选项 fonts，然后重新启动。"
        )


def _shown(char: str) -> str:
    return char if char.isprintable() else "不可见字符"
