"""A pledge about means turns out to be false."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.intake import assessments
from fayuan.intake.access import require_finding_pledge
from fayuan.intake.models import PledgeFinding
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, applicant, check_step, note
from fayuan.messaging.operations import tell_applicant

UNDECIDED = frozenset({"received", "examined"})


@operation
def find_false_pledge(
    *, ref: str, finding: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Find that the applicant pledged what was not so (法律援助法 41, 48(1), 64).

    Before the decision the law is asked again; while aid is given, ending it for deceit is proposed, and the approver
    ends it as any other. Where a region says so, this person's pledge is not taken again.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_finding_pledge(by, matter)
    by = by.signing("approver", matter.agency_id)
    check_step(matter, "find_false_pledge")
    person = applicant(matter).person
    assert person is not None  # an application has its applicant
    if not finding.strip():
        raise BadInput({"finding": _("请写明查到的情况，和承诺哪里不符。")})
    advance(matter, "find_false_pledge", by=by, now=now)
    PledgeFinding.objects.create(matter=matter, person=person, finding=finding, at=now, by_id=by.person)
    if matter.state in UNDECIDED:
        assessments.assess(matter, "find_false_pledge", now)
        matter.save()
    note(matter, "pledge_found_false", by=by, now=now, audience=Entry.Audience.OFFICE, body=finding)
    tell_applicant(matter, "pledge_found_false", now=now)
    return matter
