"""What every act's form keeps to: one effect for a double click, nothing typed lost when somebody else was first."""

import pytest
from desk_pages import Desk

import steps
from cast import Cast

OPINION = {"result": "grant", "means_check": "exempt", "opinion": "我写了很久的理由"}


def test_a_double_click_acts_once_and_both_clicks_see_it_done(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "examiner")
    hidden = desk.hidden("examine", matter.ref)
    first, second = (desk.post("examine", matter.ref, **hidden, **OPINION) for _click in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert matter.examinations.count() == 1


def test_a_stale_form_shows_what_changed_keeps_what_was_typed_and_can_be_sent_again(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "examiner")
    hidden = desk.hidden("examine", matter.ref)
    Desk(cast, "clerk", desk.now).send(
        "ask_supplement", matter.ref, missing=["group_proof"], **day("until", 26)
    )
    Desk(cast, "clerk", desk.now + 2 * steps.MINUTE).send("supplement", matter.ref, materials=["group_proof"])
    desk.now += 5 * steps.MINUTE
    answer = desk.post("examine", matter.ref, **hidden, **OPINION)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "您打开以后的变化" in page
    assert "补交材料" in page
    assert "我写了很久的理由" in page
    form = answer.context["form"]
    assert f'name="seen_version" value="{form.latest}"' in page
    renewed = {"seen_version": str(form.latest), "once_key": "another", "seen_at": form.changed_at}
    assert desk.post("examine", matter.ref, **renewed, **OPINION).status_code == 302


def day(name: str, number: int) -> dict[str, str]:
    """A day of June 2026 as three inputs send it."""
    return {f"{name}_year": "2026", f"{name}_month": "6", f"{name}_day": str(number)}


def test_a_refusal_by_the_law_stands_in_the_form_with_its_sentence(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "approver")
    hidden = desk.hidden("grant_first", matter.ref)
    answer = desk.post("grant_first", matter.ref, **hidden, reason="limitation", **day("complete_by", 30))
    assert answer.status_code == 409
    assert "没有写明时效" in answer.content.decode()


def test_a_refusal_of_aid_names_its_ground_and_says_why(cast: Cast) -> None:
    matter = steps.examined(cast)
    desk = Desk(cast, "approver")
    hidden = desk.hidden("decide", matter.ref)
    answer = desk.post("decide", matter.ref, **hidden, outcome="refuse", reason="收入超过标准", ground="")
    assert answer.status_code == 422
    assert "请选择不予援助的情形" in answer.content.decode()
    hidden = desk.hidden("decide", matter.ref)
    answer = desk.post("decide", matter.ref, **hidden, outcome="refuse", reason=" ", ground="means_exceeded")
    assert answer.status_code == 422
    assert "请写明为什么不予援助" in answer.content.decode()
    hidden = desk.hidden("decide", matter.ref)
    given = {"outcome": "refuse", "reason": "家里另有一处商铺出租", "ground": "means_exceeded"}
    assert desk.post("decide", matter.ref, **hidden, **given).status_code == 302


def test_a_lawyer_with_a_conflict_is_refused_with_the_reason(cast: Cast) -> None:
    matter = steps.notified(cast, reason="life_or_death")
    desk = Desk(cast, "assigner")
    answer = desk.post(
        "assign",
        matter.ref,
        **desk.hidden("assign", matter.ref, form="assigning"),
        somebody=str(cast.people["lawyer"].pk),
    )
    assert answer.status_code == 409
    assert "请另选一位" in answer.content.decode()


@pytest.mark.parametrize(
    ("stage", "person", "name", "status"),
    [
        ("submitted", "examiner", "receive", 403),
        ("received", "clerk", "examine", 403),
        ("received", "approver", "decide", 409),
        ("granted", "clerk", "assign", 403),
        ("handling", "finance", "pay", 409),
        ("closed", "clerk", "pay", 403),
        ("received", "far_clerk", "redirect", 404),
        ("examined", "bureau_officer", "decide", 404),
    ],
)
def test_a_page_that_is_not_ones_own_or_comes_too_early_says_so(
    cast: Cast, stage: str, person: str, name: str, status: int
) -> None:
    matter = getattr(steps, stage)(cast)
    assert Desk(cast, person).ask(name, matter.ref).status_code == status


def test_who_examined_does_not_decide(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "window")
    desk.send("examine", matter.ref, **OPINION)
    assert "作出决定" not in desk.read("workspace", matter.ref)


def test_an_opinion_against_the_reckoning_needs_words_of_its_own(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "examiner")
    page = desk.ask("examine", matter.ref)
    proposed = page.context["form"].initial["opinion"]
    given = {"means_check": "exempt", "opinion": proposed}
    answer = desk.post("examine", matter.ref, **desk.hidden("examine", matter.ref), **given, result="refuse")
    assert answer.status_code == 422
    assert "您的意见和演算不同" in answer.content.decode()
    assert matter.examinations.count() == 0
    given["opinion"] = "共享数据显示其名下另有商铺出租"
    answer = desk.post("examine", matter.ref, **desk.hidden("examine", matter.ref), **given, result="refuse")
    assert answer.status_code == 302


def test_an_opinion_with_the_reckoning_may_keep_its_words(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "examiner")
    proposed = desk.ask("examine", matter.ref).context["form"].initial["opinion"]
    hidden = desk.hidden("examine", matter.ref)
    given = {"result": "grant", "means_check": "exempt", "opinion": proposed}
    assert desk.post("examine", matter.ref, **hidden, **given).status_code == 302


def test_only_grounds_that_may_be_there_are_offered_to_refuse(cast: Cast) -> None:
    matter = steps.examined(cast)
    choices = Desk(cast, "approver").ask("decide", matter.ref).context["form"].fields["ground"].choices
    assert "means_exceeded" in dict(choices)
    assert "out_of_scope" not in dict(choices)
