"""Not ours: the matter goes, file and all, to the agency that is competent."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.dossier.models import Upload
from fayuan.intake import assessments
from fayuan.intake.models import Application
from fayuan.matters import access, timers
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import advance, note, number, open_matter, see
from fayuan.messaging.labels import settle_by_law
from fayuan.messaging.operations import tell_applicant
from fayuan.network.models import Institution
from fayuan.network.queries import agency_of

CARRIED = (
    "origin",
    "title_name",
    "subject",
    "form",
    "stage",
    "reason",
    "offence",
    "case_number",
    "detained_at",
    "forum_kind",
    "forum_place",
    "cause_place",
    "facts",
    "claim_fen",
    "member_count",
)
OWN_SIDE = frozenset({Party.Role.APPLICANT, Party.Role.AGENT, Party.Role.MEMBER})
APPLICATION_FIELDS = (
    "channel",
    "means",
    "pledge",
    "materials",
    "agent_relation",
    "limitation",
    "urgent",
    "detained",
    "passed_on_by",
    "passed_on_as",
    "handed_at",
)


@operation
def redirect_application(
    *, ref: str, to: str, reason: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Hand the application over to the competent agency of `to` (a division's code) and tell the applicant which.

    Here the matter ends as redirected; there a linked matter begins as submitted, with parties, answers and files, and
    its seven days begin with that agency's receipt.
    """
    matter = access.fetch(ref, by, now, version=version)
    access.require(by, "clerk", matter)
    agency = agency_of(to)
    if agency is None or agency.pk == matter.agency_id:
        raise BadInput({"to": _("请选择另一个有权办理的法律援助机构。")})
    advance(matter, "redirect", by=by, now=now)
    timers.stop_all(matter, now)
    follower = copy_application(matter, agency, by=by, now=now, link="redirected")
    note(matter, "redirected", by=by, now=now, data={"agency": agency.name}, body=reason)
    note(follower, "taken_over", by=by, now=now, data={"agency": matter.agency.name})
    tell_applicant(matter, "redirected", now=now)
    return matter


def copy_application(
    matter: Matter,
    agency: Institution,
    *,
    by: Actor,
    now: datetime,
    link: str,
    changes: dict[str, object] | None = None,
) -> Matter:
    """A new submitted matter at the agency, linked to this one, with its parties, answers and files."""
    carried = {name: getattr(matter, name) for name in CARRIED}
    follower = Matter(agency=agency, previous=matter, link=link, **{**carried, **(changes or {})})
    follower.origin = Matter.Origin.APPLICATION
    follower.number = number(follower, "申", now)
    open_matter(follower, step="submit", state="submitted", by=by, now=now)
    _copy_parties(matter, follower, now)
    _copy_answers(matter, follower)
    for upload in matter.uploads.filter(withdrawn_at=None):
        Upload.objects.create(
            matter=follower,
            kind=upload.kind,
            file_name=upload.file_name,
            media_type=upload.media_type,
            blob=upload.blob,
            by=upload.by,
            at=upload.at,
            status=upload.status,
        )
    timers.start(follower, "decide", "T01", now=now)
    assessments.assess(follower, "submit", now)
    follower.save()
    settle_by_law(follower, by, now, like=matter)
    return follower


def _copy_parties(matter: Matter, follower: Matter, now: datetime) -> None:
    for party in matter.parties.select_related("person"):
        party.pk, party.matter = None, follower
        party._state.adding = True
        party.save()
        if party.person is not None and party.role in OWN_SIDE:
            see(follower, party.person.holder, party.role, now)


def _copy_answers(matter: Matter, follower: Matter) -> None:
    given: Application | None = getattr(matter, "application", None)
    if given is None:  # a notified case: the person now applies for the next stage themself
        Application.objects.create(matter=follower, channel="window")
        return
    answers = {name: getattr(given, name) for name in APPLICATION_FIELDS}
    Application.objects.create(matter=follower, **answers)
