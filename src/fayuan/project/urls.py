"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

from fayuan.web.api.interface import api
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
handler404 = not_found
