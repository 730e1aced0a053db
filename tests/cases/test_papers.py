"""Every paper that these rooms issue says all that its form asks for, and can be drawn."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fayuan.assignment.operations import ask_replacement, assign_lawyer, assign_unit, replace_lawyer
from fayuan.cases.operations import sign_agreement, terminate_aid
from fayuan.dossier.jobs import draw
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)


def handled(cast: Cast) -> Matter:
    """Assigned and signed."""
    return steps.handling(cast)


def replaced(cast: Cast) -> Matter:
    """With another firm's lawyer, on request with evidence."""
    matter = steps.handling(cast)
    ask_replacement(
        ref=matter.ref, reason="一直没有联系我", evidence=("通话记录",), by=cast.applicant, now=LATER
    )
    return replace_lawyer(ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.assigner, now=LATER)


def terminated(cast: Cast) -> Matter:
    """Ended early."""
    matter = steps.handling(cast)
    return terminate_aid(ref=matter.ref, ground="asked", reason="双方和好", by=cast.approver, now=LATER)


def in_a_firm(cast: Cast) -> Matter:
    """Given to a firm, nobody named."""
    firm = cast.firms["正平律师事务所"].pk
    return assign_unit(ref=steps.granted(cast).ref, unit=firm, by=cast.assigner, now=LATER)


def defended(cast: Cast) -> Matter:
    """A notified defence, signed and ended because the family hired a lawyer."""
    matter = steps.notified(cast)
    assign_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=NOW)
    sign_agreement(ref=matter.ref, by=cast.defender, now=LATER)
    return terminate_aid(ref=matter.ref, ground="own_lawyer", by=cast.approver, now=LATER)


@pytest.mark.parametrize("story", [handled, replaced, terminated, in_a_firm, defended])
def test_every_paper_can_be_drawn(cast: Cast, story: Callable[[Cast], Matter]) -> None:
    matter = story(cast)
    for paper in matter.papers.all():
        draw(paper_id=paper.pk)
        paper.refresh_from_db()
        assert (paper.name, paper.fault) == (paper.name, "")
        assert paper.pdf is not None
