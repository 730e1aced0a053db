"""Languages are added as packs, without touching the code."""

from pathlib import Path

import pytest

from fayuan.project.languages import Pack, packs


def pack(home: Path, name: str, told: str, *, catalogue: bool = True) -> Path:
    folder = home / name / "LC_MESSAGES"
    folder.mkdir(parents=True)
    if catalogue:
        (folder / "django.mo").write_bytes(b"")
    (home / name / "pack.toml").write_text(told, encoding="utf-8")
    return home


def test_a_pack_says_its_name_and_its_direction(tmp_path: Path) -> None:
    pack(tmp_path, "ug", 'name = "ئۇيغۇرچە"\nright_to_left = true')
    pack(tmp_path, "bo", 'name = "བོད་ཡིག"')
    assert packs(tmp_path) == [Pack("bo", "བོད་ཡིག", False), Pack("ug", "ئۇيغۇرچە", True)]


def test_without_a_folder_there_are_none() -> None:
    assert packs(None) == []


def test_a_pack_that_lacks_something_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"bo holds no LC_MESSAGES/django\.mo"):
        packs(pack(tmp_path, "bo", 'name = "བོད་ཡིག"', catalogue=False))
    with pytest.raises(ValueError, match="does not say the language's name"):
        packs(pack(tmp_path / "other", "ug", "right_to_left = true"))
