"""A lawyer's own words: handed in, and not read by applicants before they are approved."""

from django.test import Client

from cast import Cast


def test_own_words_wait_for_approval(lawyer: Client, cast: Cast) -> None:
    answer = lawyer.post("/lawyer/own-words/", {"once_key": "a", "words": "办过很多工伤案件"})
    assert answer.status_code == 302
    page = lawyer.get("/lawyer/own-words/").content.decode()
    assert "还在等审核" in page
    assert "办过很多工伤案件" in page
    profile = cast.people["lawyer"].lawyer
    profile.refresh_from_db()
    assert (profile.profile, profile.words) == ("", "办过很多工伤案件")
