"""Which step may follow which state."""

import pytest

from fayuan.law.lifecycles import NEW, STATES, STEPS, NotAdmitted, admitted, after, draw

WAY = (
    ("submit", NEW, None, "submitted"),
    ("receive", "submitted", None, "received"),
    ("ask_supplement", "received", None, "awaiting_supplement"),
    ("supplement", "awaiting_supplement", "received", "received"),
    ("supplement", "awaiting_supplement", "submitted", "submitted"),
    ("deem_withdrawn", "awaiting_supplement", None, "deemed_withdrawn"),
    ("withdraw", "examined", None, "withdrawn"),
    ("redirect", "submitted", None, "redirected"),
    ("examine", "received", None, "examined"),
    ("grant", "examined", None, "awaiting_assignment"),
    ("grant", "corrected", None, "awaiting_assignment"),
    ("grant_first", "submitted", None, "awaiting_assignment"),
    ("refuse", "examined", None, "refused"),
    ("object", "refused", None, "objected"),
    ("object", "terminated", None, "objected"),
    ("decide_objection", "objected", "upheld", "upheld"),
    ("decide_objection", "objected", "corrected", "corrected"),
    ("notify", NEW, None, "awaiting_assignment"),
    ("propose", "awaiting_assignment", None, "awaiting_assignment"),
    ("choose", "awaiting_assignment", None, "awaiting_assignment"),
    ("assign", "awaiting_assignment", None, "assigned"),
    ("accept", "assigned", None, "assigned"),
    ("accept", "awaiting_assignment", None, "assigned"),
    ("decline", "assigned", None, "awaiting_assignment"),
    ("decline", "awaiting_assignment", None, "awaiting_assignment"),
    ("sign_agreement", "assigned", None, "handling"),
    ("report", "assigned", None, "assigned"),
    ("log", "handling", None, "handling"),
    ("ask_replacement", "assigned", None, "assigned"),
    ("replace", "handling", None, "assigned"),
    ("suspend", "handling", None, "suspended"),
    ("resume", "suspended", "handling", "handling"),
    ("resume", "corrected", "handling", "handling"),
    ("terminate", "handling", None, "terminated"),
    ("close", "handling", None, "closing"),
    ("return_closing", "closing", None, "handling"),
    ("accept_closing", "closing", None, "closed"),
    ("pay", "closed", None, "closed"),
    ("archive", "closed", None, "archived"),
    ("reopen", "archived", None, "closed"),
    ("follow_up", "archived", None, "archived"),
    ("next_stage", "closed", None, "closed"),
)


@pytest.mark.parametrize(("step", "state", "to", "reached"), WAY)
def test_a_step_leads_where_the_table_says(step: str, state: str, to: str | None, reached: str) -> None:
    assert after(step, state, to) == reached


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("examine", "submitted"),
        ("grant", "received"),
        ("refuse", "received"),
        ("object", "examined"),
        ("object", "upheld"),
        ("ask_supplement", "awaiting_supplement"),
        ("withdraw", "awaiting_assignment"),
        ("grant_first", "awaiting_supplement"),
        ("close", "assigned"),
        ("accept_closing", "handling"),
        ("pay", "handling"),
        ("archive", "handling"),
        ("terminate", "closed"),
        ("notify", "submitted"),
    ],
)
def test_a_state_that_does_not_admit_a_step_says_what_can_be_done(step: str, state: str) -> None:
    with pytest.raises(NotAdmitted) as refusal:
        after(step, state)

    assert STATES[state].chinese in refusal.value.says
    assert STEPS[step].chinese in refusal.value.says
    assert all(rule.chinese in refusal.value.says for rule in admitted(state))


def test_every_state_but_the_last_ones_admits_a_step() -> None:
    ends = {state for state in STATES if not admitted(state)}

    assert ends == {"granted", "withdrawn", "deemed_withdrawn", "redirected"}


def test_the_table_names_only_states_that_exist() -> None:
    named = {state for rule in STEPS.values() for state in (*rule.from_states, *rule.to_states)}

    assert named - {NEW} <= set(STATES)


def test_a_step_that_leads_to_several_states_wants_to_be_told_which() -> None:
    with pytest.raises(ValueError, match="leads to one of"):
        after("decide_objection", "objected")


def test_the_picture_shows_every_movement() -> None:
    picture = draw()

    assert picture.startswith("stateDiagram-v2\n")
    assert "    received --> examined : 审查" in picture
    assert "    [*] --> submitted : 提交申请" in picture
    assert all(state.chinese in picture for state in STATES.values())
