"""The audit trail: added to and read, never changed; partitioned by month; without names of the searched."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from fayuan.core import audit
from fayuan.core.models import AuditRow

from cast import NOW, Cast


def partition_of(action: str) -> str:
    """The table in which the one row of this action stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM core_auditrow WHERE action = %s", [action])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditrow SET action = 'nothing'",
        "DELETE FROM core_auditrow",
        "TRUNCATE core_auditrow",
        "DELETE FROM core_auditrow_other",
        "DROP TABLE core_auditrow",
        "UPDATE matters_transition SET step = 'nothing'",
        "DELETE FROM matters_transition",
    ],
)
def test_the_app_cannot_change_what_has_happened(cast: Cast, statement: str) -> None:
    audit.record(cast.clerk, NOW, "search")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_row_stands_in_the_partition_of_its_month(cast: Cast) -> None:
    audit.ensure_partitions(datetime(2031, 3, 5, tzinfo=UTC), months=1)
    audit.record(cast.clerk, datetime(2031, 3, 20, 9, tzinfo=UTC), "search")
    assert partition_of("search") == "core_auditrow_203103"


def test_rows_that_came_before_their_partition_are_moved_into_it(cast: Cast) -> None:
    audit.record(cast.clerk, datetime(2032, 5, 20, 9, tzinfo=UTC), "early")
    audit.ensure_partitions(datetime(2032, 5, 21, tzinfo=UTC), months=1)
    assert AuditRow.objects.filter(action="early").count() == 1
    assert partition_of("early") == "core_auditrow_203205"


def test_a_search_term_can_be_compared_and_not_read(cast: Cast) -> None:
    assert audit.digest("139 0000 0001") == audit.digest("13900000001")
    assert "1390" not in audit.digest("13900000001")
