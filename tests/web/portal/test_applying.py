"""Applying on a phone: one question a page, kept after each, checked, submitted once."""

import errno
import re
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pictures import photo

from fayuan.dossier.shelves import Disk
from fayuan.intake.models import Draft
from fayuan.matters.models import Matter

from cast import Cast

WAGES: dict[str, dict[str, Any]] = {
    "whom": {"whom": "self"},
    "contact": {"contact": "all", "contact_note": ""},
    "what": {"kind": "wages"},
    "place": {"place": "970102"},
    "way": {"way": "before_arbitration"},
    "opponent": {"opponent": "某建筑劳务公司", "opponent_2": "工地负责人赵某"},
    "story": {"story": "3月到8月在工地做木工，五个月工钱31200元，只给了8000元。"},
    "claim": {"claim": "23,200元"},
    "groups": {"groups": ["migrant_worker"]},
}


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
    assert found is not None, name
    return found[1]


def begin(client: Client) -> str:
    """Begin an application; gives the address of its first question."""
    page = client.get("/my/apply/").content.decode()
    answer = client.post("/my/apply/", {"once_key": hidden(page, "once_key")})
    assert answer.status_code == 302
    return str(answer["Location"])


def answer_all(client: Client, first: str, pages: dict[str, dict[str, Any]]) -> str:
    """Answer page after page as they come; papers are said to be lacking. Gives the last address."""
    url = first
    for _ in range(30):
        key = url.rstrip("/").rsplit("/", 1)[-1]
        if key == "check":
            return url
        given = {"lacking": "on"} if key.startswith("file-") else pages[key]
        answer = client.post(url, given)
        assert answer.status_code == 302, (key, answer.content.decode())
        url = str(answer["Location"])
    raise AssertionError("the questions do not end")


@contextmanager
def count_posts(client: Client) -> Iterator[list[str]]:
    """The addresses that were posted to meanwhile: one for each page somebody goes through."""
    posted: list[str] = []
    post = client.post

    def counted(address: str, *args: Any, **kwargs: Any) -> Any:
        posted.append(address)
        return post(address, *args, **kwargs)

    client.post = counted  # type: ignore[method-assign]
    yield posted
    client.post = post  # type: ignore[method-assign]


def submit(client: Client, check: str) -> Matter:
    page = client.get(check).content.decode()
    answer = client.post(check, {"once_key": hidden(page, "once_key"), "true": "on"})
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.get(ref=str(answer["Location"]).split("/")[3])


def test_a_migrant_worker_claims_wages_in_at_most_fifteen_pages(applicant: Client, cast: Cast) -> None:
    check = answer_all(applicant, begin(applicant), WAGES)
    matter = submit(applicant, check)
    assert (matter.state, matter.subject, matter.form) == ("submitted", "labour_remuneration", "arbitration")
    assert (matter.agency, matter.claim_fen, matter.means_test) == (cast.agency, 2_320_000, "exempt")
    assert [party.name for party in matter.parties.filter(role="opponent")] == [
        "某建筑劳务公司",
        "工地负责人赵某",
    ]
    assert matter.application.channel == "online"
    seen = len(WAGES) + 3 + 2  # with three papers, the start and the check
    assert seen <= 15


def test_the_exempt_are_never_asked_for_their_income(applicant: Client) -> None:
    check = answer_all(applicant, begin(applicant), WAGES)
    ref = check.split("/")[3]
    assert applicant.get(f"/my/apply/{ref}/income/").status_code == 404


def test_means_are_asked_of_those_whom_the_law_does_not_spare(applicant: Client) -> None:
    pages = WAGES | {
        "groups": {"groups": []},
        "income": {"own_income": "1200", "household_size": "3", "others_income": "3000"},
        "pledge": {"check": "pledge"},
    }
    matter = submit(applicant, answer_all(applicant, begin(applicant), pages))
    assert matter.means_test == "required"
    assert matter.application.pledge is True
    assert [each["income_fen"] for each in matter.application.means["household"]] == [
        120_000,
        150_000,
        150_000,
    ]


def test_every_page_is_kept_and_another_device_goes_on(applicant: Client, cast: Cast) -> None:
    url = begin(applicant)
    url = applicant.post(url, WAGES["whom"])["Location"]
    applicant.post(url, WAGES["contact"])
    other_phone = Client()
    other_phone.force_login(cast.account("applicant"))
    draft = Draft.objects.get()
    assert other_phone.get(f"/my/apply/{draft.ref}/check/")["Location"].endswith("/what/")
    assert draft.ref in other_phone.get("/my/apply/").content.decode()


def test_nobody_finds_the_draft_of_somebody_else(applicant: Client, cast: Cast) -> None:
    url = begin(applicant)
    stranger = Client()
    stranger.force_login(cast.account("other_applicant"))
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"whom": "self"}).status_code == 404


