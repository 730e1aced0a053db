"""The registers that the administrators read: accounts, posts, lawyers and tokens, a page at a time."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from fayuan.core.errors import NotFound
from fayuan.people.models import Account, ApiToken, Lawyer, Post

UNUSED = timedelta(days=90)
MOST_FOUND = 20


def running(now: datetime) -> Q:
    """Posts that are held at the moment."""
    return Q(until=None) | Q(until__gt=now)


def staff(now: datetime) -> QuerySet[Account]:
    """The accounts of those who hold or held a post or whose account an administrator opened; with today's posts.

    Citizens open their accounts themselves and hold no post: they are nobody's to administer.
    """
    held = Post.objects.filter(person=OuterRef("person"))
    posts = Post.objects.filter(running(now)).select_related("institution").order_by("since", "id")
    with_posts = Prefetch("person__posts", posts, to_attr="running_posts")
    return (
        Account.objects.filter(Exists(held) | Q(opened_by__isnull=False))
        .select_related("person")
        .prefetch_related(with_posts)
    )


def held_now(account: Account) -> list[Post]:
    """The posts that the owner of one of these accounts holds today, as they were read together with it."""
    held: list[Post] = vars(account.person)["running_posts"]
    return held


def at_office(accounts: QuerySet[Account], name: str, now: datetime) -> QuerySet[Account]:
    """Those of them who hold a post at an institution with this in its name."""
    held = Post.objects.filter(running(now), person=OuterRef("person"), institution__name__contains=name)
    return accounts.filter(Exists(held))


def without_post(accounts: QuerySet[Account], now: datetime) -> QuerySet[Account]:
    """Those of them who can do nothing yet, or no more: open accounts without a post."""
    held = Post.objects.filter(running(now), person=OuterRef("person"))
    return accounts.filter(~Exists(held), left_at=None)


def find(text: str, now: datetime) -> list[Account]:
    """Staff whose name or sign-in name is exactly this."""
    asked = text.strip()
    found = staff(now).filter(Q(username=asked) | Q(person__name=asked)).order_by("username")
    return list(found[:MOST_FOUND]) if asked else []


def account(ref: str, now: datetime) -> Account:
    """One account of staff, or `NotFound`."""
    found = staff(now).select_related("person__lawyer__unit", "opened_by").filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def posts(now: datetime, *, office: str = "", role: str = "", unused: bool = False) -> QuerySet[Post]:
    """The posts that are held, for the review: of an office, of a role, of those who have long not signed in."""
    found = Post.objects.filter(running(now), since__lte=now, person__account__isnull=False)
    if office:
        found = found.filter(institution__name__contains=office)
    if role:
        found = found.filter(role=role)
    if unused:
        long_ago = now - UNUSED
        last = Q(person__account__last_login__lt=long_ago)
        never = Q(person__account__last_login=None, person__account__made_at__lt=long_ago)
        found = found.filter(last | never)
    return found.select_related("institution", "person__account")


def post(ref: str, now: datetime) -> Post:
    """One post that is held, or `NotFound`."""
    found = posts(now).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def is_unused(account: Account, now: datetime) -> bool:
    """Whether nobody has signed in to it for ninety days."""
    return (account.last_login or account.made_at) < now - UNUSED


def lawyers(*, unit: str = "") -> QuerySet[Lawyer]:
    """Those on the panel who can sign in, of a unit with this in its name."""
    found = Lawyer.objects.filter(person__account__isnull=False)
    if unit:
        found = found.filter(unit__name__contains=unit)
    return found.select_related("person__account", "unit")


def tokens() -> QuerySet[ApiToken]:
    """The tokens of the machine interface, with whose they are; those that have ended, too."""
    return ApiToken.objects.select_related("institution", "made_by")


def token(ref: str, now: datetime) -> ApiToken:
    """One token that runs, or `NotFound`."""
    found = tokens().filter(ref=ref, until__gt=now).first()
    if found is None:
        raise NotFound
    return found
