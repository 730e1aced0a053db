"""What was typed when the session had ended: kept sealed until its owner has signed in again."""

import base64
import json

from django.http import HttpRequest

from fayuan.core.keys import ring

KEY = "kept"
LABEL = b"session.kept"
MOST = 200_000  # bytes of typed text


def keep(request: HttpRequest, account_id: int) -> None:
    """Put the posted fields (not files) of this address into the session, readable again by this account alone."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    text = json.dumps({"path": request.get_full_path(), "account": account_id, "typed": typed}).encode()
    if len(text) <= MOST:
        request.session[KEY] = base64.b64encode(ring().encrypt(text, LABEL)).decode()


def kept(request: HttpRequest, account_id: int | None) -> list[tuple[str, str]] | None:
    """The fields typed at this address before signing in again, as pairs; they are given once."""
    sealed = request.session.get(KEY)
    if sealed is None or account_id is None:
        return None
    found = json.loads(ring().decrypt(base64.b64decode(sealed), LABEL))
    if found["path"] != request.get_full_path() or found["account"] != account_id:
        return None
    del request.session[KEY]
    return [(name, value) for name, values in found["typed"].items() for value in values]
