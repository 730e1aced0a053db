"""How much every page and operation takes: milliseconds, queries, time in the database; key pages beside bare SQL.

Run ``python bench/pages.py [FOLDER] [--keep] [--most N]``. It asks among the 20,000 matters of a city (loaded as
``bench/desk.py`` does it), or, where `DATABASE_URL` is set, in that database, whose keys are in FOLDER. Every address
that can be asked for is, by somebody of its audience, in this process and warm; operations are done in transactions
that are rolled back. Printed for each: p50, p95, queries, database time, and p50 beside that of the last kept table in
units of this machine (a loop of pure Python, taken in both runs). Of the pages that people
open all day the database time stands beside hand-written SQL of the same rows: median of five rounds each.

`--keep` writes the table to ``bench/last/<matters>.json``: commit it with the change that it measures.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tests" / "web")]
KEEP = "--keep" in sys.argv
MOST = (
    int(sys.argv[sys.argv.index("--most") + 1]) if "--most" in sys.argv else 20
)  # questions of a kind in a round
FOLDERS = [each for each in sys.argv[1:2] if not each.startswith("--")]
sys.argv[1:] = FOLDERS

GIVEN_URL = os.environ.get("DATABASE_URL")

import desk  # noqa: E402  it tells Django where the city is
from django.db import connection, transaction  # noqa: E402  likewise
from django.test import Client  # noqa: E402  likewise
from django.urls import reverse  # noqa: E402  likewise

from fayuan.core import clock  # noqa: E402  likewise
from fayuan.demo.case import Case, apply  # noqa: E402  likewise
from fayuan.demo.stage import Stage  # noqa: E402  likewise
from fayuan.matters.models import Grant, Matter, Party  # noqa: E402  likewise
from fayuan.people.models import Account, Person  # noqa: E402  likewise

from addresses import addresses  # noqa: E402  likewise

ROUNDS = 5
WHO = {
    "desk": "approver",
    "lawyer": "gao",
    "authority": "court",
    "admin": "admin",
    "administrator": "admin",
    "security": "security",
    "auditor": "auditor",
    "rules": "security",
}
SLOW = frozenset(
    {"dossier_pdf", "portal:blank", "portal:download", "portal:forms"}
)  # they draw or read files
LAST = ROOT / "bench" / "last"

TRACK = (
    "SELECT * FROM matters_matter m JOIN network_institution a ON a.id = m.agency_id WHERE m.ref = %(ref)s AND EXISTS "
    "(SELECT FROM matters_grant g WHERE g.matter_id = m.id AND g.holder = %(holder)s AND g.until IS NULL)",
    "SELECT * FROM matters_party p LEFT JOIN people_person n ON n.id = p.person_id WHERE p.matter_id = %(id)s",
    "SELECT * FROM matters_timer WHERE matter_id = %(id)s",
    "SELECT * FROM matters_entry WHERE matter_id = %(id)s AND audience = 'all' ORDER BY at DESC, id DESC",
    'SELECT * FROM matters_transition WHERE matter_id = %(id)s ORDER BY "order"',
    "SELECT * FROM dossier_paper WHERE matter_id = %(id)s AND for_applicant",
    "SELECT * FROM dossier_upload WHERE matter_id = %(id)s",
    "SELECT * FROM intake_application WHERE matter_id = %(id)s",
    "SELECT * FROM cases_hearing WHERE matter_id = %(id)s",
)
"""The rows of the page on which a citizen follows a matter."""
LAWYER_LIST = """
SELECT m.number, m.state, m.title_name, m.subject, g.due_at FROM matters_grant g JOIN matters_matter m
ON m.id = g.matter_id WHERE g.holder = %(holder)s AND g.reason = 'handler' AND g.until IS NULL
AND g.state = ANY(%(states)s) ORDER BY g.due_at NULLS LAST, g.matter_id LIMIT 51
"""
ASKED_LIST = """
SELECT * FROM intake_consultation WHERE agency_id = %(agency)s ORDER BY at DESC LIMIT 51
"""
Asked = tuple[Client, str, Mapping[str, str] | None]


class Meter:
    """Counts queries and the milliseconds they take."""

    def __init__(self) -> None:
        self.queries, self.milliseconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*given)
        finally:
            self.queries += 1
            self.milliseconds += (time.perf_counter() - began) * 1000


class Row:
    """One line of the table, taken from many tries."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.queries: list[int] = []
        self.database: list[float] = []
        self.bare: float | None = None

    def take(self, act: Callable[[], object]) -> None:
        """Do it once, with the meter running."""
        meter = Meter()
        began = time.perf_counter()
        with connection.execute_wrapper(meter):
            act()
        self.taken.append((time.perf_counter() - began) * 1000)
        self.queries.append(meter.queries)
        self.database.append(meter.milliseconds)

    def figures(self) -> dict[str, float]:
        """Its figures, rounded as they are printed."""
        found = {"p50": middle(self.taken), "p95": high(self.taken), "db": middle(self.database)}
        found |= {"queries": middle(self.queries)}
        if self.bare is not None:
            found["bare"] = self.bare
        return {name: round(value, 2) for name, value in found.items()}


