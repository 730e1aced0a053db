"""The audit trail: one table in monthly partitions that the app can add to and read, never change."""

from django.db import migrations

FORWARDS = """
CREATE TABLE core_auditrow (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor_kind varchar(8) NOT NULL,
    actor_name varchar(80) NOT NULL,
    account_id bigint,
    person_id bigint,
    channel varchar(8) NOT NULL,
    ip varchar(45) NOT NULL DEFAULT '',
    request_id varchar(32) NOT NULL DEFAULT '',
    action varchar(60) NOT NULL,
    result varchar(8) NOT NULL,
    reason varchar(32) NOT NULL DEFAULT '',
    subject_kind varchar(40) NOT NULL DEFAULT '',
    subject_id varchar(40) NOT NULL DEFAULT '',
    agency_id bigint,
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX auditrow_subject ON core_auditrow (subject_kind, subject_id, at);
CREATE INDEX auditrow_person ON core_auditrow (person_id, at);
CREATE INDEX auditrow_agency ON core_auditrow (agency_id, at);
CREATE INDEX auditrow_action ON core_auditrow (action, at);
CREATE TABLE core_auditrow_other PARTITION OF core_auditrow DEFAULT;

-- One month's partition, with the rows that came into the default one before it existed. Run by the app through its
-- owner's rights; what it makes, the app can only add to.
CREATE FUNCTION core_audit_partition(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date := date_trunc('month', month)::date;
    beyond date := (date_trunc('month', month) + interval '1 month')::date;
    name text := 'core_auditrow_' || to_char(month, 'YYYYMM');
BEGIN
    IF to_regclass(name) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE core_auditrow INCLUDING DEFAULTS)', name);
    EXECUTE format('REVOKE ALL ON %I FROM fayuan_app', name);
    EXECUTE format(
        'WITH moved AS (DELETE FROM core_auditrow_other WHERE at >= %L AND at < %L RETURNING *) '
        'INSERT INTO %I SELECT * FROM moved', first::timestamptz, beyond::timestamptz, name);
    EXECUTE format('ALTER TABLE core_auditrow ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        name, first::timestamptz, beyond::timestamptz);
END $$;

REVOKE ALL ON FUNCTION core_audit_partition(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core_audit_partition(date) TO fayuan_app;
REVOKE UPDATE, DELETE, TRUNCATE ON core_auditrow FROM fayuan_app;
REVOKE ALL ON core_auditrow_other FROM fayuan_app;
GRANT SELECT ON core_auditrow TO fayuan_sealer;
"""

BACKWARDS = "DROP FUNCTION core_audit_partition(date); DROP TABLE core_auditrow"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
