"""How confidential a matter is at least, by which rule."""

from datetime import date

import pytest

from fayuan.law.confidentiality import RANK, Floor, floor
from fayuan.law.facts import Person

OPENED = date(2026, 6, 12)
CHILD, GROWN = Person(born=date(2008, 6, 13)), Person(born=date(2008, 6, 12))


def least(**known: object) -> Floor | None:
    given: dict[str, object] = {"subject": "work_injury", "offence": "", "reason": "", "side": (GROWN,)}
    return floor(**{**given, "opened": OPENED, "was_archived": False, **known})  # type: ignore[arg-type]  # by name


def test_an_ordinary_matter_has_none() -> None:
    assert least() is None
    assert least(side=()) is None


@pytest.mark.parametrize(
    "known",
    [
        {"side": (GROWN, CHILD)},
        {"side": (Person(groups=frozenset({"minor"})),)},
        {"reason": "minor", "side": ()},
        {"subject": "domestic_violence"},
        {"subject": "criminal_defence", "side": (CHILD,)},
    ],
)
def test_minors_and_victims_of_violence_are_sensitive(known: dict[str, object]) -> None:
    found = least(**known)
    assert found is not None
    assert found.level == "sensitive"


def test_whoever_was_a_minor_when_the_matter_was_opened_stays_protected() -> None:
    assert least(side=(CHILD,), opened=date(2026, 6, 12)) is not None
    assert least(side=(CHILD,), opened=date(2026, 6, 13)) is None


@pytest.mark.parametrize(
    "offence", ["强奸罪", "猥亵儿童罪", "强制猥亵、侮辱罪", "强迫卖淫罪", "引诱幼女卖淫罪"]
)
@pytest.mark.parametrize("subject", ["criminal_defence", "victim_representation"])
def test_offences_against_sexual_freedom_are_sensitive(subject: str, offence: str) -> None:
    found = least(subject=subject, offence=offence)
    assert found is not None
    assert (found.level, found.article) == ("sensitive", "法律援助法 21")


def test_such_a_word_in_a_civil_matter_raises_nothing() -> None:
    assert least(offence="性骚扰") is None


def test_the_record_of_a_juvenile_defendant_is_sealed_in_the_archive_and_not_before() -> None:
    before = least(subject="criminal_defence", offence="盗窃罪", side=(CHILD,))
    after = least(subject="criminal_defence", offence="盗窃罪", side=(CHILD,), was_archived=True)
    assert before is not None
    assert after is not None
    assert (before.level, after.level, after.article) == ("sensitive", "sealed", "刑事诉讼法 286")


def test_the_levels_rise() -> None:
    assert RANK["normal"] < RANK["sensitive"] < RANK["sealed"]