def middle(values: Sequence[float]) -> float:
    """The median."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def high(values: Sequence[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


class Visitors:
    """Somebody of each audience, signed in, and matters that they see."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def of(self, username: str) -> Client:
        """The browser of whoever has this sign-in name; nobody's without one."""
        if username not in self.clients:
            made = self.clients[username] = Client(HTTP_HOST="127.0.0.1")
            if username:
                made.force_login(Account.objects.get(username=username))
        return self.clients[username]

    def citizen(self, person: Person) -> Client:
        """The browser of a citizen, who signs in with a telephone."""
        account, _made = Account.objects.get_or_create(
            person=person, defaults={"username": f"bench-{person.pk}", "made_at": clock.now()}
        )
        return self.of(account.username)

    def matters(self, username: str) -> list[Matter]:
        """Some matters that they see."""
        person = Account.objects.get(username=username).person
        holders = [
            person.holder,
            *(post.institution.holder for post in person.posts.select_related("institution")),
        ]
        grants = Grant.objects.filter(holder__in=holders, until=None).order_by("-matter_id")
        return list(Matter.objects.filter(pk__in=grants.values("matter")[: 4 * MOST]).order_by("ref")[:MOST])


def main() -> None:
    """Ask for everything, print the table, keep it if told so."""
    surroundings = nullcontext() if GIVEN_URL else desk.city()
    with surroundings:
        began, cpu = time.perf_counter(), time.process_time()
        units = [desk.unit() for _ in range(ROUNDS)]
        table = {**every_page(), **key_pages(), **operations()}
        show(table, middle(units))
        spent = (time.process_time() - cpu) / (time.perf_counter() - began)
        print(f"this process, pages and all: {spent:.0%} of one processor")


def every_page() -> dict[str, dict[str, float]]:
    """Every address that can be asked for with GET, by name."""
    visitors, table = Visitors(), {}
    for name, address in sorted(addresses().items()):
        if (
            name in SLOW
            or name.startswith(("<", "api", "mfa", "account", "openid"))
            or address.audience in ("", "api")
        ):
            continue
        asked = list(questions(visitors, name, address.arguments, address.audience))
        if asked:
            row = Row()
            for client, path, _given in [asked[0], *asked]:  # the first one warms
                row.take(lambda client=client, path=path: client.get(path))  # type: ignore[misc]
            for kept in (row.taken, row.queries, row.database):
                del kept[0]  # type: ignore[attr-defined]
            table[name] = row.figures()
    return table


