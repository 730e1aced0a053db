"""The audit trail is sealed in commit order, and whoever changes it in the database is found: each row named."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from fayuan.core import audit, checkpoints, clock, commands, jobs, pseudonyms, sealing, verifying
from fayuan.core.models import AuditRow, TrailKey
from fayuan.project import database

import steps
from cast import NOW, Cast, build
from databases import own_database

ROWS = 12


def as_role(admin_url: str, role: database.Role) -> str:
    return database.role_address(admin_url, role, str(connection.settings_dict["NAME"]))


TRIES = 500
WAITING = "SELECT count(*) FROM core_auditrow WHERE (turn, id) > (%s, %s)"


def seal_all(sealer: sealing.Connection) -> int:
    """Seal until nothing waits. A transaction of another test's database that ends in the very moment of looking counts
    as one of our own, and then a row waits for the next round."""
    count = 0
    for _try in range(TRIES):
        count += sealing.seal(sealer, NOW)
        last = sealing.last_round(sealer)
        sealer.execute(
            "SELECT pg_stat_clear_snapshot()"
        )  # within one transaction the first look would be kept
        if sealer.execute(WAITING, [last.last_turn, last.last_id]).fetchone() == (0,):
            break
    return count


def rounds_after(sealer: sealing.Connection, number: int) -> list[tuple[Any, ...]]:
    return sealer.execute(f"{sealing.ROUNDS} WHERE number > %s", [number]).fetchall()


@pytest.fixture(scope="module")
def cast(
    request: pytest.FixtureRequest,
    django_db_setup: Cast,
    django_db_blocker: DjangoDbBlocker,
    admin_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Cast]:
    """The standing cast in a database of these tests' own, where what is written is committed."""
    with (
        own_database(request.config, "own"),
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(settings, "SEALER_URL", as_role(admin_url, "sealer"))
        patch.setattr(settings, "CHECKPOINT_KEY_FILE", tmp_path_factory.mktemp("key") / "checkpoint.pem")
        yield build()


@pytest.fixture
def sealer(cast: Cast) -> Iterator[sealing.Connection]:
    with psycopg.connect(settings.SEALER_URL, autocommit=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def ids(cast: Cast) -> list[int]:
    """Sealed rows of one agency, in two rounds; their numbers."""
    with psycopg.connect(settings.SEALER_URL, autocommit=True) as sealer:
        for number in range(ROWS):
            audit.record(
                cast.clerk, NOW + timedelta(minutes=number), "found", subject=Subject(cast.agency.pk)
            )
            if number == ROWS // 2:
                seal_all(sealer)
        seal_all(sealer)
    return list(AuditRow.objects.filter(action="found").order_by("id").values_list("id", flat=True))


class Subject:
    """Something of an agency."""

    def __init__(self, agency: int) -> None:
        self.agency = agency

    def audit_subject(self) -> tuple[str, str, int | None]:
        return "matter", "X", self.agency


@pytest.fixture
def owner(ids: list[int], admin_url: str) -> Iterator[sealing.Connection]:
    """The database as its owner, whom nothing stops; what a test does by it is taken back."""
    with psycopg.connect(as_role(admin_url, "owner")) as opened:
        yield opened
        opened.rollback()


def test_an_untouched_trail_verifies(ids: list[int], sealer: sealing.Connection) -> None:
    seal_all(sealer)
    result = verifying.verify(sealer)
    assert result.broken == ()
    assert result.rows == AuditRow.objects.count()
    assert result.rounds >= 2


def test_an_altered_row_is_named(ids: list[int], owner: sealing.Connection) -> None:
    owner.execute(f"UPDATE core_auditrow SET actor_name = '别人' WHERE id = {ids[3]}")
    (broken,) = verifying.verify(owner, all_of_it=True).broken
    assert (broken.what, broken.number) == ("altered", ids[3])


@pytest.mark.parametrize(
    "column",
    ["at = at + interval '1 second'", "details = '{\"a\": 1}'", "agency_id = NULL", "result = 'refused'"],
)
def test_every_column_counts(ids: list[int], owner: sealing.Connection, column: str) -> None:
    owner.execute(f"UPDATE core_auditrow SET {column} WHERE id = {ids[3]}")
    assert [each.number for each in verifying.verify(owner).broken] == [ids[3]]


def test_a_removed_row_is_named(ids: list[int], owner: sealing.Connection) -> None:
    owner.execute(f"DELETE FROM core_auditrow WHERE id = {ids[9]}")
    (broken,) = verifying.verify(owner, all_of_it=True).broken
    assert (broken.what, broken.number) == ("removed", ids[9])


def test_two_swapped_rows_are_named(ids: list[int], owner: sealing.Connection) -> None:
    one, other = ids[1], ids[4]
    owner.execute(
        "UPDATE core_auditrow AS a SET at = b.at, action = b.action FROM core_auditrow AS b "
        f"WHERE (a.id = {one} AND b.id = {other}) OR (a.id = {other} AND b.id = {one})"
    )
    broken = verifying.verify(owner, all_of_it=True).broken
    assert {(each.what, each.number, each.partner) for each in broken} == {
        ("swapped", one, other),
        ("swapped", other, one),
    }


def test_a_row_put_in_afterwards_is_named(ids: list[int], owner: sealing.Connection) -> None:
    owner.execute(
        "INSERT INTO core_auditrow (at, actor_kind, actor_name, channel, action, result, turn) "
        f"SELECT at, actor_kind, actor_name, channel, 'forged', result, turn FROM core_auditrow WHERE id = {ids[2]}"
    )
    forged = owner.execute("SELECT id FROM core_auditrow WHERE action = 'forged'").fetchone()
    (broken,) = verifying.verify(owner).broken
    assert forged is not None
    assert (broken.what, broken.number) == ("added", forged[0])


def test_the_first_of_several_is_named_first(ids: list[int], owner: sealing.Connection) -> None:
    owner.execute(f"UPDATE core_auditrow SET ip = '9' WHERE id IN ({ids[2]}, {ids[10]})")
    assert [each.number for each in verifying.verify(owner).broken] == [ids[2]]
    assert [each.number for each in verifying.verify(owner, all_of_it=True).broken] == [ids[2], ids[10]]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE core_auditseal SET digests = digests || 'x' WHERE round = 1", "seal"),
        ("DELETE FROM core_auditseal WHERE round = 1", "round"),
        ("UPDATE core_auditround SET at = at - interval '1 day' WHERE number = 1", "round"),
        ("DELETE FROM core_auditseal WHERE round = 1; DELETE FROM core_auditround WHERE number = 1", "round"),
    ],
)
def test_seals_themselves_are_chained(
    ids: list[int], owner: sealing.Connection, statement: str, what: str
) -> None:
    owner.execute(statement)
    assert verifying.verify(owner).broken[0].what == what


