"""Every address of the product."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from fayuan.web.api.interface import api
from fayuan.web.api.problems import no_such_address
from fayuan.web.portal import installing, scanning
from fayuan.web.portal.home import home
from fayuan.web.shared.page import not_found

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("worker.js", installing.worker, name="worker"),
    path("offline/", installing.offline, name="offline"),
    path("s/<str:ref>/", scanning.scan, name="scan"),
    path("", include("fayuan.web.shared.urls")),
    path("law/", include("fayuan.web.portal.rule_urls")),
    path("my/", include("fayuan.web.portal.urls")),
    path("desk/", include("fayuan.web.desk.urls")),
    path("lawyer/", include("fayuan.web.lawyer.urls")),
    path("authority/", include("fayuan.web.authority.urls")),
    path("admin/", include("fayuan.web.admin.urls")),
    path("api/v1/", api.urls),
]


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is not there, said to a program or to a person."""
    return no_such_address() if request.path.startswith("/api/") else not_found(request, exception)


handler404 = missing