def questions(visitors: Visitors, name: str, arguments: frozenset[str], audience: str) -> Iterator[Asked]:
    """The address as somebody of its audience asks for it: about several matters, if it is about one."""
    if audience == "citizen":
        for party in Party.objects.filter(role="applicant", person__isnull=False).order_by("-pk")[:5]:
            path = _path(name, party.matter.ref, arguments)
            if path and party.person:
                yield visitors.citizen(party.person), path, None
        return
    username = WHO.get(audience, "approver" if audience == "signed_in" else "")
    refs = [each.ref for each in visitors.matters(username)[:5]] if username and arguments else [""]
    for ref in refs:
        if path := _path(name, ref, arguments):
            yield visitors.of(username), path, None


def _path(name: str, ref: str, arguments: frozenset[str]) -> str:
    """The address of a page about nothing, or about a matter; empty for any other."""
    if not arguments:
        return reverse(name)
    about_matters = name.split(":")[-1] not in ("lawyer", "letter", "complaint", "consultation", "service")
    return reverse(name, args=[ref]) if arguments == {"ref"} and ref and about_matters else ""


def key_pages() -> dict[str, dict[str, float]]:
    """The pages that people open all day, each time about another matter, beside bare SQL."""
    kinds = {f"key: {name}": asked for name, asked in desk.questions().items()}
    visitors, table = Visitors(), {}
    for name, asked in kinds.items():
        client = visitors.of(desk.WHO)
        acts = [(desk_act(client, each), each.bare) for each in asked[:MOST]]
        table[name] = beside_bare(acts)
    table["key: track"] = beside_bare(list(tracks(visitors)))
    table["key: lawyer's cases"] = beside_bare([lawyer_list(visitors)] * MOST)
    table["key: consultations"] = beside_bare([asked_list(visitors)] * MOST)
    return table


def desk_act(client: Client, asked: desk.Question) -> Callable[[], object]:
    """Ask the question of `bench/desk.py` in this process."""
    if asked.term:
        return lambda: client.post(asked.path, {"q": asked.term})
    return lambda: client.get(asked.path)


Act = tuple[Callable[[], object], Sequence[tuple[str, Mapping[str, object]]]]


def beside_bare(acts: Sequence[Act]) -> dict[str, float]:
    """The page and its rows by hand, turn by turn, five rounds; of each the median of the rounds' medians."""
    row, rounds = Row(), []
    acts[0][0]()
    for _ in range(ROUNDS):
        plain = []
        for act, bare in acts:
            row.take(act)
            plain.append(by_hand(bare))
        rounds.append(middle(plain))
    row.bare = middle(rounds)
    return row.figures()


def by_hand(statements: Sequence[tuple[str, Mapping[str, object]]]) -> float:
    """Milliseconds of the same rows by hand-written SQL."""
    connection.ensure_connection()
    began = time.perf_counter()
    with connection.connection.cursor() as cursor:
        for sql, given in statements:
            cursor.execute(sql, given)
            cursor.fetchall()
    return (time.perf_counter() - began) * 1000


def tracks(visitors: Visitors) -> Iterator[Act]:
    """Citizens who follow their matters."""
    sides = Party.objects.filter(role="applicant", person__isnull=False, matter__origin="application")
    for party in sides.select_related("matter", "person").order_by("-pk")[: 7 * MOST : 7]:
        assert party.person is not None
        client, path = visitors.citizen(party.person), reverse("portal:matter", args=[party.matter.ref])
        given = {"ref": party.matter.ref, "id": party.matter_id, "holder": party.person.holder}
        yield (lambda client=client, path=path: client.get(path)), [(sql, given) for sql in TRACK]


def lawyer_list(visitors: Visitors) -> Act:
    """A lawyer's own cases."""
    client, person = visitors.of("gao"), Account.objects.get(username="gao").person
    given = {"holder": person.holder, "states": sorted(desk.OPEN)}
    return (lambda: client.get(reverse("lawyer:cases"))), [(LAWYER_LIST, given)]


def asked_list(visitors: Visitors) -> Act:
    """The newest questions of an office."""
    client, person = visitors.of("clerk"), Account.objects.get(username="clerk").person
    post = person.posts.get(role="clerk")
    return (lambda: client.get(reverse("desk:consultations"))), [
        (ASKED_LIST, {"agency": post.institution_id})
    ]


