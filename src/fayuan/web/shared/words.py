"""Small words of every page: whose matter it is, what it is about."""

from django.utils.translation import gettext as _

from fayuan.law.words import MATTERS
from fayuan.matters.models import Matter


def whose(matter: Matter) -> str:
    """The applicant's name; for a group, the first with the number of people."""
    if matter.member_count > 1:
        return _("%(name)s等%(count)d人") % {"name": matter.title_name, "count": matter.member_count}
    return matter.title_name


def listed(matter: Matter) -> str:
    """The applicant as a list says it: whoever passes by does not read the name of a sensitive matter."""
    if matter.member_count > 1:
        return _("%(name)s等%(count)d人") % {"name": matter.listed_name, "count": matter.member_count}
    return matter.listed_name


def listed_about(matter: Matter) -> str:
    """What the matter is about as a list says it; what is sealed does not say it."""
    return _("封存，进案可见") if matter.label == Matter.Label.SEALED else about(matter)


def about(matter: Matter) -> str:
    """What the matter is about: the offence of a criminal case, else the subject."""
    return matter.offence or MATTERS.get(matter.subject, matter.subject)
