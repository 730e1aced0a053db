"""How far something is, in words."""

from django.utils.translation import gettext as _

from fayuan.network.queries import Near


def kilometres(metres: int) -> str:
    """Rounded to whole kilometres: the middle of a county is no door."""
    return _("约%(far)d公里") % {"far": max(1, round(metres / 1000))}


def away(near: Near) -> str:
    """To a door, in metres or kilometres; to the middle of a county, which is said with it."""
    if near.is_estimate:
        return _("%(far)s（按县区位置估计）") % {"far": kilometres(near.metres)}
    if near.metres < 1000:
        return _("约%(far)d米") % {"far": max(100, round(near.metres, -2))}
    return kilometres(near.metres)
