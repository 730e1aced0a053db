"""Writes docs/api/openapi.json, the description of the authorities' interface, from the code that answers."""

import json
import os
import sys
from pathlib import Path

import django

TARGET = Path(__file__).resolve().parent.parent / "docs" / "api" / "openapi.json"

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
    django.setup()
    from fayuan.web.api.interface import api  # needs Django to be set up

    described = api.get_openapi_schema(path_prefix="/api/v1/")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
