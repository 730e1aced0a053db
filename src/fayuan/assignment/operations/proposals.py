"""The product proposes who could take the case, and says why; a person decides."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from fayuan.assignment import facts
from fayuan.assignment.access import require_assigner
from fayuan.assignment.models import Proposal
from fayuan.assignment.panel import panelists
from fayuan.assignment.queries import panel_of, policy_of
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.operation import operation
from fayuan.law.qualification import Exclusion
from fayuan.matching.candidates import Excluded, Ranking, candidates
from fayuan.matching.exclusions import exclusions
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, note
from fayuan.matters.rules import book
from fayuan.people.models import Lawyer

SEEDS = 2**31


@operation
def propose_lawyer(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Proposal:
    """Rank everybody who may take the matter (程序规定 25); nothing is assigned.

    The proposal keeps who was considered, who was excluded with reason and article, who comes first with a line why,
    and the seed that decided between equals.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_assigner(by, matter)
    ranking = rank(matter, now)
    advance(matter, "propose", by=by, now=now)
    proposal = keep(matter, ranking, by, now)
    data = {"able": len(ranking.ranked), "excluded": len(ranking.excluded)}
    note(matter, "proposed", by=by, now=now, audience=Entry.Audience.OFFICE, data=data)
    return proposal


def keep(matter: Matter, ranking: Ranking, by: Actor, now: datetime) -> Proposal:
    """Write down who was considered, excluded and ranked."""
    return Proposal.objects.create(
        matter=matter,
        made_at=now,
        by_name=by.name,
        seed=ranking.seed,
        ranked=[{"person": one.id, "why": one.why} for one in ranking.ranked],
        excluded=[_excluded(one) for one in ranking.excluded],
    )


def rank(matter: Matter, now: datetime, *, by_choice: bool = False) -> Ranking:
    """Everybody on the matter's panel, excluded or ranked, with a seed drawn now. Among whom an applicant chooses, the
    agency's fair share does not count: the choice comes before it."""
    return candidates(
        facts.case(matter, now, by_choice=by_choice),
        panelists(matter, panel_of(matter, now), now),
        now.astimezone(SHANGHAI).date(),
        seed=secrets.randbelow(SEEDS),
        book=book(),
        fair_share=0 if by_choice else policy_of(matter.agency).fair_share,
    )


def still_able(matter: Matter, person: int, now: datetime) -> bool:
    """Whether the person (by id) could still be proposed for the matter: every rule is asked again."""
    found = against(matter, panel_of(matter, now).filter(person=person), now)
    return found == ()


def against(matter: Matter, profiles: Iterable[Lawyer], now: datetime) -> tuple[Exclusion, ...] | None:
    """Every reason against the first of the profiles, of the law and of the office; None where there is nobody."""
    found = panelists(matter, profiles, now)
    today = now.astimezone(SHANGHAI).date()
    return exclusions(facts.case(matter, now), found[0], today, book()) if found else None


def _excluded(one: Excluded) -> dict[str, object]:
    reasons = [{"code": each.code, "article": each.article, "says": each.says} for each in one.reasons]
    return {"person": one.id, "reasons": reasons}
