"""What may go wrong, as one family: each error has an HTTP status, a code and a Chinese sentence that says what to do.

Codes are those of the story format: `no_right`, `own_matter`, `wrong_state`, `out_of_scope`, `not_competent`,
`means_exceeded`, `not_urgent`, `not_qualified`, `conflict_of_interest`, `late`, `incomplete`.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class Refusal(Exception):
    """The change is not made, and `says` tells the person why and what they can do."""

    status = 409
    code = "wrong_state"

    def __init__(self, says: str, *, code: str | None = None) -> None:
        super().__init__(says)
        self.says = says
        if code is not None:
            self.code = code


class NotFound(Refusal):
    """What an actor may not see does not exist for them (404)."""

    status = 404
    code = "not_found"

    def __init__(self, says: str | None = None) -> None:
        super().__init__(says or _("没有找到。请核对编号，或从待办里进入。"))


class NotAllowed(Refusal):
    """They may see it, but this act is not theirs (403)."""

    status = 403
    code = "no_right"


class WrongState(Refusal):
    """The state of the matter does not admit the step (409)."""


class LawForbids(Refusal):
    """The law stops the step at this place: the code says which rule (409)."""

    def __init__(self, says: str, *, code: str) -> None:
        super().__init__(says, code=code)


class Stale(Refusal):
    """Somebody changed the matter since the form was opened (409)."""

    code = "stale"


class KeyReused(Refusal):
    """An idempotency key came again with other contents (422)."""

    status = 422
    code = "key_reused"


class BadInput(Refusal):
    """What was typed cannot be used (422). `fields` maps a field's name to its sentences."""

    status = 422
    code = "bad_input"

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("；".join(fields.values()))
        self.fields = dict(fields)


class Unavailable(Refusal):
    """The installation cannot do it at the moment, through no fault of whoever asks; trying again may help (503)."""

    status = 503
    code = "unavailable"


class Locked(Refusal):
    """Too many tries (429)."""

    status = 429
    code = "locked"
