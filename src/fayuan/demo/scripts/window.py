"""Applications that are not decided yet, and some that ended before a decision."""

from fayuan.demo.case import apply
from fayuan.demo.director import Scene, Script
from fayuan.demo.stage import Stage
from fayuan.intake.inputs import OpponentInput


def mother_and_sons(stage: Stage) -> Script:
    """Came to the window yesterday; not received yet."""
    apply(
        stage,
        "jin",
        "support",
        "申请人今年72岁，没有退休金，三个儿子都在外地，去年起都不再给生活费，村里调解过两次没有结果。想要每人每月给600元。",
        opponents=(
            OpponentInput("金某大", "儿子"),
            OpponentInput("金某二", "儿子"),
            OpponentInput("金某三", "儿子"),
        ),
        claim=21_600,
    )
    yield from ()


SCENES = (Scene(1, mother_and_sons),)
