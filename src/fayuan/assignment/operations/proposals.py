"""The product proposes who could take the case, and says why; a person decides."""

import secrets
from datetime import datetime

from fayuan.assignment import facts
from fayuan.assignment.access import require_assigner
from fayuan.assignment.models import Proposal
from fayuan.assignment.panel import panelists
from fayuan.assignment.queries import panel_of
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.operation import operation
from fayuan.matching.candidates import Excluded, Ranking, candidates
from fayuan.matching.exclusions import exclusions
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, note
from fayuan.matters.rules import book

SEEDS = 2**31


@operation
def propose_lawyer(
    *, ref: str, by: Actor, now: datetime, wished_sex: str = "", version: int | None = None
) -> Proposal:
    """Rank everybody who may take the matter (程序规定 25); nothing is assigned.

    `wished_sex` (`f`, `m`) is the recipient's wish for a woman or a man. The proposal keeps who was
    considered, who was excluded with reason and article, who comes first with a line why, and the seed that
    decided between equals.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_assigner(by, matter)
    ranking = rank(matter, now, wished_sex=wished_sex)
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


def rank(matter: Matter, now: datetime, *, wished_sex: str = "", by_choice: bool = False) -> Ranking:
    """Everybody on the matter's panel, excluded or ranked, with a seed drawn now."""
    return candidates(
        facts.case(matter, now, wished_sex=wished_sex, by_choice=by_choice),
        panelists(matter, panel_of(matter, now), now),
        now.astimezone(SHANGHAI).date(),
        seed=secrets.randbelow(SEEDS),
        book=book(),
    )


def still_able(matter: Matter, person: int, now: datetime) -> bool:
    """Whether the person (by id) could still be proposed for the matter: every rule is asked again."""
    found = panelists(matter, panel_of(matter, now).filter(person=person), now)
    today = now.astimezone(SHANGHAI).date()
    return bool(found) and not exclusions(facts.case(matter, now), found[0], today, book())


def _excluded(one: Excluded) -> dict[str, object]:
    reasons = [{"code": each.code, "article": each.article, "says": each.says} for each in one.reasons]
    return {"person": one.id, "reasons": reasons}
