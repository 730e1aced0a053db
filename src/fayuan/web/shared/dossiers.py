"""The file of a case on the screen: its volumes in order, what is missing, sealing and opening again."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.cases.facts import outstanding
from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.dossier import scanning, store
from fayuan.dossier.models import Edition, Motion, Volume
from fayuan.dossier.operations import move_document, propose_motion, seal_volume, second_motion
from fayuan.dossier.operations.volumes import is_due
from fayuan.dossier.volumes import access as allowed
from fayuan.dossier.volumes.gathering import Section, in_force, lacking, local_day, sections
from fayuan.matters.access import lets, seen_by
from fayuan.matters.models import Matter
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.reading import contained
from fayuan.web.shared.request import Request
from fayuan.web.shared.words import about, whose

WITH = ("agency__division", "agency__parent", "handler", "unit")
PARTS = {"pdf": "application/pdf", "zip": "application/zip"}


class MoveForm(ActForm):
    """A document, and where it goes."""

    volume = forms.ChoiceField(choices=Volume.choices)
    document = forms.CharField(max_length=9)
    way = forms.ChoiceField(choices=[("up", "up"), ("down", "down")], required=False)
    item = forms.CharField(max_length=60, required=False)
    before = forms.CharField(max_length=9, required=False)


class SealForm(ActForm):
    """Which volume."""

    volume = forms.ChoiceField(choices=Volume.choices)


class MotionForm(ActForm):
    """What is proposed, and why."""

    act = forms.ChoiceField(choices=Motion.Act.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A volume as the page shows it."""

    volume: Volume
    sections: list[Section]
    lacking: tuple[str, ...]
    edition: Edition | None
    editions: list[Edition]
    motion: Motion | None
    may_arrange: bool
    may_seal: bool
    may_propose: bool
    may_second: bool
    is_due: bool
    form: MotionForm


@page("signed_in")
def dossier(request: Request, ref: str) -> HttpResponse:
    """Both volumes, or the lawyer's own."""
    matter = _opened(request, ref)
    audit.record(request.actor, request.now, "view_dossier", subject=matter)
    return _shown(request, matter)


def _shown(request: Request, matter: Matter, form: MotionForm | None = None) -> HttpResponse:
    volumes = allowed.volumes_for(matter, request.actor)
    handles = request.actor.person_id is not None and request.actor.person_id == matter.handler_id
    context = {
        "base": "shared/lawyer.html" if handles else "shared/desk.html",
        "up": "lawyer:case" if handles else "desk:workspace",
        "matter": matter,
        "whose": whose(matter),
        "about": about(matter),
        "handles": handles,
        "volumes": [_volume(request, matter, volume, form) for volume in volumes],
        "has_scanner": scanning.is_set_up(),
        "moving": MoveForm(),
    }
    return render(request, "shared/dossier.html", context, status=form.status if form else 200)


def _volume(request: Request, matter: Matter, volume: Volume, form: MotionForm | None) -> Shown:
    by, today = request.actor, local_day(request.now)
    edition = in_force(matter).get(volume)
    motion = edition.motions.filter(seconded_at=None).select_related("by").first() if edition else None
    if edition is not None:
        edition.matter = matter
    if motion is not None and edition is not None:
        motion.edition = edition
    return Shown(
        volume=volume,
        sections=sections(matter, volume, today),
        lacking=lacking(matter, volume, today)
        if volume == Volume.APPROVAL
        else outstanding(matter, request.now),
        edition=edition,
        editions=list(matter.editions.filter(volume=volume).order_by("-number")),
        motion=motion,
        may_arrange=edition is None and allowed.may_arrange(matter, volume, by),
        may_seal=lets(lambda who, what: allowed.require_sealing(what, volume, who), by, matter),
        may_propose=edition is not None and _may_propose(edition, by),
        may_second=motion is not None and _may_second(motion, by),
        is_due=edition is not None and is_due(edition, request.now),
        form=form or MotionForm(initial={"act": Motion.Act.REOPEN}, auto_id=f"id_{volume}_%s"),
    )


