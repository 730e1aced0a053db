"""Public references cannot be counted, and a slip in typing one is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from fayuan.core.refs import ALPHABET, LENGTH, is_ref, new_ref


def test_references_are_well_formed_and_do_not_repeat() -> None:
    made = {new_ref() for _ in range(2000)}
    assert len(made) == 2000
    assert all(is_ref(ref) for ref in made)


@given(st.data())
def test_one_mistyped_letter_is_noticed_but_for_one_pair_of_letters(data: st.DataObject) -> None:
    """The sum is taken modulo 31 over 32 letters: 0 for Z is the one slip that passes."""
    ref = new_ref()
    place = data.draw(st.integers(0, LENGTH - 2))
    letter = data.draw(st.sampled_from(ALPHABET))
    difference = ALPHABET.index(letter) - ALPHABET.index(ref[place])
    if difference % 31:
        assert not is_ref(ref[:place] + letter + ref[place + 1 :])


def test_two_swapped_letters_are_noticed() -> None:
    swapped = "BA" + "CDEFGH"
    assert not is_ref("nonsense")
    assert is_ref(swapped + _with_check(swapped))
    assert not is_ref("AB" + "CDEFGH" + _with_check(swapped))


def _with_check(body: str) -> str:
    return next(letter for letter in ALPHABET if is_ref(body + letter))
