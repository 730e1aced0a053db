"""The addresses of courts, procuratorates and police."""

from django.urls import path, register_converter

from fayuan.web.authority import acts, notices


class ActConverter:
    """The acts there are; another word is no address."""

    regex = "|".join(acts.ACTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ActConverter, "authority_act")

app_name = "authority"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("new/", notices.new, name="new"),
    path("notices/<str:ref>/", notices.notice, name="notice"),
    path("notices/<str:ref>/<authority_act:key>/", acts.act, name="act"),
]
