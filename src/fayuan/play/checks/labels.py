"""How confidential a matter is, against the history of its label, the law, and the index of words."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from fayuan.law.confidentiality import RANK, SEXUAL_OFFENCE
from fayuan.law.words import CRIMINAL_MATTERS
from fayuan.matters.labels import floor_of
from fayuan.matters.models import LabelChange, Matter
from fayuan.play.checks import suspects
from fayuan.play.checks.differences import Difference, name_of

CHECK = "labels"
BROKEN = """
SELECT matter.id FROM matters_matter matter JOIN LATERAL (
    SELECT after FROM matters_labelchange WHERE matter_id = matter.id AND status = 'done' ORDER BY id DESC LIMIT 1
) last ON last.after <> matter.label WHERE matter.id IN (SELECT matter_id FROM matters_labelchange)
UNION SELECT matter_id FROM matters_words JOIN matters_matter matter ON matter.id = matter_id
    WHERE matter.label = 'sealed'
UNION SELECT id FROM matters_matter WHERE label = 'normal' AND (subject = 'domestic_violence' OR reason = 'minor')
UNION SELECT id FROM matters_matter
    WHERE label = 'normal' AND subject = ANY(%(criminal)s) AND offence ~ %(sexual)s
UNION SELECT id FROM matters_matter WHERE label = 'sensitive' AND subject = 'criminal_defence' AND state = 'archived'
"""
"""What a person's birth date asks for is not asked here: it may be corrected later, and then the nightly job raises."""


def differences() -> Iterator[Difference]:
    """Every label that is not what was last decided, is below the law, or has words of a sealed matter in the index."""
    asked = {"criminal": sorted(CRIMINAL_MATTERS), "sexual": SEXUAL_OFFENCE}
    for matter in suspects.among(_matters(), suspects.found(BROKEN, **asked)):
        last = matter.label_changes.filter(status=LabelChange.Status.DONE).order_by("-id").first()
        if last is not None and last.after != matter.label:
            yield Difference(CHECK, name_of(matter), f"保密级别 {last.after}", matter.label)
        least = floor_of(matter)
        if least is not None and RANK[matter.label] < RANK[least.level]:
            yield Difference(CHECK, name_of(matter), f"保密级别至少 {least.level}", matter.label)
        if matter.label == Matter.Label.SEALED and hasattr(matter, "words"):
            yield Difference(CHECK, name_of(matter), "封存的不在内容索引里", "在索引里")


def _matters() -> QuerySet[Any]:
    return Matter.objects.select_related("words")
