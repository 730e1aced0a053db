"""The interface's description: the file that integrators are given is the one that the product serves."""

import json
from pathlib import Path

from django.test import Client

from fayuan.web.api.interface import api

SNAPSHOT = Path(__file__).parents[3] / "docs" / "api" / "openapi.json"


def test_the_snapshot_is_current() -> None:
    now = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    assert json.loads(SNAPSHOT.read_text()) == now, "write it anew: .venv/bin/python tools/write_openapi.py"


def test_it_is_served_as_plain_json_and_there_is_no_page_with_scripts(client: Client, db: None) -> None:
    assert client.get("/api/v1/openapi.json").json()["info"]["version"] == "1"
    assert client.get("/api/v1/docs").status_code == 404


def test_every_operation_wants_a_token() -> None:
    for _path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        assert all(operation["security"] for operation in methods.values())
