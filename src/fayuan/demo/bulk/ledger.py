"""How far a load has come, in a table of its own that goes when all is done: written with the rows it speaks of."""

import json
from typing import Any

from django.db import connection

TABLE = "demo_load"


class Ledger:
    """Steps and what is to be remembered of each."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {TABLE} (step text PRIMARY KEY, value jsonb NOT NULL)"
            )

    def read(self, step: str) -> Any:
        """What is remembered of a step; None when it was not reached."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT value::text FROM {TABLE} WHERE step = %s", [step])
            row = cursor.fetchone()
        return None if row is None else json.loads(row[0])

    def write(self, step: str, value: Any) -> None:
        """Remember it, in the running transaction if there is one."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (step, value) VALUES (%s, %s) "
                "ON CONFLICT (step) DO UPDATE SET value = EXCLUDED.value",
                [step, json.dumps(value)],
            )

    def close(self) -> None:
        """All is done: nothing need be remembered."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {TABLE}")
