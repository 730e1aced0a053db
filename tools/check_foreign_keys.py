"""Foreign keys point down: a model refers only to models of its own room or of rooms below it."""

import os
import sys
import tomllib
from pathlib import Path

import django

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
    for model in django.apps.apps.get_models():
        floor = floors.get(model._meta.app_label)
        for field in model._meta.get_fields() if floor is not None else ():
            target = getattr(field, "remote_field", None) and field.concrete and field.related_model
            if target and floors.get(target._meta.app_label, -1) > floor:
                found.append(f"{model._meta.label}.{field.name} points up to {target._meta.label}")
    return found


if __name__ == "__main__":
    problems = faults()
    print("\n".join(problems) or "foreign keys point down")
    sys.exit(bool(problems))
