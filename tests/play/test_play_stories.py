"""Every story of the project holds, and so does every one that lies beside the checkout; what they leave is as history
says."""

from pathlib import Path

import pytest

from fayuan.play.player import play
from fayuan.play.reader import read
from fayuan.play.telling import faults
from fayuan.play.verify import differences

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / "stories").glob("*.yaml"))
SHARED = sorted((ROOT.parent / "shared" / "stories").glob("*.yaml"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
@pytest.mark.usefixtures("fresh_database")
def test_a_story_of_the_project_holds(path: Path) -> None:
    assert list(faults(play(read(path)), path.name)) == []
    assert list(differences()) == []


@pytest.mark.skipif(not SHARED, reason="no folder shared/stories lies beside the checkout")
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
@pytest.mark.usefixtures("fresh_database")
def test_a_story_of_others_holds(path: Path) -> None:
    assert list(faults(play(read(path)), path.name)) == []
    assert list(differences()) == []
