"""Who acts: one immutable value that every operation is given as `by`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.translation import gettext as _

from fayuan.core.errors import NotAllowed

Kind = Literal["person", "staff", "system", "visitor"]
Channel = Literal["page", "api", "story", "job", "import", "command"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) at the moment of acting.

    `holders` are the names under which grants are looked up: `p12` for person 12, `i3` for who works at institution 3,
    `h3` for its heads, `n12@3` for person 12 as one of its staff who was named for a sealed matter.
    `posts` are pairs of role and institution id; `stands_in` names the absent holder of those that were only lent to
    the actor. `once` is the idempotency key of this act, if it has one.
    """

    kind: Kind
    name: str
    account_id: int | None = None
    person_id: int | None = None
    holders: tuple[str, ...] = ()
    posts: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    stands_in: Mapping[tuple[str, int], str] = field(default_factory=dict, hash=False)
    channel: Channel = "page"
    ip: str = ""
    request_id: str = ""
    once: str | None = None

    def has(self, role: str, institution_id: int | None = None) -> bool:
        """Whether the actor holds `role`, at the given institution or (without one) anywhere."""
        if institution_id is None:
            return any(held == role for held, _ in self.posts)
        return (role, institution_id) in self.posts

    def has_any(self, roles: frozenset[str], institution_id: int) -> bool:
        """Whether the actor holds one of `roles` at the institution."""
        return any(place == institution_id and role in roles for role, place in self.posts)

    @property
    def is_system(self) -> bool:
        """Whether a job acts, not a person."""
        return self.kind == "system"

    @property
    def person(self) -> int:
        """The id of the person who acts; `NotAllowed` when it is not a person: some acts need a name under them."""
        if self.person_id is None:
            raise NotAllowed(_("这一步要由具体的人办理。"))
        return self.person_id

    def signing(self, role: str, institution_id: int) -> "Actor":
        """The same actor as they sign what the post does: 林某（代马某） where they stand in for somebody absent."""
        absent = self.stands_in.get((role, institution_id))
        if absent is None:
            return self
        return replace(self, name=_("%(name)s（代%(absent)s）") % {"name": self.name, "absent": absent})

    def through(self, holders: tuple[str, ...]) -> "Actor":
        """The same actor, who sees through these holders alone: from a desk, not as a party."""
        return replace(self, holders=holders)

    def with_key(self, once: str | None) -> "Actor":
        """The same actor, making an act that must happen once for this key."""
        return replace(self, once=once or None)


def system(name: str, *, channel: Channel = "job") -> Actor:
    """The named system actor as which a job or command acts; it may see every matter."""
    return Actor(kind="system", name=name, channel=channel)


VISITOR = Actor(kind="visitor", name="")
