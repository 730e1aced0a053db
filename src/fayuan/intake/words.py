"""Small words of this room: materials as people call them, a day as letters write it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.core.clock import SHANGHAI
from fayuan.law.clocks import clock
from fayuan.law.words import MATERIALS
from fayuan.matters.models import Matter
from fayuan.matters.rules import book

UNITS = {"D": _("日"), "WD": _("个工作日"), "M": _("个月"), "Y": _("年"), "H": _("小时")}


def material(key: str) -> str:
    """A material as people call it."""
    return MATERIALS.get(key, key)


def material_rows(keys: Iterable[str]) -> list[dict[str, object]]:
    """Materials as rows of a receipt: name and copies."""
    return [{"name": material(key), "copies": 1} for key in keys]


def chinese_day(day: date | None) -> str:
    """11月29日; an open date says that it is still open."""
    return f"{day.month}月{day.day}日" if day else gettext("另行通知的日期")


def moment_words(moment: datetime) -> str:
    """11月29日15:30, Beijing time."""
    local = moment.astimezone(SHANGHAI)
    return f"{chinese_day(local.date())}{local:%H:%M}"


def period(rule: str, matter: Matter, on: date) -> str:
    """The length of a period in words, as 15日; the paper says from when it runs."""
    found = clock(rule, on, matter.agency.division_id, book())
    return f"{found.length}{UNITS[found.unit]}"
