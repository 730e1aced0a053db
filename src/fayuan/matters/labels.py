"""How confidential a matter is: what its label is at least by law, and what a label does.

敏感 hides names in lists and where others may look. 封存 takes the matter away from the agency's desk: only its heads
and whoever is named there see it, it stands in no ordinary list, and no word of it is in the index. Whoever has sight
of it for a reason of their own keeps it: the applicant's side, the lawyer in charge, the authority that notified.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.law import confidentiality, facts
from fayuan.law.confidentiality import RANK, Floor
from fayuan.matters import words
from fayuan.matters.models import Entry, Grant, LabelChange, Matter, Party
from fayuan.matters.operations import note, see, unsee
from fayuan.people.models import Person, Role
from fayuan.people.queries import desk_posts, named

SIDE = (Party.Role.APPLICANT, Party.Role.MEMBER)
SEALED = Matter.Label.SEALED


def floor_of(matter: Matter) -> Floor | None:
    """The least level of the matter by law, with the reason; None where no rule asks for one."""
    side = matter.parties.filter(role__in=SIDE, person__isnull=False).select_related("person")
    people = [party.person for party in side if party.person is not None]
    return confidentiality.floor(
        subject=matter.subject,
        offence=matter.offence,
        reason=matter.reason,
        side=[facts.Person(born=each.born, groups=frozenset(each.groups)) for each in people],
        opened=matter.opened_at.astimezone(SHANGHAI).date(),
        was_archived=matter.transitions.filter(step="archive").exists(),
    )


def settle(matter: Matter, by: Actor, now: datetime, *, like: Matter | None = None) -> LabelChange | None:
    """Raise the matter to what the law asks for, or to the level of the one that it follows (`like`), where it stands
    lower (part of operations). Of a sealed one those at its desk who have had a hand in it are named."""
    change = _asked_by_law(matter)
    if like is not None and RANK[like.label] > RANK[change.after if change else matter.label]:
        change = _taken_over(matter, like)
    if change is None or RANK[change.after] <= RANK[matter.label]:
        return None
    change.by_name, change.at = by.name, now
    take_effect(change, by, now)
    if matter.label == SEALED:
        for person in _at_hand(matter, by, now):
            name(matter, person, now)
    return change


def _asked_by_law(matter: Matter) -> LabelChange | None:
    least = floor_of(matter)
    if least is None:
        return None
    law, why = LabelChange.Ground.LAW, f"{least.says}（{least.article}）"
    return LabelChange(matter=matter, before=matter.label, after=least.level, ground=law, reason=why)


def _taken_over(matter: Matter, like: Matter) -> LabelChange:
    last = like.label_changes.filter(status=LabelChange.Status.DONE).order_by("-id").first()
    ground, why = (last.ground, last.reason) if last else (LabelChange.Ground.PRIVACY, "")
    return LabelChange(matter=matter, before=matter.label, after=like.label, ground=ground, reason=why)


def _at_hand(matter: Matter, by: Actor, now: datetime) -> list[int]:
    """Who at the agency's desk took a step of the matter, takes this one, or still has to ask the recipient how they
    were helped (ids), without its heads and its lawyer."""
    acted = {by.person_id, *matter.transitions.values_list("by_person", flat=True)}
    posts = list(desk_posts(matter.agency_id, now))
    if matter.state == "archived" and not matter.transitions.filter(step="follow_up").exists():
        acted |= {post.person_id for post in posts if post.role == Role.CLERK}
    heads = {post.person_id for post in posts if post.role == Role.APPROVER}
    here = {post.person_id for post in posts} - heads - {matter.handler_id}
    return sorted(here & acted)


BELOW = """
SELECT DISTINCT matter.id FROM matters_matter matter
JOIN matters_party party ON party.matter_id = matter.id AND party.role IN ('applicant', 'member')
JOIN people_person person ON person.id = party.person_id
WHERE (matter.label = 'normal' OR matter.label = 'sensitive' AND matter.state = 'archived'
        AND matter.subject = 'criminal_defence')
    AND (person.born > (matter.opened_at AT TIME ZONE 'Asia/Shanghai')::date - interval '18 years'
        OR person.born IS NULL AND 'minor' = ANY(person.groups))
ORDER BY matter.id
"""


def settle_all(by: Actor, now: datetime) -> int:
    """Raise every matter that turns out to be a minor's, as when a birth date was corrected; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute(BELOW)
        found = [row[0] for row in cursor.fetchall()]
    return sum(_settle_one(matter, by, now) for matter in found)


def _settle_one(pk: int, by: Actor, now: datetime) -> bool:
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
        change = settle(matter, by, now)
        if change is not None:
            audit.record(by, now, "raise_label", subject=matter)
    return change is not None


def take_effect(change: LabelChange, by: Actor, now: datetime) -> None:
    """Let a change be done: the label, who sees the matter, the index of its words, a line for those at work."""
    matter = change.matter
    matter.label, change.status, change.settled_at = change.after, LabelChange.Status.DONE, now
    change.save()
    matter.save(update_fields=["label"])
    if SEALED in (change.before, change.after):
        (_close if matter.label == SEALED else _open)(matter, now)
    data = {"before": change.before, "after": change.after, "ground": change.ground}
    note(
        matter,
        "label_changed",
        by=by,
        now=now,
        audience=Entry.Audience.HANDLING,
        data=data,
        body=change.reason,
    )


def _close(matter: Matter, now: datetime) -> None:
    see(matter, matter.agency.heads, "agency", now)
    unsee(matter, "agency", now, holder=matter.agency.holder)
    words.forget([matter.pk])


def _open(matter: Matter, now: datetime) -> None:
    see(matter, matter.agency.holder, "agency", now)
    unsee(matter, "agency", now, holder=matter.agency.heads)
    for holder in named_holders(matter):
        unsee(matter, "agency", now, holder=holder)
    words.take_in_anew(matter)


def named_holders(matter: Matter) -> list[str]:
    """The names under which staff see the sealed matter because they were named."""
    running = matter.grants.filter(reason="agency", until=None, holder__startswith="n")
    return list(running.order_by("holder").values_list("holder", flat=True))


def named_staff(matter: Matter) -> list[Person]:
    """The people who were named for the sealed matter, by their names."""
    people = [int(holder[1:].partition("@")[0]) for holder in named_holders(matter)]
    return list(Person.objects.filter(pk__in=people).order_by("name", "pk"))


def name(matter: Matter, person: int, now: datetime) -> None:
    """Let one of the agency's staff (by id) see the sealed matter."""
    see(matter, named(person, matter.agency_id), "agency", now)


def unname(matter: Matter, person: int, now: datetime) -> None:
    """Let them see it no longer."""
    unsee(matter, "agency", now, holder=named(person, matter.agency_id))


def not_behind_seals(by: Actor, matter: str = "matter") -> Q:
    """For lists of what an office has that are not read through grants: rows whose matter (the path to it, may lead to
    nothing) is not sealed, or is one that the actor sees."""
    held = Grant.objects.filter(matter=OuterRef(matter), holder__in=by.holders, until=None)
    return Q(**{matter: None}) | ~Q(**{f"{matter}__label": SEALED}) | Q(Exists(held))
