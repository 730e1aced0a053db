"""Files that come in pieces, by a small script; and what a form was sent, with those files among the others.

Without JavaScript a form sends its files itself. With it, the script has sent them before, and the form names them.
"""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict

from fayuan.core.errors import Refusal, Unavailable
from fayuan.dossier import sendings
from fayuan.dossier.models import Sending
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

SENT = "-sent"  # after the field's name: the hidden fields that name what was sent


class Sent(SimpleUploadedFile):
    """A file that came in pieces, as a form takes it; `fault` says why it cannot be read just now, and the form keeps
    the rest of what was typed."""

    def __init__(self, sending: Sending) -> None:
        self.fault = ""
        try:
            content = sendings.content_of(sending)
        except Unavailable as refusal:
            content, self.fault = b"", refusal.says
        super().__init__(sending.file_name, content)
        self.ref = sending.ref


@page("signed_in", methods=("POST",))
def begin(request: Request) -> HttpResponse:
    """Begin to send a file, or go on with one that broke off."""
    size, modified = (_number(request.POST.get(name, "")) for name in ("size", "modified"))
    name = request.POST.get("name", "")
    try:
        sending = sendings.begin(
            file_name=name, size=size, modified=modified, by=request.actor, now=request.now
        )
    except Refusal as refusal:
        return JsonResponse({"says": refusal.says}, status=refusal.status)
    return _told(sending)


@page("signed_in", methods=("GET", "POST"))
def piece(request: Request, ref: str) -> HttpResponse:
    """How far the file has come; POST takes the piece that begins at `from`."""
    try:
        sending = sendings.sent(ref, request.actor)
        if request.method == "POST":
            start = _number(request.GET.get("from", ""))
            sending = sendings.take_piece(ref=ref, start=start, piece=request.body, by=request.actor)
    except Refusal as refusal:
        return JsonResponse({"says": refusal.says}, status=refusal.status)
    return _told(sending)


def received(request: Request) -> MultiValueDict[str, Any]:
    """The files of a form: those it sent itself, and those it names because they came before."""
    files = request.FILES.copy()
    for name in request.POST:
        if name.endswith(SENT):
            for ref in request.POST.getlist(name):
                files.appendlist(name.removesuffix(SENT), Sent(sendings.sent(ref, request.actor)))
    return files


def _told(sending: Sending) -> HttpResponse:
    return JsonResponse({"ref": sending.ref, "got": sending.got, "piece": sendings.PIECE})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else 0
