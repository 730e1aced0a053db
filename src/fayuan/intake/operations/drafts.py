"""An application being written: saved after every page, submitted once."""

from collections.abc import Mapping
from datetime import datetime

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.core.operation import operation
from fayuan.intake.inputs import ApplicationInput
from fayuan.intake.models import Draft
from fayuan.intake.operations.applications import submit_application
from fayuan.matters.models import Matter


@operation
def save_draft(
    *, ref: str | None, answers: Mapping[str, object], by: Actor, now: datetime, agency: int | None = None
) -> Draft:
    """Keep the answers of one page in the person's own draft; without a reference a new draft begins."""
    if ref is None:
        return Draft.objects.create(
            person_id=by.person, agency_id=agency, answers=dict(answers), made_at=now, changed_at=now
        )
    draft = _own(ref, by)
    draft.answers = {**draft.answers, **answers}
    draft.changed_at = now
    draft.agency_id = agency or draft.agency_id
    draft.save()
    return draft


def _own(ref: str, by: Actor) -> Draft:
    draft = Draft.objects.select_for_update(of=("self",)).filter(ref=ref, person_id=by.person).first()
    if draft is None:
        raise NotFound
    return draft


@operation
def submit_draft(*, ref: str, application: ApplicationInput, by: Actor, now: datetime) -> Matter:
    """Hand the draft in. Sent twice, the second time gives the matter that the first made."""
    draft = _own(ref, by)
    if draft.matter is not None:
        return draft.matter
    matter = submit_application(application=application, by=by.with_key(None), now=now)
    draft.matter, draft.answers = matter, {}
    draft.save()
    return matter
