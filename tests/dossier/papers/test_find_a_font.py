"""The font of papers is the system's Noto Serif CJK, else that of a folder, else a plain word is said."""

from pathlib import Path

import pytest

from fayuan.dossier.papers import fonts
from fayuan.dossier.papers.faults import NoFont


def test_a_folder_without_the_font_gives_nothing(tmp_path: Path) -> None:
    assert fonts.bundled_typeface(tmp_path) is None
    assert fonts.bundled_typeface(None) is None


def test_a_bundled_folder_is_used_for_its_noto_families_alone(typeface: fonts.Typeface) -> None:
    paths = [font.path for font in typeface.fonts.fonts() if font.family == fonts.SERIF and font.path]
    bundled = fonts.bundled_typeface(Path(paths[0]).parent)
    assert bundled is not None
    assert set(bundled.families) <= {fonts.SERIF, fonts.SANS}
    assert not bundled.fallback


def test_without_a_font_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "system_typeface", lambda: None)
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    fonts.typeface.cache_clear()
    try:
        with pytest.raises(NoFont, match="fonts-noto-cjk"):
            fonts.typeface()
    finally:
        fonts.typeface.cache_clear()
