"""Days and moments as people here write them: 11月24日, 11月24日（星期二）, 11月24日 17:30."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI


def local_day(moment: datetime) -> date:
    """The day of a moment in Beijing time."""
    return moment.astimezone(SHANGHAI).date()


def day(on: date, today: date | None = None) -> str:
    """11月24日; with the year where it is not that of `today`."""
    if today is not None and on.year != today.year:
        return _("%(year)d年%(month)d月%(day)d日") % {"year": on.year, "month": on.month, "day": on.day}
    return _("%(month)d月%(day)d日") % {"month": on.month, "day": on.day}


def weekday(on: date) -> str:
    """星期二."""
    names = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    return names[on.weekday()]


def full_day(on: date, today: date | None = None) -> str:
    """11月24日（星期二）."""
    return _("%(day)s（%(weekday)s）") % {"day": day(on, today), "weekday": weekday(on)}


def hour(moment: datetime) -> str:
    """17:30, Beijing time."""
    return f"{moment.astimezone(SHANGHAI):%H:%M}"


def moment(at: datetime, today: date | None = None) -> str:
    """11月24日 17:30, Beijing time."""
    return f"{day(local_day(at), today)} {hour(at)}"
