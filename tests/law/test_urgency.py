"""When aid may be given first and checked later."""

from typing import Any

import pytest
from law.case_files import rows

from fayuan.law.calendar import Calendar
from fayuan.law.urgency import may_grant_first

CALENDAR = Calendar.official()


@pytest.mark.parametrize("case", rows("urgency.yaml"))
def test_aid_may_be_given_first_where_the_case_says(case: dict[str, Any]) -> None:
    answer = may_grant_first(
        case["reason"], case.get("limitation"), case["on"], CALENDAR, region=case.get("region", "000000")
    )

    assert answer.allowed == case["allowed"]
    assert answer.step.passed == case["allowed"]
    assert answer.says.endswith("。")
    article = case.get("article", "法律援助法 44(1)" if case["reason"] == "limitation" else None)
    assert article is None or answer.citations == (article,)
