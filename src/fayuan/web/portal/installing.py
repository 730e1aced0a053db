"""The portal on the home screen of a phone: its manifest, its worker, and the page that stands in when there is no
network.

The worker keeps the look and that one page; of people it keeps nothing.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

PAPER, SEAL = "#faf7f1", "#bf3b25"
KEPT = ("fayuan/css/fayuan.flat.css", "fayuan/mark.svg", "fayuan/icons.svg")
SIZES = (192, 512)


@page("anyone")
def manifest(request: Request) -> HttpResponse:
    """What a phone asks for to put the portal on its home screen. The name is neutral: others may see the screen."""
    icons = [
        {
            "src": static(f"portal/mark-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in SIZES
        for purpose in ("any", "maskable")
    ]
    told = {
        "name": _("法律援助"),
        "short_name": _("法律援助"),
        "lang": request.LANGUAGE_CODE,
        "id": "/",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


@page("anyone")
def worker(request: Request) -> HttpResponse:
    """The worker: answers with the stand-in page when the network does not, and keeps nothing else."""
    about = {"offline": reverse("offline"), "kept": [static(name) for name in KEPT]}
    answer = render(request, "portal/worker.js", about, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@page("anyone")
def offline(request: Request) -> HttpResponse:
    """Without network: what to do. It says nothing of whoever is signed in, so that it can be kept."""
    return render(request, "portal/offline.html")
