"""An application being written: answers and files kept after every page, submitted once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.core.jobs import first_time
from fayuan.core.operation import operation
from fayuan.core.refs import new_ref
from fayuan.dossier import checks, store
from fayuan.dossier.leftovers import names_held
from fayuan.dossier.operations import attach
from fayuan.intake.inputs import ApplicationInput
from fayuan.intake.models import Draft, Poster
from fayuan.intake.operations.applications import submit_application
from fayuan.matters.models import Matter
from fayuan.messaging.operations import tell_person
from fayuan.messaging.texts import day

KEPT, AHEAD = timedelta(days=30), timedelta(days=7)
FILES = "files"  # the answer that holds what was handed in so far
MOST_FILES = 40


@operation
def save_draft(
    *,
    ref: str | None,
    answers: Mapping[str, object],
    by: Actor,
    now: datetime,
    agency: int | None = None,
    poster: str = "",
) -> Draft:
    """Keep the answers of one page in the person's own draft; without a reference a new draft begins, at the agency
    of the poster (by reference) whose code was scanned."""
    if ref is None:
        scanned = Poster.objects.filter(ref=poster, revoked_at=None).first() if poster else None
        return Draft.objects.create(
            person_id=by.person,
            agency_id=scanned.agency_id if scanned else agency,
            poster=scanned,
            answers=dict(answers),
            made_at=now,
            changed_at=now,
        )
    draft = _open_draft(ref, by)
    draft.agency_id = agency or draft.agency_id
    return _keep(draft, answers, now)


@operation
def add_draft_file(*, ref: str, kind: str, file_name: str, content: bytes, by: Actor, now: datetime) -> Draft:
    """Take in one file for the draft, checked as any upload; `BadInput` with a sentence for one that is not taken."""
    draft = _open_draft(ref, by)
    files = draft.answers.get(FILES, [])
    if len(files) >= MOST_FILES:
        raise BadInput({"file": _("最多交%(most)d个文件。其余的可以提交后再补。") % {"most": MOST_FILES}})
    found = checks.check(file_name, content)
    kept = {
        "ref": new_ref(),
        "kind": kind,
        "name": found.file_name,
        "type": found.media_type,
        "held": store.hold(found.content),
    }
    return _keep(draft, {FILES: [*files, kept]}, now)


@operation
def drop_draft_file(*, ref: str, file: str, by: Actor, now: datetime) -> Draft:
    """Take one file out of the draft again, by the file's own reference."""
    draft = _open_draft(ref, by)
    files = draft.answers.get(FILES, [])
    for dropped in (kept for kept in files if kept["ref"] == file):
        transaction.on_commit(partial(store.let_go, dropped["held"]))
    return _keep(draft, {FILES: [kept for kept in files if kept["ref"] != file]}, now)


@operation
def drop_draft(*, ref: str, by: Actor, now: datetime) -> None:
    """Throw away an application that was never submitted, with everything that was typed."""
    draft = _open_draft(ref, by)
    throw_away([draft])


@operation
def submit_draft(*, ref: str, application: ApplicationInput, by: Actor, now: datetime) -> Matter:
    """Hand the draft in. Sent twice, the second time gives the matter that the first made."""
    draft = _own(ref, by)
    if draft.matter is not None:
        return draft.matter
    matter = submit_application(application=application, by=by.with_key(None), now=now)
    for kept in draft.answers.get(FILES, []):
        attach(matter, kept["kind"], kept["name"], kept["type"], kept["held"], by=by, now=now)
    draft.matter, draft.answers = matter, {}
    draft.save()
    return matter


def remind_of_drafts(now: datetime) -> int:
    """Tell those whose draft ends within a week, once for each rest; delete what has ended. Gives how many were told.

    A draft that is touched again begins its thirty days anew, and is reminded of anew.
    """
    waiting = Draft.objects.filter(matter=None).select_related("person")
    told = 0
    for draft in waiting.filter(changed_at__gt=now - KEPT, changed_at__lte=now - KEPT + AHEAD):
        with transaction.atomic():
            if first_time(f"draft {draft.pk} {draft.changed_at:%Y-%m-%dT%H:%M:%S}", now):
                last = (draft.changed_at + KEPT).astimezone(SHANGHAI).date()
                tell_person(draft.person, "draft_waiting", now=now, data={"date": day(last)})
                told += 1
    with transaction.atomic():
        throw_away(waiting.filter(changed_at__lte=now - KEPT).select_for_update(of=("self",)))
    return told


def throw_away(drafts: Iterable[Draft]) -> None:
    """Delete drafts, and their files once that is committed (part of a change)."""
    for draft in drafts:
        for name in _held_by(draft):
            transaction.on_commit(partial(store.let_go, name))
        draft.delete()


@names_held
def held_by_drafts() -> Iterator[str]:
    """The names in quarantine of all files that were handed in with applications still being written."""
    for draft in Draft.objects.filter(matter=None).iterator():
        yield from _held_by(draft)


def _held_by(draft: Draft) -> list[str]:
    return [kept["held"] for kept in draft.answers.get(FILES, [])]


def _own(ref: str, by: Actor) -> Draft:
    draft = Draft.objects.select_for_update(of=("self",)).filter(ref=ref, person_id=by.person).first()
    if draft is None:
        raise NotFound
    return draft


def _open_draft(ref: str, by: Actor) -> Draft:
    """The actor's own draft that is still being written."""
    draft = _own(ref, by)
    if draft.matter_id is not None:
        raise WrongState(_("这份申请已经提交。要补充材料，请到“我的申请”里办。"))
    return draft


def _keep(draft: Draft, answers: Mapping[str, object], now: datetime) -> Draft:
    draft.answers = {**draft.answers, **answers}
    draft.changed_at = now
    draft.save()
    return draft
