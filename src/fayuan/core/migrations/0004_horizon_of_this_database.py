"""Sealing waits for transactions of its own database alone: what other databases of the server do writes no rows here.

A running transaction is left out of account only if its number belongs, by both views, to a process that is connected
elsewhere; one of which nothing is known (a prepared one, one that just ends) counts as before.
"""

from django.db import migrations

FORWARDS = """
CREATE OR REPLACE FUNCTION core_audit_horizon() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(min(running::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint) + core_audit_shift()
    FROM pg_snapshot_xip(pg_current_snapshot()) AS running
    WHERE NOT EXISTS (
        SELECT FROM pg_stat_activity AS process JOIN pg_locks AS held USING (pid)
        WHERE process.datname <> current_database() AND held.locktype = 'transactionid' AND held.granted
            AND process.backend_xid = held.transactionid
            AND held.transactionid::text::bigint = running::text::bigint % 4294967296)
$$;
"""

BACKWARDS = """
CREATE OR REPLACE FUNCTION core_audit_horizon() RETURNS bigint LANGUAGE sql STABLE AS
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + core_audit_shift()';
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_audit_seals")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
