"""Who may be assigned to a case."""

from datetime import date
from typing import Any

import pytest
from law.case_files import cases

from fayuan.law.facts import CaseForAssignment, Client, Lawyer
from fayuan.law.qualification import may_be_assigned, prefers_minors_lawyer

ON = date(2026, 11, 2)


def lawyer_of(facts: dict[str, Any]) -> Lawyer:
    sets = {
        key: frozenset(value) for key, value in facts.items() if isinstance(value, list) and key != "defends"
    }
    defends = frozenset(Client(**client) for client in facts.get("defends", ()))
    return Lawyer(**{**facts, **sets, "defends": defends})


def case_of(facts: dict[str, Any]) -> CaseForAssignment:
    sets = {key: frozenset(value) for key, value in facts.items() if isinstance(value, list)}
    return CaseForAssignment(**{"agency_place": "430100", "client": "乙某", **facts, **sets})


@pytest.mark.parametrize(("facts", "codes"), cases("qualification.yaml"))
def test_a_lawyer_is_excluded_for_the_reasons_the_case_names(facts: dict[str, Any], codes: list[str]) -> None:
    found = may_be_assigned(lawyer_of(facts["lawyer"]), case_of(facts["case"]), ON)

    assert [exclusion.code for exclusion in found] == codes
    assert all(exclusion.article and exclusion.says.endswith("。") for exclusion in found)


def test_a_minors_civil_case_prefers_a_lawyer_who_knows_minors() -> None:
    assert prefers_minors_lawyer(case_of({"matter": "support", "minor": True}))
    assert not prefers_minors_lawyer(case_of({"matter": "support"}))
    assert not prefers_minors_lawyer(case_of({"matter": "criminal_defence", "minor": True}))
