"""What stands in a volume now: every paper that stands and every clean file, each in its place of the catalogue.

Nothing is stored for that but what somebody moved by hand. Notes of the office and of reviewers are neither papers nor
files, so they cannot come in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fayuan.core.clock import SHANGHAI
from fayuan.dossier.models import Edition, Paper, Placement, Upload, Volume
from fayuan.law import filing
from fayuan.law.closing import kind_of
from fayuan.law.filing import Place, Retention
from fayuan.law.words import MATERIALS
from fayuan.matters.models import Matter
from fayuan.matters.rules import book

NOT_FILED = frozenset(
    {"hearing_observation", "replacement_request"}
)  # the office's own, and not for the handler


@dataclass(frozen=True, slots=True)
class Document:
    """A paper or a file in a volume: its reference, what it is called, when it came, and the row behind it."""

    ref: str
    name: str
    at: datetime
    row: Paper | Upload

    @property
    def is_paper(self) -> bool:
        """Whether it was issued here, not handed in."""
        return isinstance(self.row, Paper)


@dataclass(frozen=True, slots=True)
class Section:
    """A place of the catalogue with what stands in it, in order."""

    place: Place
    documents: tuple[Document, ...]

    @property
    def lacks(self) -> bool:
        """Whether it must hold something and does not."""
        return self.place.is_required and not self.documents


def sections(matter: Matter, volume: str, on: date) -> list[Section]:
    """The volume as it stands, every place of its catalogue, also the empty ones."""
    places = catalogue_of(matter, volume, on)
    moved = {row.document: row for row in matter.placements.filter(volume=volume)}
    filed: dict[str, list[tuple[int, datetime, Document]]] = {place.name: [] for place in places}
    for order, document in enumerate(_documents(matter, volume, on, places)):
        row = moved.get(document.ref)
        name = _place_name(document, places, row)
        filed[name].append((row.order if row else order * STEP, document.at, document))
    return [
        Section(place, tuple(each[2] for each in sorted(filed[place.name], key=lambda each: each[:2])))
        for place in places
    ]


STEP = 10  # between the orders of neighbours: room for one that is moved between them


def documents(matter: Matter, volume: str, on: date) -> list[Document]:
    """Everything in the volume, in its order."""
    return [document for section in sections(matter, volume, on) for document in section.documents]


def lacking(matter: Matter, volume: str, on: date) -> tuple[str, ...]:
    """The places of the volume that must hold something and do not."""
    return tuple(section.place.name for section in sections(matter, volume, on) if section.lacks)


def held_names(matter: Matter) -> tuple[str, ...]:
    """What the files in hand are called, and the closing report where it was issued: by these the closing is judged."""
    uploads = matter.uploads.filter(withdrawn_at=None).exclude(status=Upload.Status.REFUSED)
    handed_in = [MATERIALS.get(kind, kind) for kind in uploads.values_list("kind", flat=True)]
    reports = matter.papers.filter(form="closing_report", withdrawn_at=None).values_list("name", flat=True)
    return (*handed_in, *reports)


def catalogue_of(matter: Matter, volume: str, on: date) -> tuple[Place, ...]:
    """The catalogue of the volume for this kind of case at this place."""
    name: filing.VolumeName = "approval" if volume == Volume.APPROVAL else "handling"
    return filing.catalogue(kind_of_case(matter), name, on, region=matter.agency.division_id, book=book())


def retention_of(matter: Matter, ended: date) -> Retention:
    """How long the file of this case is kept."""
    return filing.retention(kind_of_case(matter), ended, region=matter.agency.division_id, book=book())


def kind_of_case(matter: Matter) -> str:
    """The kind of case by which catalogue and closing papers are chosen."""
    return kind_of(matter.subject, matter.form, matter.stage or None)


def local_day(now: datetime) -> date:
    """The day of that moment, here."""
    return now.astimezone(SHANGHAI).date()


def in_force(matter: Matter) -> Mapping[str, Edition]:
    """The editions that are sealed or being made, by volume."""
    making = (Edition.State.MAKING, Edition.State.SEALED)
    return {edition.volume: edition for edition in matter.editions.filter(state__in=making)}


def _documents(matter: Matter, volume: str, on: date, places: Sequence[Place]) -> list[Document]:
    """What belongs into this volume: what has a place here, and of the rest what comes from this volume's side."""
    other = Volume.HANDLING if volume == Volume.APPROVAL else Volume.APPROVAL
    elsewhere = catalogue_of(matter, other, on)
    found = [*_papers(matter), *_uploads(matter)]
    found.sort(key=lambda document: (document.at, document.ref))
    return [each for each in found if _belongs(each, matter, volume, places, elsewhere)]


def _belongs(
    document: Document, matter: Matter, volume: str, places: Sequence[Place], elsewhere: Sequence[Place]
) -> bool:
    by = document.row.by_id if isinstance(document.row, Upload) else None
    is_handlers = by is not None and by == matter.handler_id
    return _falls(document.name, is_handlers, volume, places, elsewhere)


def _falls(
    name: str, is_handlers: bool, volume: str, places: Sequence[Place], elsewhere: Sequence[Place]
) -> bool:
    if filing.place_of(name, places) is not None:
        return True
    if filing.place_of(name, elsewhere) is not None:
        return False
    return is_handlers == (volume == Volume.HANDLING)


def falls_into(matter: Matter, kind: str, by_id: int | None, volume: str, on: date) -> bool:
    """Whether a file of this kind, handed in by this person, would come into the volume."""
    other = Volume.HANDLING if volume == Volume.APPROVAL else Volume.APPROVAL
    both = (catalogue_of(matter, volume, on), catalogue_of(matter, other, on))
    is_handlers = by_id is not None and by_id == matter.handler_id
    return _falls(MATERIALS.get(kind, kind), is_handlers, volume, *both)


def _papers(matter: Matter) -> list[Document]:
    standing = matter.papers.filter(withdrawn_at=None, replaced_at=None).exclude(form__in=NOT_FILED)
    return [
        Document(paper.ref, paper.name, paper.issued_at, paper) for paper in standing.select_related("pdf")
    ]


def _uploads(matter: Matter) -> list[Document]:
    clean = matter.uploads.filter(withdrawn_at=None, status=Upload.Status.CLEAN).select_related("blob")
    return [Document(file.ref, MATERIALS.get(file.kind, file.kind), file.at, file) for file in clean]


def _place_name(document: Document, places: Sequence[Place], moved: Placement | None) -> str:
    names = {place.name for place in places}
    if moved is not None and moved.item in names:
        return moved.item
    return (filing.place_of(document.name, places) or filing.rest_of(places)).name
