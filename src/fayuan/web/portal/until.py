"""The end of a period as the applicant reads it: 6月15日前, and 原定6月15日前 once that has passed."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.web.shared.dates import day, local_day, moment


def by_day(on: date, today: date) -> str:
    """Before the end of a day; of one that has passed, that it was meant so."""
    return (_("原定%(day)s前") if on < today else _("%(day)s前")) % {"day": day(on, today)}


def by_moment(at: datetime, now: datetime) -> str:
    """Before a moment; of one that has passed, that it was meant so."""
    words = _("原定%(moment)s前") if at <= now else _("%(moment)s前")
    return words % {"moment": moment(at, local_day(now))}
