"""The table of people of the demonstration to sign in as."""

import unicodedata
from collections.abc import Sequence

from fayuan.demo.places import DIVISIONS
from fayuan.demo.roster import CITIZENS, COUNSEL, OFFICIALS, PASSWORD, Official
from fayuan.people.models import Role

PLACES = {code: name for code, name, _level, _parent in DIVISIONS}
KINDS = {
    "agency": "法律援助中心",
    "bureau": "司法局",
    "court": "人民法院",
    "procuratorate": "人民检察院",
    "police": "公安局",
}
GAP = 2  # columns of a terminal between two cells


def people() -> str:
    """Everybody one may sign in as: name, what they are, sign-in name or telephone number, and how."""
    staff = [(each.username, each.name, _what(each)) for each in OFFICIALS]
    staff += [
        (each.username, each.name, f"{each.firm} {'主任、' if each.is_head else ''}承办人员")
        for each in COUNSEL
    ]
    citizens = [(each.phone, each.name, each.shows) for each in CITIZENS if each.shows]
    return (
        f"工作人员和律师：在“工作人员登录”用登录名登录，密码都是 {PASSWORD}\n\n"
        f"{_table(('登录名', '姓名', '身份'), staff)}\n"
        "群众：在门户用手机号登录，验证码直接显示在页面上\n\n"
        f"{_table(('手机号', '姓名', '可以看到'), citizens)}"
    )


def _what(each: Official) -> str:
    roles = "、".join(str(Role(role).label) for role in each.roles)
    return f"{PLACES[each.place]}{KINDS[each.at]} {roles}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under their head, in columns that line up in a terminal."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(_width(line[column]) for line in lines) + GAP for column in range(len(head))]
    return "".join(
        "  " + "".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Columns that the text takes in a terminal: Chinese letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
