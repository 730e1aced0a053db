"""Who asks for another lawyer must not fear the one they have: nothing that the lawyer opens speaks of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from fayuan.assignment import operations as assignment
from fayuan.core import clock
from fayuan.law.clocks import NAMES
from fayuan.matters import timers
from fayuan.matters.models import Matter, Timer
from fayuan.people.models import Post
from fayuan.web.shared.clocks import CLOCKS, told_to

import steps
from cast import LONG_AGO, NOW, Cast

SOON = NOW + timedelta(minutes=20)
REASON = "三次打电话都不接，我信不过他"
SPEAKS_OF_IT = re.compile("更换|不再需要|三次打电话|审批表")


def asked(cast: Cast, *, evidence: tuple[str, ...] = ("通话记录",)) -> Matter:
    """A case in which the recipient asked for another lawyer, with a piece of evidence."""
    matter = steps.handling(cast)
    given = {"reason": REASON, "evidence": evidence, "by": cast.applicant, "now": SOON}
    return assignment.ask_replacement(ref=matter.ref, **given)


def pages_of(matter: Matter) -> list[str]:
    case = f"/lawyer/cases/{matter.ref}/"
    acts = ("", "log/", "hearing/", "report/", "files/", "close/")
    return ["/lawyer/", "/lawyer/cases/", "/lawyer/offers/", *(f"{case}{act}" for act in acts)]


def test_no_page_of_the_lawyer_says_that_another_is_wanted(lawyer: Client, cast: Cast) -> None:
    matter = asked(cast)
    for address in pages_of(matter):
        page = lawyer.get(address).content.decode()
        assert not SPEAKS_OF_IT.search(page), address


def test_nor_when_the_days_to_decide_have_passed_or_it_was_decided(lawyer: Client, cast: Cast) -> None:
    matter = asked(cast)
    late = NOW + timedelta(days=10)
    timers.run_due(late)
    with clock.at(late):
        assert not SPEAKS_OF_IT.search(lawyer.get(f"/lawyer/cases/{matter.ref}/").content.decode())
    assignment.keep_lawyer(ref=matter.ref, reason="没有这样的事", by=cast.assigner, now=late)
    with clock.at(late + timedelta(hours=1)):
        for address in pages_of(matter):
            assert not SPEAKS_OF_IT.search(lawyer.get(address).content.decode()), address


def test_the_sheet_of_the_request_does_not_exist_for_the_lawyer(lawyer: Client, cast: Cast) -> None:
    matter = asked(cast)
    sheet = matter.papers.get(form="replacement_request")
    assert lawyer.get(f"/papers/{sheet.ref}/").status_code == 404
    assert lawyer.get(f"/papers/{sheet.ref}/pdf/").status_code == 404
    for who in ("assigner", "applicant"):
        lawyer.force_login(cast.account(who))
        assert lawyer.get(f"/papers/{sheet.ref}/").status_code == 200, who


def test_an_answer_is_awaited_by_a_clock_of_the_lawyers_own(lawyer: Client, cast: Cast) -> None:
    matter = steps.assigned(cast)
    assignment.ask_replacement(ref=matter.ref, reason=REASON, by=cast.applicant, now=SOON)
    own = matter.timers.get(name="sign_agreement")
    own.due_at += timedelta(days=30)  # so that the other would be the nearest
    own.save()
    page = lawyer.get(f"/lawyer/offers/{matter.ref}/").content.decode()
    assert "前签委托手续" in page
    assert "充裕" in lawyer.get("/lawyer/cases/").content.decode()


def test_a_lawyer_with_a_desk_at_the_agency_learns_it_there_no_more(client: Client, cast: Cast) -> None:
    matter = asked(cast)
    for role in ("clerk", "assigner"):
        Post.objects.create(person=cast.people["lawyer"], role=role, institution=cast.agency, since=LONG_AGO)
    client.force_login(cast.account("lawyer"))
    page = client.get(f"/desk/matters/{matter.ref}/").content.decode()
    assert not re.search("决定是否更换|三次打电话|审批表|请求更换", page)
    assert client.get(f"/desk/matters/{matter.ref}/replace/").status_code == 403
    sent = client.post(f"/desk/matters/{matter.ref}/keep/", {"reason": "我很好", "once_key": "a"})
    assert sent.status_code == 403


def test_the_office_and_the_recipient_do_read_it(client: Client, cast: Cast) -> None:
    matter = asked(cast)
    client.force_login(cast.account("assigner"))
    page = client.get(f"/desk/matters/{matter.ref}/").content.decode()
    assert "决定是否更换" in page
    assert REASON in page


@pytest.mark.parametrize("name", sorted({*NAMES, "name_lawyer", "cooperation", "own_counsel"}))
def test_every_clock_says_who_beside_the_office_may_know_of_it(name: str) -> None:
    assert CLOCKS[name].words
    assert CLOCKS[name].told


def test_a_clock_that_nobody_described_is_the_offices_alone() -> None:
    clocks = [Timer(name="decide_replacement"), Timer(name="something_new"), Timer(name="submit_closing")]
    assert [timer.name for timer in told_to("lawyer", clocks)] == ["submit_closing"]
    assert [timer.name for timer in told_to("recipient", clocks)] == ["decide_replacement"]
    assert told_to("authority", clocks) == []
