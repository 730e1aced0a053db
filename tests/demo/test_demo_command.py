"""`fayuan demo`: a table of people, and a refusal among others' data."""

import unicodedata

import pytest

from fayuan.demo.commands import main
from fayuan.demo.roster import CITIZENS, COUNSEL, OFFICIALS, PASSWORD

from cast import Cast


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_people_lists_names_and_how_to_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people"]) == 0
    table = capsys.readouterr().out
    assert PASSWORD in table
    assert all(f"  {each.username} " in table for each in (*OFFICIALS, *COUNSEL))
    assert all((each.phone in table) == bool(each.shows) for each in CITIZENS)


def test_the_columns_line_up_whatever_is_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    main(["people"])
    lines = capsys.readouterr().out.splitlines()
    for name in ("林某", "沈某某", "罗某贵"):
        line = next(line for line in lines if f" {name} " in line)
        head = next(line for line in reversed(lines[: lines.index(line)]) if " 姓名 " in line)
        assert columns(line[: line.index(name)]) == columns(head[: head.index("姓名")])


def test_every_name_key_and_number_is_somebody_s_own() -> None:
    keys = [each.username for each in (*OFFICIALS, *COUNSEL)] + [each.key for each in CITIZENS]
    assert len(set(keys)) == len(keys)
    assert len({each.number for each in CITIZENS}) == len(CITIZENS)


def test_nothing_is_loaded_among_other_people(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "--size", "small"]) == 1
    assert "已有正式数据" in capsys.readouterr().err


def test_another_size_is_not_known() -> None:
    with pytest.raises(SystemExit):
        main(["load", "--size", "true"])
