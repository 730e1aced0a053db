"""Foreign keys point down: a model refers only to models of its own room or of rooms below it."""

import os
import sys
import tomllib
from pathlib import Path

import django
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent


def rooms() -> dict[str, int]:
    """Each room's floor, the law at 0, from the import contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {room.strip(): floor for floor, line in enumerate(reversed(layers)) for room in line.split("|")}


def faults() -> list[str]:
    """One line for each foreign key that points up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
    django.setup()
    floors = rooms()
    found = []
    for model in apps.get_models():
        floor = floors.get(model._meta.app_label)
        if floor is not None:
            found += [
                f"{model._meta.label}.{name} points up to {target}"
                for name, target in _up(model, floor, floors)
            ]
    return found


def _up(model: type[models.Model], floor: int, floors: dict[str, int]) -> list[tuple[str, str]]:
    keys = [field for field in model._meta.get_fields() if field.concrete and field.is_relation]
    targets = [(field.name, field.related_model) for field in keys if isinstance(field.related_model, type)]
    return [
        (name, target._meta.label)
        for name, target in targets
        if floors.get(target._meta.app_label, -1) > floor
    ]


if __name__ == "__main__":
    problems = faults()
    print("\n".join(problems) or "foreign keys point down")
    sys.exit(bool(problems))
