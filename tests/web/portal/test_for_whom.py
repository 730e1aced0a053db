"""Applying for oneself and others together, and for a child; reminded of what was begun."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from test_applying import WAGES, answer_all, begin, submit

from fayuan.matters.models import Party
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry
from fayuan.people.identity import id_check_letter
from fayuan.people.models import Consent
from fayuan.web.portal.telling import Telling

from cast import NOW, Cast


def numbered(order: int) -> str:
    body = f"97010219880412{order:03d}"
    return body + id_check_letter(body)


def group_of(count: int) -> bytes:
    rows = [f"工友{order:03d},{numbered(order)},139{order:08d}" for order in range(count)]
    return "\n".join(("姓名,身份证号,电话", *rows)).encode("gb18030")


def for_group(**members: Any) -> dict[str, dict[str, Any]]:
    return {**WAGES, "whom": {"whom": "group"}, "members": members}


def test_forty_eight_apply_together_by_a_list(applicant: Client, cast: Cast) -> None:
    listed = SimpleUploadedFile("名单.csv", group_of(47))
    check = answer_all(applicant, begin(applicant), for_group(member_file=listed))
    assert "47人" in applicant.get(check).content.decode()
    matter = submit(applicant, check)
    assert matter.member_count == 48
    assert matter.parties.filter(role=Party.Role.MEMBER).count() == 47
    assert "member_list" in matter.application.materials


def test_a_few_are_typed_a_line_each(applicant: Client, cast: Cast) -> None:
    lines = f"王某 {numbered(1)} 13900000011\n赵某，{numbered(2)}\n"
    matter = submit(applicant, answer_all(applicant, begin(applicant), for_group(member_lines=lines)))
    names = matter.parties.filter(role=Party.Role.MEMBER).values_list("name", flat=True)
    assert sorted(names) == ["王某", "赵某"]


def test_a_wrong_line_is_said_with_its_place_and_what_was_typed_stays(applicant: Client, cast: Cast) -> None:
    first = begin(applicant)
    applicant.post(first, {"whom": "group"})
    place = first.replace("whom", "members")
    answer = applicant.post(place, {"member_lines": f"王某 {numbered(1)}\n赵某 123456789012345678"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第2行：身份证号写错了" in page
    assert "赵某 123456789012345678" in page


def test_of_a_child_under_fourteen_the_guardian_agrees_apart(applicant: Client, cast: Cast) -> None:
    pages = {
        **WAGES,
        "whom": {"whom": "child"},
        "other": {
            "other_name": "李小某",
            "other_born_year": "2016",
            "other_born_month": "5",
            "other_born_day": "1",
        },
        "relation": {"relation": "legal_representative"},
        "consent": {"child_consent": "on"},
        "what": {"kind": "support"},
        "way": {"way": "before_court"},
        "opponent": {"opponent": "周某", "opponent_relation": "父亲", "same_household": "no"},
        "income": {"own_income": "0", "household_size": "2", "others_income": "900"},
        "pledge": {"check": "pledge"},
    }
    first = begin(applicant)
    place = first.replace("whom", "consent")
    matter = submit(applicant, answer_all(applicant, first, pages))
    assert applicant.post(place, {}).status_code == 302  # submitted: on to the receipt
    given = Consent.objects.get(purpose="child")
    assert given.person.name == "李小某"
    assert given.by_id == cast.people["applicant"].pk
    assert matter.parties.get(role=Party.Role.APPLICANT).person_id == given.person_id
    page = applicant.get("/my/data/").content.decode()
    assert "处理未满14岁孩子的信息" in page
    applicant.post("/my/data/consent/", {"purpose": "child", "withdraw": "1"})
    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_fourteen_counts_from_the_birthday(cast: Cast) -> None:
    person = cast.people["applicant"]
    told = {"whom": "child", "other_born": "2012-06-12"}
    assert Telling(told, person, date(2026, 6, 11)).is_young_child
    assert not Telling(told, person, date(2026, 6, 12)).is_young_child
    assert not Telling({**told, "whom": "relative"}, person, date(2026, 6, 11)).is_young_child


def test_harm_by_treatment_is_a_matter_of_its_own(applicant: Client, cast: Cast) -> None:
    pages = {
        **WAGES,
        "what": {"kind": "medical"},
        "way": {"way": "before_court"},
        "opponent": {"opponent": "某医院"},
        "income": {"own_income": "500", "household_size": "1"},
        "pledge": {"check": "pledge"},
    }
    assert submit(applicant, answer_all(applicant, begin(applicant), pages)).subject == "medical_injury"


def test_what_the_province_puts_first_is_said_on_check_and_receipt(applicant: Client, cast: Cast) -> None:
    value = {"name": "农民工讨薪", "article": "云岭省法律援助条例 22"}
    rule = {"key": "priority.labour_remuneration", "region": "970000", "value": value}
    days = {"valid_from": date(2026, 1, 1), "valid_to": None}
    told = {"basis": "云岭省法律援助条例 22", "mark": "待核实"}
    entry = propose_rule_entry(**rule, **days, **told, by=cast.law_officer, now=NOW - timedelta(days=300))
    approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW - timedelta(days=300))
    check = answer_all(applicant, begin(applicant), WAGES)
    assert "农民工讨薪：优先受理" in applicant.get(check).content.decode()
    matter = submit(applicant, check)
    assert "农民工讨薪：优先受理" in applicant.get(f"/my/matters/{matter.ref}/done/").content.decode()