def _may_propose(edition: Edition, by: Actor) -> bool:
    return lets(lambda who, _matter: allowed.require_proposing(edition, who), by, edition.matter)


def _may_second(motion: Motion, by: Actor) -> bool:
    return lets(lambda who, _matter: allowed.require_seconding(motion, who), by, motion.edition.matter)


@page("signed_in", methods=("POST",))
def move(request: Request, ref: str) -> HttpResponse:
    """Move a document up, down, or to another place."""
    form = MoveForm(request.POST)
    matter = _opened(request, ref)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("volume", "document", "item", "before")}
        attempt(request, form, move_document, ref=ref, up=form.cleaned_data["way"] != "down", **given)
    return _back(request, matter.ref, form, "")


@page("signed_in", methods=("POST",))
def seal(request: Request, ref: str) -> HttpResponse:
    """Seal a volume."""
    form = SealForm(request.POST)
    matter = _opened(request, ref)
    if form.is_valid():
        attempt(request, form, seal_volume, ref=ref, volume=form.cleaned_data["volume"])
    return _back(request, matter.ref, form, _("正在制作。做好以后这一卷只读，可以下载。"))


@page("signed_in", methods=("POST",))
def propose(request: Request, ref: str) -> HttpResponse:
    """Propose to open a sealed volume, or to destroy one that is due."""
    edition = _edition(request, ref)
    form = MotionForm(request.POST)
    if form.is_valid():
        attempt(request, form, propose_motion, ref=ref, **form.given())
    return _back(request, edition.matter.ref, form, _("已提出，要另一位同事同意。"))


@page("signed_in", methods=("POST",))
def second(request: Request, ref: str) -> HttpResponse:
    """Agree to what a colleague proposed."""
    motion = Motion.objects.select_related("edition").filter(ref=ref).first()
    if motion is None:
        raise NotFound
    edition = _edition(request, motion.edition.ref)
    form = ActForm(request.POST)
    if form.is_valid():
        attempt(request, form, second_motion, ref=ref)
    return _back(request, edition.matter.ref, form, _("已同意并办理。"))


@page("signed_in")
def edition_file(request: Request, ref: str, part: str) -> HttpResponse:
    """The sealed PDF, or the originals with their manifest."""
    edition = _edition(request, ref)
    blob = {"pdf": edition.pdf, "zip": edition.originals}.get(part)
    if blob is None:
        raise NotFound
    audit.record(request.actor, request.now, "download_dossier", subject=edition, details={"part": part})
    name = f"{edition.matter.number}-{edition.get_volume_display()}-{edition.number}.{part}"
    return contained(store.read(blob), PARTS[part], name, attachment=True)


def _opened(request: Request, ref: str) -> Matter:
    """The matter, for those who see one of its volumes whole; `NotFound` for all others."""
    matter = seen_by(request.actor, request.now).select_related(*WITH).filter(ref=ref).first()
    if matter is None or not allowed.volumes_for(matter, request.actor):
        raise NotFound
    return matter


def _edition(request: Request, ref: str) -> Edition:
    edition = Edition.objects.select_related("matter", "pdf", "originals").filter(ref=ref).first()
    if edition is None:
        raise NotFound
    edition.matter = _opened(request, edition.matter.ref)
    if edition.volume not in allowed.volumes_for(edition.matter, request.actor):
        raise NotFound
    return edition


def _back(request: Request, ref: str, form: ActForm, said: str) -> HttpResponse:
    """Back to the file, with what was done or why it was not."""
    faults: list[Any] = [fault for faults in form.errors.values() for fault in faults]
    for fault in faults:
        messages.error(request, str(fault))
    if said and not faults:
        messages.success(request, said)
    return redirect("dossier", ref)
