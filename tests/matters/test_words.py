"""Finding a matter by words of what happened: its own office does, and no number that names people is kept."""

import pytest

from fayuan.matters import words
from fayuan.matters.models import Matter, Words
from fayuan.matters.operations import note
from fayuan.matters.search import search

import steps
from cast import NOW, Cast


def told(cast: Cast, text: str, *, audience: str = "office") -> Matter:
    """A matter with a note."""
    matter = steps.handling(cast)
    note(matter, "remark", by=cast.clerk, now=NOW, audience=audience, body=text)
    return matter


def test_the_office_finds_a_matter_by_words_of_a_note(cast: Cast) -> None:
    matter = told(cast, "对方律师提出愿意调解，约在周四下午")
    assert [found.pk for found in search("愿意 调解", cast.clerk, NOW)] == [matter.pk]
    assert search("愿意 离婚", cast.clerk, NOW) == []


def test_the_office_finds_a_matter_by_words_of_its_facts(cast: Cast) -> None:
    matter = steps.submitted(cast)
    word = next(each for each in words.cut(matter.facts) if len(each) >= 2)
    assert matter.pk in {found.pk for found in search(word, cast.clerk, NOW)}


def test_nobody_outside_the_office_finds_it(cast: Cast) -> None:
    told(cast, "对方律师提出愿意调解，约在周四下午")
    for other in (cast.lawyer, cast.applicant, cast.far_clerk):
        assert search("愿意 调解", other, NOW) == []


def test_what_the_office_may_not_read_is_not_kept(cast: Cast) -> None:
    told(cast, "请不要告诉中心我想换律师", audience="lawyer")
    assert search("告诉 中心", cast.clerk, NOW) == []


@pytest.mark.parametrize(
    "number", ["330102199001011234", "33010219900101123X", "138 0013 8000", "6222-0210-0111"]
)
def test_numbers_that_name_people_are_taken_out(number: str) -> None:
    assert words.cut(f"受援人{number}来过") == words.cut("受援人 来过")


def test_full_width_digits_are_digits() -> None:
    assert words.cut("电话１３８００１３８０００") == words.cut("电话")


def test_no_word_can_be_read_from_the_index(cast: Cast) -> None:
    matter = told(cast, "对方律师提出愿意调解")
    kept = Words.objects.get(matter=matter).words
    assert "调解" not in kept
    assert words.digests(["调解"])[0] in kept


def test_a_sealed_matter_is_found_by_no_word(cast: Cast) -> None:
    matter = told(cast, "对方律师提出愿意调解")
    matter.label = Matter.Label.SEALED
    matter.save()
    note(matter, "remark", by=cast.clerk, now=NOW, audience="office", body="又来电")
    assert search("愿意 调解", cast.clerk, NOW) == []
    assert not Words.objects.filter(matter=matter).exists()
