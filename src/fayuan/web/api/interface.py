"""The interface itself. Its description is plain JSON at `/api/v1/openapi.json`; there is no page with scripts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from fayuan.web.api import arrivals, notices
from fayuan.web.api.problems import explain
from fayuan.web.api.tokens import Token


class Interface(NinjaAPI):
    """Answers are kept by nobody on the way."""

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(request, data, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


api = Interface(
    title="Fayuan legal aid: authorities' interface",
    version="1",
    description="Courts, procuratorates and police ask for lawyers and see how far their notices have come.",
    urls_namespace="api",
    auth=Token(),
    docs_url=None,
)
explain(api)
api.add_router("", notices.router)
api.add_router("", arrivals.router)
