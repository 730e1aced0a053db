"""The divisions of the country: read from the package's list into the table, as often as one likes."""

import csv
from pathlib import Path

from fayuan.network.models import Division

LIST = Path(__file__).parent / "data" / "divisions.csv"
ORDER = ("province", "city", "county")


def load_divisions() -> int:
    """Add the divisions that the table lacks; gives how many were added. Real divisions are never fictional."""
    known = set(Division.objects.values_list("code", flat=True))
    with LIST.open(encoding="utf-8", newline="") as file:
        fresh = [row for row in csv.DictReader(file) if row["code"] not in known]
    for level in ORDER:  # parents before children
        Division.objects.bulk_create(_division(row) for row in fresh if row["level"] == level)
    return len(fresh)


def _division(row: dict[str, str]) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent_id=row["parent"] or None,
        longitude=row["longitude"] or None,
        latitude=row["latitude"] or None,
    )
