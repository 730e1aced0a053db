"""What the lawyer in charge declared of ties to the other side, in a sentence."""

from django.utils.translation import gettext as _

from fayuan.assignment.queries import declaration_of, undeclared
from fayuan.matters.models import Matter
from fayuan.web.shared.dates import day, local_day


def declared(matter: Matter) -> str:
    """Who declared it on which day, and about whom nothing was said yet; that nobody did, where nobody did."""
    found = declaration_of(matter)
    if found is None:
        return _("承办人没有在平台上声明与对方有无利害关系")
    said = _("%(name)s%(day)s声明：本人和所在单位与对方没有利害关系") % {
        "name": found.by_name,
        "day": day(local_day(found.at)),
    }
    later = undeclared(matter, found)
    names = _("、").join(later)
    return _("%(said)s。声明之后登记的：%(names)s") % {"said": said, "names": names} if later else said
