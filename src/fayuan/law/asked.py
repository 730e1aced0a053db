"""What the words and files of a ``fayuan law`` command hold; Unreadable, with sentences, for what cannot be read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from fayuan.law.deadlines import SHANGHAI, Pause
from fayuan.law.pad import Unreadable
from fayuan.law.places import is_code
from fayuan.law.reading import Repeated, written


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Puts the file's name before every fault that is found in it."""
    try:
        yield
    except Unreadable as error:
        called = "标准输入" if name == "-" else name
        raise Unreadable([f"{called}：{fault}" for fault in error.faults]) from None


def read_file(name: str) -> Any:
    """What a YAML file holds, its decimals kept exact; raises Unreadable for a file that cannot be read."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Unreadable([f"文件“{name}”不是 UTF-8 编码的文字文件。"]) from None
    except FileNotFoundError:
        raise Unreadable([f"文件“{name}”不存在。"]) from None
    except IsADirectoryError:
        raise Unreadable([f"文件“{name}”是文件夹，要写一个文件。"]) from None
    except OSError:
        raise Unreadable([f"文件“{name}”读不出来：没有权限，或者不是普通文件。"]) from None
    try:
        return written(text)
    except Repeated as error:
        raise Unreadable([f"文件“{name}”第 {error.line} 行：“{error.key}”写了两次。"]) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable([f"文件“{name}”第 {line} 行写法有误：请核对括号、引号、冒号和缩进。"]) from None
    except yaml.YAMLError:
        raise Unreadable([f"文件“{name}”里有不能出现在文字里的符号，它可能不是文字文件。"]) from None
    except RecursionError:
        raise Unreadable([f"文件“{name}”里的括号套得太深，读不出来。"]) from None
    except ValueError:
        raise Unreadable([f"文件“{name}”里有读不懂的数。"]) from None


def moment(text: str) -> datetime:
    """A day or an instant, in Shanghai where no zone is written."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable([f"“{text}”不是日期，应写成 2026-06-12 或 2026-06-12T09:00 的样子。"]) from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def is_day(text: str) -> bool:
    """Whether a day is written without an hour."""
    return "T" not in text and " " not in text.strip()


def day(text: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable([f"“{text}”不是日期，应写成 2026-06-12 的样子。"]) from None


def pause(text: str) -> Pause:
    """A pause ``A..B``: the day of the notice, and the day of return."""
    notice, dots, back = text.partition("..")
    if not dots:
        raise Unreadable([f"扣除期间“{text}”应写成 2026-02-11..2026-02-25 的样子。"])
    return day(notice), day(back)


def region(text: str) -> str:
    """The code of a place."""
    if not is_code(text):
        raise Unreadable([f"“{text}”不是六位区划代码。"])
    return text
