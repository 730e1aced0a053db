"""Who calls: an authority, known by the token of one of its systems."""

from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from fayuan.core.actor import Actor
from fayuan.people.operations import check_not_locked, record_failed_sign_in
from fayuan.people.queries import actor_of_token
from fayuan.web.shared.request import Request

LONGEST = 200  # characters; ours have fifty


class Token(HttpBearer):
    """`Authorization: Bearer fayuan_…`; tries with tokens that do not exist are counted and audited like passwords."""

    def authenticate(self, request: Request, token: str) -> Actor:  # type: ignore[override]  # our middleware's request
        """The authority as an actor; a wrong token raises `AuthenticationError`, too many of them `Locked`."""
        ip, secret = request.META.get("REMOTE_ADDR", ""), token[:LONGEST]
        actor = actor_of_token(secret, request.now, ip=ip)
        if actor is None:
            check_not_locked(secret, ip, request.now)
            record_failed_sign_in(
                secret, request.now, actor=Actor(kind="visitor", name="", channel="api", ip=ip)
            )
            raise AuthenticationError
        return actor
