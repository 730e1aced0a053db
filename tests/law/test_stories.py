"""Every expectation of the stories on which the law has a word comes out of the law alone."""

import os
from pathlib import Path
from typing import Any

import pytest
from law.story_law import ELSEWHERE, LAWS, Refused, Walk

from fayuan.law.reading import written

FOLDER = Path(os.environ.get("FAYUAN_STORIES", Path(__file__).parents[2] / "stories"))
STORIES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.skipif(
    not STORIES, reason="no stories in the folder stories, nor in the one that FAYUAN_STORIES names"
)
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_keeps_to_the_law(path: Path) -> None:
    story = written(path.read_text(encoding="utf-8"))
    walk = Walk(story)
    for step in story["script"]:
        expect = step.get("expect", {})
        if step["do"] in ELSEWHERE:
            return
        if expect.get("not_found") or (expect.get("not_allowed") and expect.get("because") not in LAWS):
            continue
        if expect.get("not_allowed"):
            with pytest.raises(Refused) as refusal:
                walk.step(step)
            assert refusal.value.code == expect["because"], step
        else:
            walk.step(step)
            agrees(walk, expect, step)


def agrees(walk: Walk, expect: dict[str, Any], step: dict[str, Any]) -> None:
    matter = walk.matter
    assert expect.get("state", matter.state) == matter.state, step
    assert expect.get("means_test", matter.means_test) == matter.means_test, step
    for article in expect.get("cites", ()):
        assert any(cited == article or cited.startswith(f"{article}(") for cited in matter.cites), (
            step,
            matter.cites,
        )
    assert set(expect.get("overdue", ())) <= walk.overdue(), step
    for name, day in expect.get("due", {}).items():
        if name in matter.due and (name != "object_until" or walk.may_tell_now()):
            assert matter.due[name].on == day, (step, matter.due[name].says)
    if isinstance(expect.get("proposed"), str):
        assert walk.exclusions(expect["proposed"]) == [], step
