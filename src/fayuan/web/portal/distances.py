"""How far something is, in words."""

from django.utils.translation import gettext as _


def kilometres(metres: int) -> str:
    """Rounded to whole kilometres: the middle of a county is no door."""
    return _("约%(far)d公里") % {"far": max(1, round(metres / 1000))}
