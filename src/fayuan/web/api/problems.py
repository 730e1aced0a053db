"""What goes wrong, as machines are told: a status, a code and the sentence that a person would read."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fayuan.core.errors import BadInput, Refusal

KEY_HEADER = ("header", "Idempotency-Key")


class Problem(Schema):
    """Why an answer is not what was asked for. `fields` names what to mend, by its path in the body."""

    code: str
    says: str
    fields: dict[str, str] = {}


def explain(api: NinjaAPI) -> None:
    """Let every error of the interface speak as a `Problem`."""

    def answer(request: HttpRequest, status: int, code: str, says: str, **more: Any) -> HttpResponse:
        return api.create_response(request, {"code": code, "says": says, **more}, status=status)

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        fields = refusal.fields if isinstance(refusal, BadInput) else {}
        return answer(request, refusal.status, refusal.code, refusal.says, fields=fields)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = answer(request, 401, "no_token", _("令牌缺失、不对，或者已经到期。请联系省级安全管理员。"))
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = faults(error.errors)
        if any(tuple(each["loc"]) == KEY_HEADER for each in error.errors):
            return answer(request, 400, "no_key", _("请在Idempotency-Key里写明这次提交的编号，1到40个字符。"))
        return answer(
            request,
            422,
            "bad_input",
            _("内容不符合要求：%(names)s") % {"names": "、".join(fields)},
            fields=fields,
        )

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", _("没有这个地址。"))

    @api.exception_handler(HttpError)
    def broken(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, "bad_request", _("读不懂这个请求：正文应当是JSON。"))


def no_such_address() -> HttpResponse:
    """For an address that is none of the interface's."""
    return JsonResponse(Problem(code="not_found", says=_("没有这个地址。")).dict(), status=404)


def faults(errors: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The first fault of each field, by its path in the body: `person.born`."""
    found: dict[str, str] = {}
    for each in errors:
        place = [str(part) for part in each["loc"][1:]]
        path = ".".join(place[1:] if each["loc"][0] == "body" and len(place) > 1 else place)
        found.setdefault(path, str(each["msg"]).removeprefix("Value error, "))
    return found
