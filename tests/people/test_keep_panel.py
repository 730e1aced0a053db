"""The panel: a list with faulty rows enters nobody; own words are approved; warned, removed, taken back."""

import pytest

from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.people.models import Account, Caution, Lawyer
from fayuan.people.operations import approve_own_words, caution_lawyer, say_own_words
from fayuan.people.panel_list import COLUMNS, import_panel

from cast import NOW, Cast

HEAD = ",".join(COLUMNS)
GOOD = (
    "叶某,ye.mou,13900000077,正平律师事务所,律师,19701201210000001,2012-07-01,,劳动、婚姻家庭,妇女,彝语,5,是"
)


def test_a_good_list_opens_accounts_and_enrols(cast: Cast) -> None:
    import_panel(text=f"{HEAD}\n{GOOD}\n", by=cast.administrator, now=NOW)
    profile = Lawyer.objects.get(person__account__username="ye.mou")
    assert profile.specialities == ["labour", "family"]
    assert (profile.weekly_capacity, profile.open_to_choice, profile.person.languages) == (5, True, ["彝语"])


def test_every_wrong_row_is_named_and_nobody_is_entered(cast: Cast) -> None:
    wrong = "马某,ma.mou,,没有的律所,律师,,2012年7月,,,,3,"
    odd = "朱某,zhu.mou,,正平律师事务所,律师,,2012年7月,,,,3,"
    with pytest.raises(BadInput) as refused:
        import_panel(text=f"{HEAD}\n{GOOD}\n{wrong}\n{odd}\n", by=cast.administrator, now=NOW)
    assert "第3行：没有叫“没有的律所”的单位" in str(refused.value)
    assert "第4行：首次执业要写成2012-07-01" in str(refused.value)
    assert not Account.objects.filter(username="ye.mou").exists()


def test_a_name_twice_on_the_list_is_named(cast: Cast) -> None:
    with pytest.raises(BadInput, match="和第2行重复"):
        import_panel(text=f"{HEAD}\n{GOOD}\n{GOOD}\n", by=cast.administrator, now=NOW)


def test_own_words_are_read_once_they_are_approved(cast: Cast) -> None:
    say_own_words(words="办过很多工伤案件", by=cast.lawyer, now=NOW)
    assert cast.people["lawyer"].lawyer.profile == ""
    lawyer = approve_own_words(person=cast.people["lawyer"].pk, by=cast.administrator, now=NOW)
    assert (lawyer.profile, lawyer.words) == ("办过很多工伤案件", "")
    with pytest.raises(NotAllowed):
        say_own_words(words="我", by=cast.clerk, now=NOW)


def test_who_is_removed_gets_no_new_cases_until_taken_back(cast: Cast) -> None:
    about = {"person": cast.people["lawyer"].pk, "by": cast.administrator, "now": NOW}
    assert not caution_lawyer(kind="warning", reason="逾期未提交结案材料", **about).suspended
    assert caution_lawyer(kind="removal", reason="收取受援人财物", **about).suspended
    with pytest.raises(WrongState):
        caution_lawyer(kind="removal", reason="再次", **about)
    assert not caution_lawyer(kind="return", reason="复核撤销", **about).suspended
    assert Caution.objects.count() == 3


def test_no_caution_without_a_reason(cast: Cast) -> None:
    with pytest.raises(BadInput):
        caution_lawyer(
            person=cast.people["lawyer"].pk, kind="warning", reason=" ", by=cast.administrator, now=NOW
        )
