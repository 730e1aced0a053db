"""Where audit rows are sealed: rounds in commit order, one chain for each agency, added to by the sealer alone.

`turn` is the transaction that wrote a row, as a number that never goes back: a database brought back from a dump counts
its transactions anew, so `core_audit_resume` (run by the owner after it) shifts them beyond all that were before.
"""

from django.db import migrations, models

import fayuan.core.fields

FORWARDS = """
CREATE FUNCTION core_audit_shift() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';
CREATE FUNCTION core_audit_turn() RETURNS bigint LANGUAGE sql STABLE AS
    'SELECT pg_current_xact_id()::text::bigint + core_audit_shift()';
-- Every transaction with a turn below this one has ended: what it wrote is seen, or never was.
CREATE FUNCTION core_audit_horizon() RETURNS bigint LANGUAGE sql STABLE AS
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + core_audit_shift()';

ALTER TABLE core_auditrow ADD COLUMN turn bigint NOT NULL DEFAULT core_audit_turn();
CREATE INDEX auditrow_turn ON core_auditrow (turn, id);
CREATE INDEX auditrow_refused ON core_auditrow (at, id) WHERE result = 'refused';

CREATE TABLE core_auditround (
    number bigint PRIMARY KEY,
    last_turn bigint NOT NULL,
    last_id bigint NOT NULL,
    rows integer NOT NULL,
    at timestamptz NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE core_auditseal (
    chain bigint NOT NULL,
    number bigint NOT NULL,
    round bigint NOT NULL REFERENCES core_auditround,
    ids bigint[] NOT NULL,
    digests bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (chain, number)
);
CREATE INDEX auditseal_round ON core_auditseal (round);

CREATE FUNCTION core_audit_resume() RETURNS bigint LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    beyond bigint := greatest(
        (SELECT coalesce(max(turn), 0) FROM core_auditrow),
        (SELECT coalesce(max(last_turn), 0) FROM core_auditround));
    present bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF present + core_audit_shift() <= beyond THEN
        EXECUTE format('CREATE OR REPLACE FUNCTION core_audit_shift() RETURNS bigint LANGUAGE sql IMMUTABLE AS '
            '''SELECT %s::bigint''', beyond + 1 - present);
    END IF;
    RETURN core_audit_shift();
END $$;
REVOKE ALL ON FUNCTION core_audit_resume() FROM PUBLIC;

REVOKE ALL ON core_auditround, core_auditseal FROM fayuan_app;
GRANT SELECT ON core_auditround, core_auditseal TO fayuan_app;
GRANT SELECT, INSERT ON core_auditround, core_auditseal TO fayuan_sealer;
"""

BACKWARDS = """
DROP TABLE core_auditseal, core_auditround;
DROP INDEX auditrow_refused;
ALTER TABLE core_auditrow DROP COLUMN turn;
DROP FUNCTION core_audit_resume(), core_audit_horizon(), core_audit_turn(), core_audit_shift();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_trail")]
    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.CreateModel(
            name="TrailKey",
            fields=[
                ("person_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("key", fayuan.core.fields.EncryptedTextField(null=True)),
            ],
        ),
    ]
