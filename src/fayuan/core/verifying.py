"""Is the audit trail as it was sealed? Rounds, seals and rows are compared in order; the first difference is named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fayuan.core import sealing
from fayuan.core.sealing import BEGINNING, NO_AGENCY, START, Connection, Round, Row

DIGEST = 32  # bytes
What = Literal["altered", "removed", "swapped", "added", "seal", "round", "checkpoint"]


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the trail is not what was sealed: the row's number (of a seal or round: its own), its chain."""

    what: What
    number: int
    chain: int
    round: int
    partner: int = 0  # of two swapped rows, the other


@dataclass(slots=True)
class Result:
    """What was looked at: rows, rounds; `broken` is empty when all is as it was sealed."""

    rows: int = 0
    rounds: int = 0
    broken: "tuple[Broken, ...]" = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """One agency's part of a round."""

    chain: int
    number: int
    ids: Sequence[int]
    digests: bytes
    hash: bytes

    def expected(self) -> Iterator[tuple[int, bytes]]:
        """Each row's number and digest, in order."""
        for place, number in enumerate(self.ids):
            yield number, self.digests[place * DIGEST : (place + 1) * DIGEST]


def verify(reader: Connection, *, all_of_it: bool = False) -> Result:
    """Look through the whole trail; ends at the first round with a difference unless `all_of_it` is wanted."""
    result, before, heads = Result(), BEGINNING, dict[int, tuple[int, bytes]]()
    for each in _rounds(reader):
        seals = _seals(reader, each.number)
        rows = [sealing.row(read) for read in reader.execute(sealing.SEALED, _span(before, each)).fetchall()]
        found = tuple((*_round(each, before, seals), *_chains(each, seals, heads), *_rows(each, seals, rows)))
        result.rounds, result.rows, result.broken = (
            result.rounds + 1,
            result.rows + len(rows),
            result.broken + found,
        )
        if found and not all_of_it:
            break
        before = each
    return result


def _rounds(reader: Connection) -> Iterator[Round]:
    asked = f"{sealing.ROUNDS} WHERE number > %s ORDER BY number LIMIT 500"
    last = 0
    while read := reader.execute(asked, [last]).fetchall():
        yield from (sealing.round_of(each) for each in read)
        last = read[-1][0]


def _seals(reader: Connection, number: int) -> list[Seal]:
    asked = "SELECT chain, number, ids, digests, hash FROM core_auditseal WHERE round = %s ORDER BY chain"
    read = reader.execute(asked, [number]).fetchall()
    return [Seal(chain, place, ids, bytes(digests), bytes(mark)) for chain, place, ids, digests, mark in read]


def _span(before: Round, each: Round) -> list[int]:
    return [before.last_turn, before.last_id, each.last_turn, each.last_id]


def _round(each: Round, before: Round, seals: Sequence[Seal]) -> Iterator[Broken]:
    """The round follows the one before, and its hash covers what it says."""
    marks = [(seal.chain, seal.number, seal.hash) for seal in seals]
    hashed = sealing.round_hash(before.hash, each.number, (each.last_turn, each.last_id), each.at, marks)
    if each.number != before.number + 1 or hashed != each.hash:
        yield Broken("round", each.number, NO_AGENCY, each.number)


def _chains(each: Round, seals: Sequence[Seal], heads: dict[int, tuple[int, bytes]]) -> Iterator[Broken]:
    """Each seal follows the one before it in its chain; `heads` moves on."""
    for seal in seals:
        place, before = heads.get(seal.chain, (0, START))
        hashed = sealing.seal_hash(before, seal.chain, seal.number, seal.ids, seal.digests)
        if seal.number != place + 1 or hashed != seal.hash:
            yield Broken("seal", seal.number, seal.chain, each.number)
        heads[seal.chain] = seal.number, seal.hash


def _rows(each: Round, seals: Sequence[Seal], rows: Sequence[Row]) -> Iterator[Broken]:
    """Every sealed row is there as it was, and none came in between."""
    found = {row.id: row for row in rows}
    digests = {number: digest for seal in seals for number, digest in seal.expected()}
    chains = {number: seal.chain for seal in seals for number in seal.ids}
    wrong = [number for number, digest in digests.items() if _differs(found.get(number), digest)]
    for number in wrong:
        partner = _partner(number, wrong, found, digests)
        what: What = "removed" if number not in found else "swapped" if partner else "altered"
        yield Broken(what, number, chains[number], each.number, partner)
    for number, row in found.items():
        if number not in digests:
            yield Broken("added", number, row.chain, each.number)


def _differs(row: Row | None, digest: bytes) -> bool:
    return row is None or row.digest() != digest


def _partner(
    number: int, wrong: Iterable[int], found: Mapping[int, Row], digests: Mapping[int, bytes]
) -> int:
    """The number of the wrong row that carries this row's content; 0 when none does."""
    for other in wrong:
        if other != number and other in found and _carries(found[other], number, digests[number]):
            return other
    return 0


def _carries(row: Row, number: int, digest: bytes) -> bool:
    return row.digest(number) == digest


def hash_of(reader: Connection, number: int) -> bytes | None:
    """The hash of a round, or None when it is not there."""
    found = reader.execute("SELECT hash FROM core_auditround WHERE number = %s", [number]).fetchone()
    return bytes(found[0]) if found else None
