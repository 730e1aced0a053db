"""What has happened to the people of the demonstration city, one function for each matter or question."""

from fayuan.demo.scripts import window

SCENES = (*window.SCENES,)
