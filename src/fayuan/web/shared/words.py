"""Small words of every page: whose matter it is, what it is about."""

from django.utils.translation import gettext as _

from fayuan.law.words import MATTERS
from fayuan.matters.models import Matter


def whose(matter: Matter) -> str:
    """The applicant's name; for a group, the first with the number of people."""
    if matter.member_count > 1:
        return _("%(name)s等%(count)d人") % {"name": matter.title_name, "count": matter.member_count}
    return matter.title_name


def about(matter: Matter) -> str:
    """What the matter is about: the offence of a criminal case, else the subject."""
    return matter.offence or MATTERS.get(matter.subject, matter.subject)
