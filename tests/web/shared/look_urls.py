"""The URL names that the base templates ask for; these tests render templates and visit nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


desk = ([path("search/", nothing, name="search")], "desk")

urlpatterns = [
    path("", nothing, name="home"),
    path("manifest.webmanifest", nothing, name="manifest"),
    path("leave/", nothing, name="leave"),
    path("look/set/", nothing, name="set_look"),
    path("sign-in/", nothing, name="sign_in"),
    path("sign-out/", nothing, name="sign_out"),
    path("desk/", include(desk)),
]
