"""The cookie of the person's look."""

import pytest

from fayuan.web.shared.look import Look


@pytest.mark.parametrize("look", [Look(), Look(mode="elder"), Look("elder", "dark", "more", "off")])
def test_a_look_survives_its_cookie(look: Look) -> None:
    assert Look.from_cookie(look.to_cookie()) == look


@pytest.mark.parametrize("text", ["", "....", "x.y.z.w.v", '"><script>', "elderly.darkest"])
def test_words_that_are_no_choice_count_as_not_chosen(text: str) -> None:
    assert Look.from_cookie(text) == Look()


def test_a_change_leaves_the_other_choices_alone() -> None:
    look = Look("elder", "dark").changed({"mode": "standard", "contrast": "more", "next": "/"})
    assert look == Look(mode="", theme="dark", contrast="more")
