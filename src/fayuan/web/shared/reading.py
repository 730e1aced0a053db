"""Reading what was handed in: in the page, as pictures that can be enlarged and turned, or as a download."""

import re
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.errors import NotFound, WrongState
from fayuan.dossier import isolation, queries
from fayuan.dossier.kinds import PDF, PLAYED, SHOWN, Unwelcome
from fayuan.dossier.models import Upload
from fayuan.dossier.scanning import is_set_up
from fayuan.law.words import MATERIALS
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

ZOOMS = (50, 100, 150, 200, 300)
TURNS = (0, 90, 180, 270)


@page("signed_in")
def file(request: Request, ref: str) -> HttpResponse:
    """One handed-in file. Pictures, PDFs and sound open in the page, stripped of any power; the rest is downloaded."""
    found = queries.upload(ref, request.actor, request.now)
    content = queries.content_of(found)
    keep = "keep" in request.GET or found.media_type not in SHOWN | PLAYED
    span = _span(request.headers.get("Range", ""), len(content))
    if span is None or span.start == 0:  # a player that goes on within a recording looks no second time
        audit.record(request.actor, request.now, "download_file" if keep else "view_file", subject=found)
    answer = contained(
        content[span.start : span.stop] if span else content,
        found.media_type,
        found.file_name,
        attachment=keep,
    )
    answer["Accept-Ranges"] = "bytes"
    if span is not None:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{len(content)}"
    return answer


@page("signed_in")
def view(request: Request, ref: str) -> HttpResponse:
    """One file in the page, with links and keys to turn it, enlarge it and turn the leaf."""
    found = queries.upload(ref, request.actor, request.now)
    queries.content_of(found)
    audit.record(request.actor, request.now, "view_file", subject=found)
    asked = {name: _number(request, name) for name in ("page", "zoom", "turn")}
    leaf = min(max(asked["page"], 1), max(found.pages, 1))
    zoom = asked["zoom"] if asked["zoom"] in ZOOMS else 100
    turn = asked["turn"] if asked["turn"] in TURNS else 0
    return render(
        request,
        "shared/file.html",
        {
            "file": found,
            "words": MATERIALS.get(found.kind, found.kind),
            "is_shown": found.media_type in SHOWN,
            "is_played": found.media_type in PLAYED,
            "is_scanned": bool(found.scanner),
            "has_scanner": is_set_up(),
            "picture": _picture(found, leaf),
            "leaf": leaf,
            "zoom": zoom,
            "turn": turn,
            "ways": _ways(found, leaf, zoom, turn),
        },
    )


@page("signed_in")
def leaf(request: Request, ref: str, number: int) -> HttpResponse:
    """One page of a PDF as a picture."""
    found = queries.upload(ref, request.actor, request.now)
    if found.media_type != PDF or not 1 <= number <= found.pages:
        raise NotFound
    content = queries.content_of(found)
    audit.record(request.actor, request.now, "view_file", subject=found, details={"page": number})
    try:
        drawn = isolation.page_as_picture(content, number)
    except Unwelcome as fault:
        raise WrongState(_("这一页画不出来。请下载后查看。")) from fault
    return contained(drawn, "image/png", f"{number}.png", attachment=False)


def _span(asked: str, size: int) -> range | None:
    """The bytes that a player asks for (`bytes=a-b`), to move within a recording; None for the whole file."""
    found = re.fullmatch(r"bytes=(\d{1,12})-(\d{0,12})", asked)
    if found is None or int(found[1]) >= size:
        return None
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return range(int(found[1]), last + 1) if last >= int(found[1]) else None


def _number(request: Request, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 6 else 0


def _picture(found: Upload, leaf: int) -> str:
    if found.media_type == PDF:
        return reverse("file_leaf", args=[found.ref, leaf])
    return reverse("file", args=[found.ref])


def _ways(found: Upload, leaf: int, zoom: int, turn: int) -> list[tuple[str, str, str]]:
    """What can be done with the picture: words, key and address of each."""
    place = ZOOMS.index(zoom)
    there: list[tuple[str, str, dict[str, int]]] = []
    if leaf > 1:
        there.append((_("上一页"), "p", {"page": leaf - 1}))
    if leaf < found.pages:
        there.append((_("下一页"), "n", {"page": leaf + 1}))
    if place + 1 < len(ZOOMS):
        there.append((_("放大"), "+", {"zoom": ZOOMS[place + 1]}))
    if place > 0:
        there.append((_("缩小"), "-", {"zoom": ZOOMS[place - 1]}))
    there.append((_("向右转"), "r", {"turn": (turn + 90) % 360}))
    there.append((_("向左转"), "l", {"turn": (turn + 270) % 360}))
    now = {"page": leaf, "zoom": zoom, "turn": turn}
    return [(words, key, f"?{urlencode(now | change)}") for words, key, change in there]


def contained(content: bytes, media_type: str, name: str, *, attachment: bool) -> HttpResponse:
    """Bytes from outside as an answer that can do nothing: no scripts, no frames, no guessing of another type."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(attachment, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
