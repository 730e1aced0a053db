"""What has happened to the people of the demonstration city, one function for each matter or question."""

from fayuan.demo.scripts import assigning, endings, handling, notices, objections, questions, window

SCENES = (
    *window.SCENES,
    *objections.SCENES,
    *assigning.SCENES,
    *handling.SCENES,
    *notices.SCENES,
    *endings.SCENES,
    *questions.SCENES,
)