def operations() -> dict[str, dict[str, float]]:
    """The operations of a matter's life, each done some times and rolled back."""
    rows: dict[str, Row] = {}
    for _ in range(max(3, MOST // 4)):
        with rolled_back():
            live(rows)
    return {f"operation: {name}": row.figures() for name, row in rows.items()}


@contextmanager
def rolled_back() -> Iterator[None]:
    """As if nothing had happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def live(rows: dict[str, Row]) -> None:
    """An ordinary matter from the window to the archive, step by step."""
    usernames = {each.username: each.person for each in Account.objects.select_related("person")[:80]}
    stage = Stage(people=usernames, random=Random(1), until=clock.now())
    applicant = Party.objects.filter(role="applicant", person__isnull=False).order_by("pk").first()
    assert applicant is not None
    assert applicant.person is not None
    stage.people["somebody"] = applicant.person

    def step(name: str, act: Callable[[], object]) -> None:
        rows.setdefault(name, Row()).take(act)

    made: list[Case] = []
    facts = "在工地做工，工钱拖了几个月，有考勤本和几笔转账。"
    step("submit", lambda: made.append(apply(stage, "somebody", "labour_remuneration", facts, claim=9_000)))
    case = made[0]
    step("receive", case.receive)
    step("examine", lambda: case.examine("材料齐全，建议给予援助。"))
    step("grant", case.grant)
    step("assign", lambda: case.assign("gao"))
    step("accept", case.accept)
    step("sign", case.sign)
    step("log", lambda: case.log("met", "会见受援人，核对证据。"))
    papers = ("起诉状", "证据材料", "庭审笔录", "民事判决书", "结案报告表")
    step("close", lambda: case.close("won", "民事判决书", papers, summary="已说明结果。"))
    step("accept_closing", case.accept_closing)


def show(table: Mapping[str, Mapping[str, float]], unit: float) -> None:
    """Print the table beside the last one, and keep it if told so."""
    matters = Matter.objects.count()
    path = LAST / f"{'city' if matters < 200_000 else 'province'}.json"
    last = json.loads(path.read_text()) if path.exists() else {"unit": unit, "table": {}}
    print(f"{matters} matters; unit of this machine {unit:.0f} ms (last table: {last['unit']:.0f} ms)")
    print(
        f"{'page':34} {'p50':>8} {'p95':>8} {'queries':>8} {'db ms':>7} {'bare':>7} {'ratio':>6} {'last':>6}"
    )
    for name, row in table.items():
        bare = f"{row['bare']:7.2f} {row['db'] / row['bare']:6.1f}" if row.get("bare") else " " * 14
        before = last["table"].get(name)
        change = f"{row['p50'] / unit / (before['p50'] / last['unit']):6.2f}" if before else ""
        print(
            f"{name:34} {row['p50']:8.1f} {row['p95']:8.1f} {row['queries']:8.0f} {row['db']:7.1f} {bare} {change:>6}"
        )
    if KEEP:
        LAST.mkdir(exist_ok=True)
        kept = {"matters": matters, "unit": round(unit, 1), "table": table}
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    compare_sizes(table)


def compare_sizes(table: Mapping[str, Mapping[str, float]]) -> None:
    """How much more a page takes in a province than in the city of the kept table; the aim is 1.5."""
    city = LAST / "city.json"
    if Matter.objects.count() < 200_000 or not city.exists():
        return
    small = json.loads(city.read_text())
    unit = middle([desk.unit() for _ in range(ROUNDS)])
    print(f"from {small['matters']} matters to this many, in units of this machine:")
    for name, row in table.items():
        if name in small["table"]:
            print(f"{name:34} × {row['p50'] / unit / (small['table'][name]['p50'] / small['unit']):.2f}")


if __name__ == "__main__":
    main()
