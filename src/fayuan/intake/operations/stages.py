"""The next stage of the same dispute: a linked matter, without telling everything again."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.intake.operations.handovers import copy_application
from fayuan.law.words import FORMS
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, note
from fayuan.network.queries import agency_of


@operation
def apply_for_next_stage(
    *,
    ref: str,
    form: str,
    by: Actor,
    now: datetime,
    stage: str = "",
    forum_kind: str = "",
    forum_place: str = "",
    facts: str = "",
) -> Matter:
    """Apply for aid in the next stage (appeal after a judgment, suit after an award). Each stage is a case of its own.

    Gives the new matter, submitted to the agency at the next forum's place; the lawyer in charge comes first there.
    """
    matter = access.fetch(ref, by, now)
    if not access.is_desk(by, matter):
        access.require_applicant(by, matter)
    if form not in FORMS:
        raise BadInput({"form": _("请选择下一步要走的程序。")})
    agency = agency_of(forum_place) or matter.agency if forum_place else matter.agency
    advance(matter, "next_stage", by=by, now=now)
    changes: dict[str, object] = {
        "form": form,
        "stage": stage,
        "forum_kind": forum_kind or matter.forum_kind,
        "forum_place": forum_place or matter.forum_place,
        "facts": facts or matter.facts,
        "case_number": "",
    }
    follower = copy_application(matter, agency, by=by, now=now, link="next_stage", changes=changes)
    note(matter, "next_stage", by=by, now=now, data={"number": follower.number})
    note(follower, "submitted", by=by, now=now, data={"number": follower.number, "after": matter.number})
    return follower
