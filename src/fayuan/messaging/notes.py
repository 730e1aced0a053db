"""A letter from the office into the applicant's timeline, with a message that says it is there."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import WrongState
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.notes import checked, require_writing
from fayuan.matters.operations import note
from fayuan.messaging.operations import tell_applicant


@operation
def write_letter(*, ref: str, text: str, by: Actor, now: datetime) -> Matter:
    """Write to the applicant: they read it when signed in; the text message says only that it is there."""
    matter = access.fetch(ref, by, now)
    require_writing(by, matter)
    if matter.authority_id is not None:  # an authority reads this timeline too
        raise WrongState(_("办案机关通知的案件，请由承办律师与当事人联系。"))
    note(matter, "letter", by=by, now=now, body=checked(text))
    tell_applicant(matter, "letter", now=now)
    return matter