def test_a_trail_cut_short_is_found_by_a_checkpoint_alone(
    ids: list[int], owner: sealing.Connection, tmp_path: Path
) -> None:
    path = checkpoints.keep(checkpoints.take(owner, NOW), tmp_path)
    key = checkpoints.public_key(checkpoints.signing_key())
    assert checkpoints.check(owner, json.loads(path.read_text()), key) == ()
    owner.execute("DELETE FROM core_auditseal WHERE round = 2")
    owner.execute("DELETE FROM core_auditround WHERE number = 2")
    assert verifying.verify(owner).broken == ()
    (broken,) = checkpoints.check(owner, json.loads(path.read_text()), key)
    assert (broken.what, broken.number) == ("checkpoint", 2)


def test_a_forged_checkpoint_is_not_believed(ids: list[int], sealer: sealing.Connection) -> None:
    taken = checkpoints.take(sealer, NOW)
    with pytest.raises(checkpoints.BadCheckpoint):
        checkpoints.check(sealer, {**taken, "round": 1})
    with pytest.raises(checkpoints.BadCheckpoint):
        checkpoints.check(sealer, taken, key="A" * 43 + "=")


def test_a_round_never_passes_a_running_transaction(
    cast: Cast, sealer: sealing.Connection, admin_url: str
) -> None:
    """A row numbered early and committed late is sealed once, after the ones that were committed before it."""
    seal_all(sealer)
    with psycopg.connect(as_role(admin_url, "app")) as slow:
        slow.execute(
            "INSERT INTO core_auditrow (at, actor_kind, actor_name, channel, action, result) "
            "VALUES (now(), 'staff', '林某', 'page', 'slow', 'done')"
        )
        audit.record(cast.clerk, NOW, "quick")
        assert sealing.seal(sealer, NOW) == 0  # the quick row began later than the slow one, and waits for it
        slow.commit()
        assert seal_all(sealer) == 2
    assert verifying.verify(sealer).broken == ()


def test_what_another_database_of_the_server_does_holds_nothing_up(
    cast: Cast, sealer: sealing.Connection, admin_url: str
) -> None:
    """As beside other programs on one server, and beside the other tests of a parallel run."""
    seal_all(sealer)
    with psycopg.connect(admin_url) as elsewhere:
        assert elsewhere.info.dbname != connection.settings_dict["NAME"]
        elsewhere.execute("SELECT pg_current_xact_id()")
        audit.record(cast.clerk, NOW, "quick")
        assert seal_all(sealer) == 1
        elsewhere.rollback()
    assert verifying.verify(sealer).broken == ()


def test_large_amounts_are_sealed_in_rounds(
    cast: Cast, sealer: sealing.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "ROUND", 4)
    seal_all(sealer)
    for _number in range(9):
        audit.record(cast.clerk, NOW, "search")
    before = sealing.last_round(sealer).number
    assert seal_all(sealer) == 9
    since = [each.rows for each in map(sealing.round_of, rounds_after(sealer, before))]
    assert (sum(since), max(since)) == (9, 4)
    assert verifying.verify(sealer).broken == ()


