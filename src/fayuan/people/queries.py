"""Reads of persons: who acts, who holds a post, who has this number."""

from collections.abc import Iterable, Set
from datetime import datetime

from django.db.models import Q, QuerySet

from fayuan.core.actor import Actor, Channel
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import NotFound
from fayuan.core.keys import ring
from fayuan.network.models import AUTHORITIES, Institution
from fayuan.people.models import DESK_ROLES, SCOPED_ROLES, Account, ApiToken, Person, Post, Role, SavedView


def posts_of(person: Person, now: datetime) -> QuerySet[Post]:
    """The posts that the person holds at the moment."""
    return person.posts.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


def actor_of(
    person: Person,
    now: datetime,
    *,
    account: Account | None = None,
    channel: Channel = "page",
    ip: str = "",
    request_id: str = "",
) -> Actor:
    """The person as an actor, with the posts of this moment: a leaver is out at the next request."""
    rows = posts_of(person, now).values_list("role", "institution_id", "stands_in_for__person__name")
    posts = {
        (role, place): absent for role, place, absent in rows.order_by("stands_in_for")
    }  # one's own come last
    return Actor(
        kind="staff" if posts else "person",
        name=person.name,
        account_id=account.pk if account else None,
        person_id=person.pk,
        holders=(person.holder, *at_work(person.pk, posts)),
        posts=frozenset(posts),
        stands_in={post: absent for post, absent in posts.items() if absent is not None},
        channel=channel,
        ip=ip,
        request_id=request_id,
    )


def at_work(
    person: int | None, posts: Iterable[tuple[str, int]], roles: Set[str] = SCOPED_ROLES
) -> list[str]:
    """The names under which grants stand that the person (by id) has by posts of these roles: their institutions'
    (`i3`), the heads' where they approve (`h3`), and their own at a desk where they may be named for what is sealed.
    """
    held = sorted({(place, role) for role, place in posts if role in roles})
    everybody = dict.fromkeys(f"i{place}" for place, _role in held)
    heads = [f"h{place}" for place, role in held if role == Role.APPROVER]
    desks = dict.fromkeys(named(person, place) for place, role in held if person and role in DESK_ROLES)
    return [*everybody, *heads, *desks]


def named(person: int, institution: int) -> str:
    """The name under which a grant to one of an office's staff stands: it ends with their post there."""
    return f"n{person}@{institution}"


def names_of(people: Iterable[int | None]) -> dict[int | None, str]:
    """The names of persons by id; who is not known has none."""
    wanted = {person for person in people if person}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def holders_of_post(role: str | Role, institution: Institution, now: datetime) -> QuerySet[Person]:
    """The persons who hold the role at the institution now."""
    held = Post.objects.filter(
        Q(until=None) | Q(until__gt=now), role=role, institution=institution, since__lte=now
    )
    return Person.objects.filter(pk__in=held.values("person"))


def by_id_number(number: str) -> QuerySet[Person]:
    """Persons with exactly this identity number."""
    return Person.objects.filter(id_number_index=Person._meta.get_field("id_number_index").digest(number))


def same_person(person: Person) -> QuerySet[Person]:
    """Every record of this human being: their own, and others with the same identity number."""
    same = Q(pk=person.pk)
    if person.id_number:
        same |= Q(id_number_index=Person._meta.get_field("id_number_index").digest(person.id_number))
    return Person.objects.filter(same)


def by_phone(number: str) -> QuerySet[Person]:
    """Persons with exactly this telephone number."""
    return Person.objects.filter(phone_index=Person._meta.get_field("phone_index").digest(number))


GATEWAY = "gateway"  # what the token of a bureau's system makes it, in the place of a post


def token_digest(secret: str) -> bytes:
    """What stands in the database of a token of the machine interface."""
    return ring().blind(secret, "people_apitoken.secret")


def actor_of_token(secret: str, now: datetime, *, ip: str = "", request_id: str = "") -> Actor | None:
    """The authority as an actor, when the token runs now: it may do what its officers may, in nobody's name. A
    bureau's system hands people over to the portal, and sees nothing."""
    token = (
        ApiToken.objects.select_related("institution")
        .filter(digest=token_digest(secret), since__lte=now, until__gt=now)
        .first()
    )
    if token is None:
        return None
    _keep_day(token, now)
    office = token.institution
    notifies = office.kind in AUTHORITIES
    return Actor(
        kind="staff",
        name=f"{office.name} {token.name}"[:80],  # as long as the trail keeps a name
        holders=(office.holder,) if notifies else (),
        posts=frozenset({(Role.AUTHORITY.value if notifies else GATEWAY, office.pk)}),
        channel="api",
        ip=ip,
        request_id=request_id,
    )


def _keep_day(token: ApiToken, now: datetime) -> None:
    """Keep the last day of use: one write a day, for the review of what nobody uses."""
    today = now.astimezone(SHANGHAI).date()
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)


def own_posts(person: int, now: datetime) -> QuerySet[Post]:
    """The posts that the person holds in their own right: what was lent to them is lent no further."""
    held = Post.objects.filter(Q(until=None) | Q(until__gt=now), person_id=person, since__lte=now)
    return held.filter(stands_in_for=None)


def desk_posts(institution: int, now: datetime) -> QuerySet[Post]:
    """The posts of an agency's desk with who holds each in their own right."""
    held = Post.objects.filter(
        Q(until=None) | Q(until__gt=now), institution_id=institution, role__in=DESK_ROLES, since__lte=now
    )
    return (
        held.filter(stands_in_for=None).select_related("person", "institution").order_by("role", "person_id")
    )


def stand_ins(institutions: Iterable[int], now: datetime) -> QuerySet[Post]:
    """Who stands in for whom at the institutions, now or from a day to come; the first to begin first."""
    lent = Post.objects.filter(institution__in=institutions, stands_in_for__isnull=False, until__gt=now)
    return lent.select_related("person", "institution", "stands_in_for__person").order_by("since", "id")


def lendable(person: int, now: datetime) -> list[Post]:
    """The desk posts whose work the person may lend to a stand-in: their own, and as head of an agency all there."""
    own = list(own_posts(person, now).filter(role__in=DESK_ROLES).select_related("person", "institution"))
    headed = {post.institution_id for post in own if post.role == Role.APPROVER}
    at_headed = [post for place in sorted(headed) for post in desk_posts(place, now)]
    return at_headed + [post for post in own if post.institution_id not in headed]


def saved_views(person: int) -> QuerySet[SavedView]:
    """The named views that the person keeps, the oldest first."""
    return SavedView.objects.filter(person_id=person)


def saved_view(ref: str, person: int) -> SavedView:
    """One of the person's own views, or `NotFound`."""
    found = saved_views(person).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found