def test_a_change_comes_back_to_the_check_page(applicant: Client) -> None:
    check = answer_all(applicant, begin(applicant), WAGES)
    page = applicant.get(check).content.decode()
    assert "story/?then=check" in page
    answer = applicant.post(check.replace("check/", "story/?then=check"), {"story": "只给了5000元"})
    assert answer["Location"] == check
    assert "只给了5000元" in applicant.get(check).content.decode()


def test_another_kind_of_matter_asks_anew_how_far_it_has_got(applicant: Client) -> None:
    check = answer_all(applicant, begin(applicant), WAGES)
    answer = applicant.post(check.replace("check/", "what/?then=check"), {"kind": "traffic"})
    assert answer["Location"].endswith("/way/")


def test_a_mistake_is_said_and_what_was_typed_stays(applicant: Client) -> None:
    url = begin(applicant)
    for key in ("whom", "contact", "what", "place", "way", "opponent", "story"):
        url = applicant.post(url, WAGES[key])["Location"]
    answer = applicant.post(url, {"claim": "两万三"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "金额只写数字" in page
    assert 'value="两万三"' in page
    assert "<title>错误：" in page


def test_the_check_page_hides_numbers(applicant: Client, cast: Cast) -> None:
    check = answer_all(applicant, begin(applicant), WAGES)
    page = applicant.get(check).content.decode()
    assert cast.people["applicant"].id_number not in page
    assert "139****0001" in page


def test_a_double_click_submits_once(applicant: Client) -> None:
    check = answer_all(applicant, begin(applicant), WAGES)
    key = hidden(applicant.get(check).content.decode(), "once_key")
    first = applicant.post(check, {"once_key": key, "true": "on"})
    second = applicant.post(check, {"once_key": key, "true": "on"})
    assert Matter.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_the_declaration_is_not_ticked_beforehand_and_is_asked_for(applicant: Client) -> None:
    check = answer_all(applicant, begin(applicant), WAGES)
    page = applicant.get(check).content.decode()
    assert "checked" not in page
    assert applicant.post(check, {"once_key": hidden(page, "once_key")}).status_code == 422
    assert not Matter.objects.exists()


def test_photographs_go_with_the_application(applicant: Client) -> None:
    url = begin(applicant)
    for key in WAGES:
        url = applicant.post(url, WAGES[key])["Location"]
    picture = SimpleUploadedFile("身份证.jpg", photo(), "image/jpeg")
    answer = applicant.post(url, {"file": [picture], "more": "1"})
    assert answer["Location"] == url
    assert "身份证.jpg" in applicant.get(url).content.decode()
    url = applicant.post(url, {})["Location"]
    matter = submit(applicant, answer_all(applicant, url, WAGES))
    assert [upload.kind for upload in matter.uploads.all()] == ["id_card"]
    assert "id_card" in matter.application.materials


def test_a_photograph_that_cannot_be_kept_is_said_with_what_to_do(
    applicant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_disk: Disk, _name: str, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    url = begin(applicant)
    for key in WAGES:
        url = applicant.post(url, WAGES[key])["Location"]
    picture = SimpleUploadedFile("身份证.jpg", photo(), "image/jpeg")
    with monkeypatch.context() as today:
        today.setattr(Disk, "put", full)
        answer = applicant.post(url, {"file": [picture], "more": "1"})
    assert answer.status_code == 503
    assert "身份证.jpg：现在存取不了文件，不是您的错。请过几分钟再试一次。" in answer.content.decode()
    draft = Draft.objects.get()
    assert draft.answers["kind"] == "wages"
    assert not draft.answers.get("files")


def test_a_renamed_program_is_refused_with_a_sentence(applicant: Client) -> None:
    url = begin(applicant)
    for key in WAGES:
        url = applicant.post(url, WAGES[key])["Location"]
    answer = applicant.post(url, {"file": [SimpleUploadedFile("a.jpg", b"MZ\x90\x00 program", "image/jpeg")]})
    assert answer.status_code == 422
    assert "程序不收" in answer.content.decode()


def test_a_file_can_be_taken_back(applicant: Client) -> None:
    url = begin(applicant)
    for key in WAGES:
        url = applicant.post(url, WAGES[key])["Location"]
    applicant.post(url, {"file": [SimpleUploadedFile("a.jpg", photo(), "image/jpeg")], "more": "1"})
    draft = Draft.objects.get()
    ref = draft.answers["files"][0]["ref"]
    assert applicant.post(f"/my/apply/{draft.ref}/files/{ref}/drop/")["Location"] == url
    assert Draft.objects.get().answers["files"] == []


@pytest.mark.parametrize(
    ("born", "relation", "agent"),
    [("2015", "legal_representative", "legal_representative"), ("2015", "close_relative", "close_relative")],
)
def test_a_parent_applies_for_a_child(
    applicant: Client, cast: Cast, born: str, relation: str, agent: str
) -> None:
    pages = WAGES | {
        "whom": {"whom": "child"},
        "other": {
            "other_name": "李小某",
            "other_born_year": born,
            "other_born_month": "3",
            "other_born_day": "9",
        },
        "relation": {"relation": relation},
        "consent": {"guardian": "吴某", "child_consent": "on"},
        "what": {"kind": "support"},
        "way": {"way": "before_court"},
        "opponent": {"opponent": "赵某", "opponent_relation": "父亲", "same_household": "no"},
        "income": {"own_income": "0", "household_size": "2", "others_income": "1800"},
        "pledge": {"check": "enquiry"},
    }
    matter = submit(applicant, answer_all(applicant, begin(applicant), pages))
    assert matter.title_name == "李小某"
    assert matter.parties.get(role="agent").relation == agent
    assert applicant.get(f"/my/matters/{matter.ref}/").status_code == 200


def test_a_relative_of_a_detained_person_asks_for_a_defender(applicant: Client) -> None:
    pages = WAGES | {
        "whom": {"whom": "detained"},
        "other": {
            "other_name": "李二某",
            "other_born_year": "1999",
            "other_born_month": "1",
            "other_born_day": "1",
        },
        "detained": {"detained_at": "石桥县看守所"},
        "what": {"kind": "criminal"},
        "way": {"way": "investigation"},
        "offence": {"offence": "盗窃"},
        "income": {"own_income": "0", "household_size": "1"},
        "pledge": {"check": "pledge"},
    }
    matter = submit(applicant, answer_all(applicant, begin(applicant), pages))
    assert (matter.subject, matter.form, matter.stage) == ("criminal_defence", "defence", "investigation")
    assert (matter.application.detained, matter.detained_at) == (True, "石桥县看守所")


def test_whom_it_is_not_safe_to_text_is_not_texted(applicant: Client, cast: Cast) -> None:
    pages = WAGES | {
        "contact": {"contact": "none", "contact_note": "找我妹妹转告"},
        "safety": {},
        "deadline": {},
        "what": {"kind": "violence"},
        "way": {"way": "before_court"},
        "opponent": {"opponent": "赵某", "opponent_relation": "丈夫", "same_household": "yes"},
    }
    matter = submit(applicant, answer_all(applicant, begin(applicant), pages))
    person = matter.parties.get(role="applicant").person
    assert person is not None
    assert (person.may_text, person.may_call, matter.label) == (False, False, "sensitive")
    assert matter.means_test == "not_applicable"


CIVIL: dict[str, dict[str, dict[str, Any]]] = {
    "wages": {},
    "injury": {"what": {"kind": "injury"}},
    "traffic": {"what": {"kind": "traffic"}, "way": {"way": "before_court"}},
    "medical": {"what": {"kind": "medical"}, "way": {"way": "court"}},
    "support": {
        "what": {"kind": "support"},
        "way": {"way": "before_court"},
        "opponent": {"opponent": "赵某", "opponent_relation": "儿子", "same_household": "no"},
    },
    "violence": {
        "what": {"kind": "violence"},
        "safety": {},
        "deadline": {},
        "way": {"way": "before_court"},
        "opponent": {"opponent": "赵某", "opponent_relation": "丈夫", "same_household": "yes"},
    },
    "other": {
        "what": {"kind": "other"},
        "subject": {"other_subject": "social_insurance"},
        "way": {"way": "talks"},
    },
}
MEANS = {
    "income": {"own_income": "900", "household_size": "1"},
    "pledge": {"check": "pledge"},
}


def test_a_median_civil_case_takes_at_most_fifteen_pages(applicant: Client) -> None:
    """Each kind of civil matter, for somebody exempt and for somebody whose means are asked; start and check count."""
    counts = []
    for pages in CIVIL.values():
        for groups in (["subsistence_recipient"], []):
            told = {**WAGES, **pages, **MEANS, "groups": {"groups": groups}}
            with count_posts(applicant) as posts:
                answer_all(applicant, begin(applicant), told)
            counts.append(len(posts) + 1)  # and the check
    assert statistics.median(counts) <= 15, sorted(counts)
    assert max(counts) <= 18, sorted(counts)


def test_who_is_at_risk_is_told_how_to_leave_before_anything_is_asked(applicant: Client) -> None:
    url = begin(applicant)
    for given in ({"whom": "self"}, WAGES["contact"], {"kind": "violence"}):
        url = applicant.post(url, given)["Location"]
    assert url.endswith("/safety/")
    page = applicant.get(url).content.decode()
    assert "快速离开不会清掉浏览记录" in page
    assert applicant.post(url, {})["Location"].endswith("/place/")


def test_what_was_begun_can_be_thrown_away(applicant: Client) -> None:
    begin(applicant)
    applicant.post(f"/my/apply/{Draft.objects.get().ref}/drop/")
    assert not Draft.objects.exists()
