"""How fast the citizen's pages come among 20,000 matters: the first page, a question, a matter, from a real web server.

Run ``python bench/portal.py [FOLDER]``. As `bench/desk.py`: the same city, two web workers, one person who asks for one
page after another over HTTP. Beside each page in the same run: SQL written by hand for the same rows, sent by psycopg,
and a loop of pure Python as a unit of this machine. Last, how many queries a page takes.
"""

import statistics

import desk
from desk import ASKED, MATTER, ROUNDS, Question, bare, city, median, served, unit
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fayuan.core import clock
from fayuan.intake.models import Draft
from fayuan.intake.operations import save_draft
from fayuan.matters.models import Party
from fayuan.people.models import Account
from fayuan.people.queries import actor_of

GOAL = 100.0  # milliseconds, 95th percentile
ANSWERS = {"whom": "self", "contact": "all", "kind": "wages", "place": "", "way": "arbitration"}

OWN = """
SELECT m.* FROM matters_matter m WHERE EXISTS (SELECT 1 FROM matters_party p WHERE p.matter_id = m.id
  AND p.person_id = %(person)s AND p.role IN ('applicant', 'agent')) ORDER BY m.changed_at DESC LIMIT 50
"""
DRAFT = "SELECT * FROM intake_draft WHERE ref = %(ref)s AND person_id = %(person)s"
AGENCIES = """
SELECT i.name, d.name FROM network_institution i JOIN network_division d ON d.code = i.division_id
WHERE i.kind = 'agency' AND i.valid_to IS NULL ORDER BY d.code
"""


class Citizen(desk.Person):
    """An applicant on their phone."""

    def __init__(self, port: int, account: Account) -> None:
        self.line = desk.http.client.HTTPConnection("127.0.0.1", port)
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.client.force_login(account)
        self.client.get("/my/apply/")
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}
        self.token = self._token()

    def _token(self) -> str:
        return next(value for name, value in self.cookies.items() if "csrf" in name)

    def queries(self, question: Question) -> int:
        with CaptureQueriesContext(connection) as found:
            self.client.get(question.path)
        return len(found)


def somebody() -> tuple[Account, Party]:
    """An applicant of the city with an account, made here, and their place in a matter."""
    party = (
        Party.objects.filter(role="applicant", person__isnull=False, person__account=None)
        .select_related("person", "matter__agency")
        .earliest("pk")
    )
    assert party.person is not None
    told = {"username": f"bench-{party.person_id}", "password": "!", "made_at": clock.now()}
    account, _made = Account.objects.get_or_create(person=party.person, defaults=told)
    return account, party


def draft_of(account: Account, party: Party) -> Draft:
    """An application half way through."""
    answers = ANSWERS | {"place": party.matter.agency.division_id}
    by = actor_of(account.person, clock.now(), account=account)
    return save_draft(ref=None, answers=answers, by=by, now=clock.now())


def questions(account: Account, party: Party) -> dict[str, list[Question]]:
    """What is asked, by kind; the signed-in pages are this person's own."""
    person = {"person": account.person_id}
    draft = draft_of(account, party)
    begun = (DRAFT, person | {"ref": draft.ref})
    matter = party.matter
    rows = [(sql, {"id": matter.pk}) for sql in MATTER]
    kinds = {
        "first page": Question("/", [("SELECT 1", {})]),
        "am I entitled": Question("/my/entitled/", [("SELECT 1", {})]),
        "guide": Question("/my/guide/", [("SELECT 1", {})]),
        "agencies": Question("/my/offices/", [(AGENCIES, {})]),
        "question": Question(f"/my/apply/{draft.ref}/story/", [begun]),
        "place": Question(f"/my/apply/{draft.ref}/place/", [begun, (AGENCIES, {})]),
        "my matters": Question("/my/matters/", [(OWN, person)]),
        "my matter": Question(f"/my/matters/{matter.ref}/", rows),
        "my data": Question("/my/data/", [(OWN, person)]),
    }
    return {name: [question] * ASKED for name, question in kinds.items()}


def main() -> None:
    """Load, serve, ask, print the table."""
    with city():
        account, party = somebody()
        asked = questions(account, party)
        with served() as port:
            # Staff are led from the first page to their desk, and a visitor sees most of these: a citizen sees all.
            measure(Citizen(port, account), asked)


def measure(person: Citizen, asked: dict[str, list[Question]]) -> None:
    """Five rounds, and a line for each kind of page."""
    for kind in asked.values():  # warm
        for question in kind[:10]:
            person.ask(question)
    units = [unit() for _ in range(ROUNDS)]
    print(
        f"{'page':18} {'p50':>8} {'p95':>8} {'bare p50':>9} {'ratio':>6} {'queries':>8}   (ms; goal p95 ≤ {GOAL:.0f})"
    )
    for name, kind in asked.items():
        pages = [[person.ask(each) for each in kind] for _ in range(ROUNDS)]
        rows = [[bare(each) for each in kind] for _ in range(ROUNDS)]
        half, most, plain = median(pages, 50), median(pages, 95), median(rows, 50)
        print(
            f"{name:18} {half:8.1f} {most:8.1f} {plain:9.2f} {half / plain:6.1f} {person.queries(kind[0]):>8}"
        )
    print(f"unit of this machine: {statistics.median(units):.0f} ms for a million squares")


if __name__ == "__main__":
    main()
