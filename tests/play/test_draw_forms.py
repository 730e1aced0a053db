"""`fayuan forms` keeps each official form as a picture, and says which one is missing."""

from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml
from PIL import Image

from fayuan.play import forms

SAMPLES = Path(__file__).parents[1] / "dossier" / "papers" / "samples.yaml"


def test_each_of_the_32_forms_becomes_a_small_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert forms.main([str(tmp_path), "--examples", str(SAMPLES)], nullcontext) == 0
    drawn = sorted(tmp_path.glob("*.png"))
    assert len(drawn) == 32
    assert {width_of(each) for each in drawn} == {forms.WIDTH}
    assert all(each.stat().st_size < 100_000 for each in drawn)
    assert (tmp_path / "README.md").read_text(encoding="utf-8").count(".png)") == 32


def width_of(picture: Path) -> int:
    with Image.open(picture) as opened:
        return opened.width


def test_a_form_that_nothing_comes_to_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))
    del samples["receipt"]
    few = tmp_path / "few.yaml"
    few.write_text(yaml.safe_dump(samples, allow_unicode=True), encoding="utf-8")
    assert forms.main([str(tmp_path), "--examples", str(few)], nullcontext) == 1
    assert "没有画出：申请材料接收凭证" in capsys.readouterr().out
