"""Reads of service: what still has to be brought to people, and what lies printed together."""

from django.db.models import Exists, OuterRef, QuerySet

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.dossier.access import SERVERS
from fayuan.dossier.models import Paper, Service
from fayuan.matters.labels import not_behind_seals

SERVED_FORMS = (  # decisions and notices whose service starts a clock or ends a right
    "supplement_notice",
    "grant_decision",
    "refusal_decision",
    "termination_decision",
    "objection_decision",
)
MOST = 100  # on one page


def offices(by: Actor) -> list[int]:
    """The agencies for which the actor serves papers."""
    return sorted({place for role, place in by.posts if role in SERVERS})


def unserved(by: Actor) -> QuerySet[Paper]:
    """Papers of the actor's agencies that nobody was served yet and that are not on their way, oldest first."""
    served = Service.objects.filter(paper=OuterRef("pk")).exclude(state=Service.State.RETURNED)
    papers = Paper.objects.filter(
        not_behind_seals(by),
        issuer__in=offices(by),
        form__in=SERVED_FORMS,
        withdrawn_at=None,
        replaced_at=None,
        pdf__isnull=False,
    )
    return (
        papers.filter(~Exists(served)).select_related("matter__agency", "issuer").order_by("issued_at", "id")
    )


def on_the_way(by: Actor) -> QuerySet[Service]:
    """What was posted by the actor's agencies and has not come to an end, oldest first."""
    posted = Service.objects.filter(
        not_behind_seals(by, "paper__matter"), paper__issuer__in=offices(by), state=Service.State.SENT
    )
    return posted.select_related("paper__matter__agency", "paper__issuer").order_by("at", "id")


def batch(ref: str, by: Actor) -> list[Service]:
    """What was printed together; `NotFound` for another office's."""
    own = not_behind_seals(by, "paper__matter")
    rows = Service.objects.filter(own, batch=ref, paper__issuer__in=offices(by)).order_by("id")
    found = list(rows.select_related("paper__pdf", "paper__matter__agency", "paper__issuer"))
    if not ref or not found:
        raise NotFound
    return found