def test_only_the_sealer_seals_and_nobody_unseals(
    ids: list[int], sealer: sealing.Connection, admin_url: str
) -> None:
    with psycopg.connect(as_role(admin_url, "app"), autocommit=True) as app:
        for statement in (
            "DELETE FROM core_auditseal",
            "INSERT INTO core_auditround VALUES (9, 1, 1, 1, now(), '')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)  # type: ignore[arg-type]  # the test's own text
    for statement in (
        "DELETE FROM core_auditseal",
        "UPDATE core_auditround SET rows = 0",
        "UPDATE core_auditrow SET ip = ''",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sealer.execute(statement)  # type: ignore[arg-type]  # likewise


def test_a_database_that_counts_anew_goes_on_after_what_it_held(
    owner: sealing.Connection,
) -> None:
    """As after a dump was brought back into a younger server: all turns of the past lie far ahead of the present."""
    held = owner.execute("UPDATE core_auditrow SET turn = turn + 1000000").rowcount
    owner.execute("DELETE FROM core_auditseal")
    owner.execute("DELETE FROM core_auditround")
    owner.execute("INSERT INTO core_auditround VALUES (1, 900000, 1, 0, now(), '')")
    with pytest.raises(sealing.WentBack):
        sealing.seal(owner, NOW)
    owner.execute("SELECT core_audit_resume()")
    with (
        connection.cursor() as other
    ):  # something ends later than the owner began: only then is all before known to
        other.execute(
            "SELECT pg_current_xact_id()"
        )  # have ended, whatever runs in the server's other databases
    assert seal_all(owner) == held >= ROWS


def test_a_horizon_that_falls_for_a_moment_is_waited_out(ids: list[int], owner: sealing.Connection) -> None:
    """As when a transaction of another database, left out of account before, ends in the moment of looking."""
    assert ids
    owner.execute(
        "CREATE OR REPLACE FUNCTION core_audit_horizon() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 0::bigint'"
    )
    assert sealing.seal(owner, NOW) == 0


def test_the_job_seals_and_keeps_a_checkpoint(
    cast: Cast, sealer: sealing.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CHECKPOINTS_DIR", str(tmp_path / "elsewhere"))
    audit.record(cast.clerk, NOW, "search")
    with clock.at(NOW):
        for _try in range(TRIES):
            jobs.seal_audit(0)
            if not sealing.standing().waiting:
                break
        jobs.keep_checkpoint(0)
    assert sealing.standing().waiting == 0
    (kept,) = (tmp_path / "elsewhere").iterdir()
    assert checkpoints.check(sealer, json.loads(kept.read_text())) == ()


def test_the_command_names_the_row_and_its_exit_code_is_the_answer(
    ids: list[int], owner: sealing.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["verify"]) == commands.CLEAN
    assert "核对了" in capsys.readouterr().out
    owner.execute(f"UPDATE core_auditrow SET ip = '9' WHERE id = {ids[2]}")
    owner.commit()
    assert commands.main(["verify"]) == commands.BROKEN
    assert f"第{ids[2]}号记录被改动" in capsys.readouterr().out
    owner.execute(f"UPDATE core_auditrow SET ip = '' WHERE id = {ids[2]}")
    owner.commit()
    assert commands.main(["verify"]) == commands.CLEAN


def test_how_many_wait_and_since_when_is_known(cast: Cast, sealer: sealing.Connection) -> None:
    seal_all(sealer)
    audit.record(cast.clerk, NOW, "search")
    assert sealing.standing().waiting == 1
    assert not sealing.standing().is_late(NOW)
    assert sealing.standing().is_late(NOW + timedelta(hours=1))
    seal_all(sealer)
    after = sealing.standing()
    assert (after.waiting, after.is_late(NOW + timedelta(hours=1))) == (0, False)


def test_a_citizen_stands_in_the_trail_by_digests(cast: Cast) -> None:
    audit.record(cast.applicant, NOW, "view_own_data")
    row = AuditRow.objects.get(action="view_own_data")
    assert cast.applicant.name not in f"{row.actor_name}{row.details}"
    assert row.actor_name.startswith("#")
    assert row.actor_name == pseudonyms.pseudonym(row.person_id or 0, cast.applicant.name)[0]


def test_what_operations_write_is_sealed(cast: Cast, sealer: sealing.Connection) -> None:
    steps.submitted(cast)
    seal_all(sealer)
    result = verifying.verify(sealer)
    assert (result.broken, result.rows) == ((), AuditRow.objects.count())


def test_after_deletion_nothing_leads_to_the_name_and_the_chain_verifies(
    cast: Cast, sealer: sealing.Connection
) -> None:
    person = cast.applicant.person
    audit.record(cast.applicant, NOW, "download_own_data")
    seal_all(sealer)
    pseudonyms.forget(person)
    assert TrailKey.objects.get(pk=person).key is None
    audit.record(cast.applicant, NOW, "sign_out")
    seal_all(sealer)
    assert AuditRow.objects.get(action="sign_out").actor_name == pseudonyms.FORGOTTEN
    assert verifying.verify(sealer).broken == ()
