"""How fast and how well one person or firm is found among all parties of a province.

Run ``python bench/conflicts.py [PERSONS]`` (1,000,000 when left out). Persons are made up from a fixed seed, loaded by
COPY with the digests that the product would write; then made variants of some of them are sought: another letter of
the same sound, one letter wrong, another telephone, a name from before a marriage. Recall counts queries with a name
and one more attribute; precision is stated for each band. A loop of pure Python and one row found by its key stand
beside as units of this machine in the same run.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")
os.environ.setdefault("DATABASE_URL", "postgresql:///nowhere")  # the scratch database comes later
django.setup()

from django.conf import settings  # noqa: E402  likewise
from django.db import connection  # noqa: E402  likewise

from fayuan.assignment.conflicts import Asked, search  # noqa: E402  likewise
from fayuan.assignment.traces import digests  # noqa: E402  likewise
from fayuan.core import keys  # noqa: E402  likewise
from fayuan.matters.models import Matter  # noqa: E402  likewise
from fayuan.people.models import Person  # noqa: E402  likewise
from fayuan.project import scratch  # noqa: E402  likewise
from fayuan.project.database import trials  # noqa: E402  likewise

import cast as standing  # noqa: E402  Django has to be set up first
import steps  # noqa: E402  likewise
from databases import point_at  # noqa: E402  likewise

PERSONS, QUERIES = 1_000_000, 1_000
FIRST = 1_000_000  # the first id of a made person and party
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文辉鹏飞婷宇浩然"
    "子轩梓涵欣怡晨阳雨嘉俊思佳雪梅春燕海波小东晓峰云龙凤莲珍琴"
)
SOUNDS = dict(
    zip("伟芳敏静丽军杰娟明霞英华玉红志文辉婷欣晓", "玮方闽靖莉君捷涓铭侠瑛桦钰虹智雯晖亭馨小", strict=True)
)
UNSAID = (
    b"",
    b"",
    "{}",
    "",
    "full",
    "{}",
    True,
    True,
    b"",
    standing.LONG_AGO,
    True,
)  # of a person, as COPY writes it


def person(number: int, lots: Random) -> Asked:
    """One made person: a third have a given name of one letter."""
    given = "".join(lots.choice(GIVEN) for _ in range(1 if lots.random() < 0.33 else 2))
    born = date(1945, 1, 1) + timedelta(days=lots.randrange(22_000))
    weights = range(len(SURNAMES), 0, -1)
    surname = lots.choices(SURNAMES, weights)[0]
    return Asked(
        surname + given,
        born,
        "fm"[lots.randrange(2)],
        f"97{number:016d}",
        f"1{39 * 10**8 + number:010d}"[:11],
    )


@contextmanager
def scratch_database() -> Iterator[None]:
    """A migrated database of its own, gone afterwards."""
    with trials.test_server() as admin_url, tempfile.TemporaryDirectory() as home:
        settings.KEYS_FILE, settings.FILES_DIR = Path(home, "keys.json"), Path(home, "files")
        keys.ensure_ring(settings.KEYS_FILE)
        trials.make_template(admin_url, scratch.migrate, "bench_template")
        point_at(trials.clone(admin_url, "bench_template", "bench"))
        try:
            yield
        finally:
            connection.close()


def load(count: int, matter: Matter) -> list[Asked]:
    """Persons, parties and their digests by COPY; gives the persons."""
    lots = Random(7)
    people = [person(number, lots) for number in range(count)]
    id_index, phone_index = (Person._meta.get_field(name) for name in ("id_number_index", "phone_index"))
    with connection.cursor() as cursor:
        given = "id, name, sex, born, id_kind, id_number, id_number_index, phone, phone_index, address, bank_account"
        rest = "groups, disability_kind, capacity, languages, may_call, may_text, contact_note, made_at, is_fictional"
        with cursor.copy(f"COPY people_person ({given}, {rest}) FROM STDIN") as rows:
            for number, one in enumerate(people):
                digest = (id_index.digest(one.id_number), phone_index.digest(one.phone))
                known = (
                    FIRST + number,
                    one.name,
                    one.sex,
                    one.born,
                    "identity_card",
                    b"",
                    digest[0],
                    b"",
                    digest[1],
                )
                rows.write_row((*known, *UNSAID))
        with cursor.copy(
            'COPY matters_party (id, matter_id, role, person_id, name, relation, is_representative, "order") FROM STDIN'
        ) as rows:
            for number, one in enumerate(people):
                rows.write_row(
                    (FIRST + number, matter.pk, "opponent", FIRST + number, one.name, "", False, 0)
                )
        with cursor.copy("COPY assignment_partykey (party_id, key) FROM STDIN") as rows:
            for number, one in enumerate(people):
                for key in digests(one.name, one.born):
                    rows.write_row((FIRST + number, key))
        cursor.execute("ANALYZE people_person, matters_party, assignment_partykey")
    return people


def variant(one: Asked, kind: str, lots: Random) -> Asked:
    """How the same person is asked about elsewhere: a name, and one more attribute."""
    by_birth, by_phone = replace(one, id_number="", phone=""), replace(one, id_number="", born=None)
    given = one.name[1:]
    other = "".join(SOUNDS.get(letter, letter) for letter in given)
    wrong = lots.choice(GIVEN) + given[1:]
    return {
        "same name, birth": by_birth,
        "same name, telephone": by_phone,
        "same sound, birth": replace(by_birth, name=one.name[0] + other),
        "one letter wrong, telephone": replace(by_phone, name=one.name[0] + wrong),
        "one letter wrong, birth": replace(by_birth, name=one.name[0] + wrong),
        "former name, birth": replace(by_birth, name=f"{lots.choice(SURNAMES)}{given}（曾用名{one.name}）"),
        "identity number": replace(one, born=None, phone="", name=lots.choice(SURNAMES) + wrong),
    }[kind]


KINDS = (
    *("same name, birth", "same name, telephone", "same sound, birth", "one letter wrong, telephone"),
    *("one letter wrong, birth", "former name, birth", "identity number"),
)


def ask(people: list[Asked]) -> None:
    """Prints how long each question took, how many were answered rightly, and how many answers were right."""
    lots, took, right, asked = Random(8), list[float](), Counter[str](), Counter[str]()
    good, all_hits = Counter[str](), Counter[str]()
    for number in range(QUERIES):
        whom, kind = lots.randrange(len(people)), KINDS[number % len(KINDS)]
        query = variant(people[whom], kind, lots)
        began = time.perf_counter()
        hits = search(query)
        took.append(time.perf_counter() - began)
        asked[kind] += 1
        right[kind] += any(hit.party == FIRST + whom for hit in hits)
        for hit in hits:
            all_hits[hit.band] += 1
            good[hit.band] += hit.party == FIRST + whom
    took.sort()
    print(yardstick())
    print(
        f"median {took[QUERIES // 2] * 1000:.0f} ms, p95 {took[int(QUERIES * 0.95)] * 1000:.0f} ms (wanted 100)"
    )
    for kind in KINDS:
        print(f"recall, {kind:<30} {right[kind] / asked[kind]:.3f}")
    print(f"recall in all {sum(right.values()) / QUERIES:.3f} (wanted 0.98)")
    for band in ("clear", "likely"):
        print(f"precision, {band:<10} {good[band] / max(all_hits[band], 1):.3f} of {all_hits[band]}")


def yardstick() -> str:
    """How fast this machine is at this moment: a fixed loop, and one row found by its key."""
    began, turns = time.perf_counter(), 0
    while turns < 1_000_000:
        turns += 1
    loop, bare = time.perf_counter() - began, list[float]()
    with connection.cursor() as cursor:
        for number in range(200):
            began = time.perf_counter()
            cursor.execute("SELECT id FROM people_person WHERE id = %s", [FIRST + number])
            cursor.fetchall()
            bare.append(time.perf_counter() - began)
    return f"yardstick: a million turns {loop * 1000:.0f} ms, one row by its key p95 {sorted(bare)[190] * 1000:.1f} ms"


def main() -> None:
    """Loads, asks, prints."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS
    with scratch_database():
        matter = steps.submitted(standing.build())
        began = time.perf_counter()
        people = load(count, matter)
        print(f"{count:,} persons loaded in {time.perf_counter() - began:.0f} s")
        ask(people)


if __name__ == "__main__":
    main()
