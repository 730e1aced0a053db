"""Sealing the audit trail: rows that were committed are chained, agency by agency, by the one role that may.

A round takes rows in commit order from where the last one ended, and never passes the oldest running transaction of
this database: what that may still write comes after. Each agency's rows of a round make one seal (their digests, and
the hash of the seal before it); the round's own hash covers its seals and the round before. Digests are keyed (HMAC-
SM3 or HMAC-SHA256), so that who can change the database but has not the keyring cannot make them anew. Who has both
can, up to the last checkpoint that was kept elsewhere (`core.checkpoints`).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from fayuan.core.keys import ring

ROUND = 10_000  # rows at most
EVERY = timedelta(minutes=1)  # between two sealings
LONGEST = timedelta(minutes=2)  # that a row may stand unsealed: one minute, and the batch after it
ALARM = timedelta(minutes=5)  # unsealed for so long: something is wrong
MOST = 1_000  # waiting rows that are counted
NO_AGENCY = 0  # the chain of rows that concern no agency
START = b""
LOCK = 7_291_640  # of the advisory lock that keeps sealers apart
Connection = psycopg.Connection[tuple[Any, ...]]

COLUMNS = """turn, id, coalesce(agency_id, 0), (extract(epoch FROM at) * 1000000)::bigint, actor_kind, actor_name,
    account_id, person_id, channel, ip, request_id, action, result, reason, subject_kind, subject_id, details::text"""
WAITING = f"""SELECT {COLUMNS} FROM core_auditrow
    WHERE (turn, id) > (%s, %s) AND turn < (SELECT core_audit_horizon()) ORDER BY turn, id LIMIT %s"""
NEXT_TURN = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + core_audit_shift()"
ROUNDS = "SELECT number, last_turn, last_id, rows, at, hash FROM core_auditround"
UNSEALED = """SELECT count(*), min(at) FROM
    (SELECT at FROM core_auditrow WHERE (turn, id) > (%s, %s) ORDER BY turn, id LIMIT %s) AS waiting"""
SEALED = f"""SELECT {COLUMNS} FROM core_auditrow
    WHERE (turn, id) > (%s, %s) AND (turn, id) <= (%s, %s) ORDER BY turn, id"""


class WentBack(Exception):
    """The database counts its transactions from below what was sealed: it was brought back from a dump."""


@dataclass(frozen=True, slots=True)
class Row:
    """One audit row as it is sealed: its number, its chain, and a digest of all its columns."""

    turn: int
    id: int
    chain: int
    content: tuple[Any, ...]

    def digest(self, number: int | None = None) -> bytes:
        """The keyed digest of the row; with another row's number, that of this content in the other's place."""
        told = [number or self.id, self.chain, *self.content]
        return ring().mac(json.dumps(told, ensure_ascii=False).encode(), "core_auditrow.digest")


@dataclass(frozen=True, slots=True)
class Round:
    """One sealing: how far it reached, and the hash over its seals and the round before."""

    number: int
    last_turn: int
    last_id: int
    rows: int
    at: datetime
    hash: bytes


BEGINNING = Round(0, -1, 0, 0, datetime.fromtimestamp(0).astimezone(), START)


def row(read: Sequence[Any]) -> Row:
    """A row as the queries here read it."""
    turn, number, chain, *content = read
    return Row(turn, number, chain, tuple(content))


def connect() -> Connection:
    """The database, as the sealer."""
    return psycopg.connect(settings.SEALER_URL)


def seal(sealer: Connection, now: datetime) -> int:
    """Seal all that may be sealed, round by round, each its own transaction; gives how many rows."""
    count = 0
    while sealed := seal_round(sealer, now):
        count += sealed
        if sealed < ROUND:
            break
    return count


def seal_round(sealer: Connection, now: datetime) -> int:
    """Seal the next rows, `ROUND` at most; gives how many. Of two sealers at once one waits for the other."""
    with sealer.transaction():
        sealer.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = last_round(sealer)
        _refuse_going_back(sealer, last)
        read = sealer.execute(WAITING, [last.last_turn, last.last_id, ROUND]).fetchall()
        if read:
            _write(sealer, last, [row(each) for each in read], now)
        return len(read)


def _refuse_going_back(sealer: Connection, last: Round) -> None:
    # By the number the next transaction gets: the horizon may fall, when another database's transaction just ends.
    beyond = sealer.execute(NEXT_TURN).fetchone()
    if beyond is None or beyond[0] <= last.last_turn:
        raise WentBack("run `fayuan migrate` first: it lets the trail go on after what was brought back")


def _write(sealer: Connection, last: Round, rows: Sequence[Row], now: datetime) -> None:
    number, ends = last.number + 1, rows[-1]
    made = [(chain, *_next_seal(sealer, chain, list(own))) for chain, own in _by_chain(rows)]
    hashed = round_hash(
        last.hash,
        number,
        (ends.turn, ends.id),
        now,
        [(chain, place, mark) for chain, place, _, _, mark in made],
    )
    sealer.execute(
        "INSERT INTO core_auditround (number, last_turn, last_id, rows, at, hash) VALUES (%s, %s, %s, %s, %s, %s)",
        [number, ends.turn, ends.id, len(rows), now, hashed],
    )
    with sealer.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core_auditseal (chain, number, round, ids, digests, hash) VALUES (%s, %s, %s, %s, %s, %s)",
            [(chain, place, number, ids, digests, mark) for chain, place, ids, digests, mark in made],
        )


def _by_chain(rows: Iterable[Row]) -> Iterable[tuple[int, Iterable[Row]]]:
    return groupby(sorted(rows, key=lambda each: each.chain), key=lambda each: each.chain)


def _next_seal(sealer: Connection, chain: int, rows: Sequence[Row]) -> tuple[int, list[int], bytes, bytes]:
    """The chain's next seal: its place, the rows' numbers, their digests, its hash."""
    asked = "SELECT number, hash FROM core_auditseal WHERE chain = %s ORDER BY number DESC LIMIT 1"
    place, before = sealer.execute(asked, [chain]).fetchone() or (0, START)
    ids = [each.id for each in rows]
    digests = b"".join(each.digest() for each in rows)
    return place + 1, ids, digests, seal_hash(bytes(before), chain, place + 1, ids, digests)


def seal_hash(before: bytes, chain: int, place: int, ids: Sequence[int], digests: bytes) -> bytes:
    """The hash of a seal: over the seal before it in its chain, and all it says."""
    told = json.dumps([before.hex(), chain, place, list(ids), digests.hex()])
    return ring().mac(told.encode(), "core_auditseal.hash")


def round_hash(
    before: bytes, number: int, ends: tuple[int, int], at: datetime, seals: Sequence[tuple[int, int, bytes]]
) -> bytes:
    """The hash of a round: over the round before it, how far it reached, when, and its seals in the order of chains."""
    marks = [[chain, place, bytes(mark).hex()] for chain, place, mark in sorted(seals)]
    told = json.dumps([before.hex(), number, ends, round(at.timestamp() * 1_000_000), marks])
    return ring().mac(told.encode(), "core_auditround.hash")


def last_round(reader: Connection) -> Round:
    """The last round there is, or the beginning."""
    found = reader.execute(f"{ROUNDS} ORDER BY number DESC LIMIT 1").fetchone()
    return round_of(found) if found else BEGINNING


def round_of(read: Sequence[Any]) -> Round:
    """A round as the queries here read it."""
    number, last_turn, last_id, rows, at, hashed = read
    return Round(number, last_turn, last_id, rows, at, bytes(hashed))


@dataclass(frozen=True, slots=True)
class Standing:
    """How sealing does: the last round and its moment, how many rows wait (`MOST` at most), the oldest of them."""

    round: int
    at: datetime | None
    waiting: int
    oldest: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Whether a row has waited so long that something must be wrong."""
        since = [moment for moment in (self.oldest, self.at) if moment is not None]
        return self.waiting > 0 and now - max(since) > ALARM


def standing() -> Standing:
    """How sealing does at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, last_turn, last_id, at FROM core_auditround ORDER BY number DESC LIMIT 1"
        )
        number, turn, last_id, at = cursor.fetchone() or (0, -1, 0, None)
        cursor.execute(UNSEALED, [turn, last_id, MOST])
        waiting, oldest = cursor.fetchone()
    return Standing(number, at, waiting, oldest)
