"""The machine interface under schemathesis: requests made from its own description, right ones and wrong ones.

Every answer is no 5xx, is one the description knows, and is JSON (or a PDF). `FAYUAN_FUZZ` says how many requests: some
in the ordinary suite, ten thousand by `make fuzz`.
"""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from fayuan.core import clock

from cast import NOW, Cast
from standing import token_of

COUNT = int(os.environ.get("FAYUAN_FUZZ", "300"))
DESCRIPTION = json.loads(Path("docs/api/openapi.json").read_text())
OPERATIONS = [each.ok() for each in schemathesis.openapi.from_dict(DESCRIPTION).get_all_operations()]
NEVER_TOLD = {400, 401, 404, 405, 413, 415, 429}  # of any HTTP service, not of an operation
TYPES = ("application/json", "application/problem+json", "application/pdf")


@pytest.fixture
def court(cast: Cast) -> Iterator[Client]:
    client = Client()
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token_of(cast.court).secret}"
    with clock.at(NOW + timedelta(hours=1)):
        yield client


def sent(client: Client, case: Any) -> HttpResponse:
    """The case as a request; whatever it changed is taken back."""
    told = case.as_transport_kwargs(base_url="http://testserver")
    headers = {
        name: value for name, value in dict(told.get("headers") or {}).items() if name != "Authorization"
    }
    body, kind = told.get("data") or b"", headers.get("Content-Type", "application/json")
    if "json" in told:
        body, kind = json.dumps(told["json"]), "application/json"
    path = told["url"].removeprefix("http://testserver")
    with transaction.atomic():
        answer = client.generic(
            told["method"], path, body, kind, headers=headers, query_params=told.get("params") or {}
        )
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_every_answer_is_meant(court: Client, operation: Any, mode: GenerationMode) -> None:
    known = {int(code) for code in operation.definition.raw["responses"] if code.isdigit()} | NEVER_TOLD

    @settings(
        max_examples=max(COUNT // (2 * len(OPERATIONS)), 5),
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = sent(court, case)
        said = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code < 500, said[:400]
        assert answer.status_code in known, f"{answer.status_code} is not told of: {said[:200]!r}"
        assert not said or answer["Content-Type"].split(";")[0] in TYPES
        assert b"Traceback" not in said

    ask()


def test_the_description_has_operations() -> None:
    assert len(OPERATIONS) >= 5
