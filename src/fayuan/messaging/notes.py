"""What office, applicant and lawyer write to each other; a text message says only that something is there."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import WrongState
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.notes import checked, require_writing
from fayuan.matters.operations import note
from fayuan.messaging.operations import tell, tell_applicant


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


@operation
def write_to_agency(*, ref: str, text: str, by: Actor, now: datetime) -> Matter:
    """The applicant's side writes to the office: it stands in the office's timeline and on its list until answered."""
    matter = access.fetch(ref, by, now)
    access.require_applicant(by, matter)
    if matter.authority_id is not None:
        raise WrongState(_("办案机关通知的案件，请给律师留言，或者打12348。"))
    note(matter, "message", by=by, now=now, audience=Entry.Audience.OFFICE, body=checked(text))
    return matter


@operation
def write_to_lawyer(*, ref: str, text: str, by: Actor, now: datetime) -> Matter:
    """The recipient writes to the lawyer in charge; the office does not read it."""
    matter = access.fetch(ref, by, now)
    access.require_applicant(by, matter)
    if matter.handler is None:
        raise WrongState(_("还没有安排律师。请给中心留言，或者打12348。"))
    note(matter, "to_lawyer", by=by, now=now, audience=Entry.Audience.LAWYER, body=checked(text))
    tell(matter, matter.handler, "message_lawyer", now=now)
    return matter


@operation
def write_to_client(*, ref: str, text: str, by: Actor, now: datetime) -> Matter:
    """The lawyer in charge writes to the recipient, who reads it when signed in."""
    matter = access.fetch(ref, by, now)
    access.require_handler(by, matter)
    note(matter, "from_lawyer", by=by, now=now, audience=Entry.Audience.LAWYER, body=checked(text))
    tell_applicant(matter, "letter", now=now)
    return matter
