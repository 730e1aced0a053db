"""`fayuan forms`: gives the drawing of the forms a database for each story."""

from fayuan.play import forms
from fayuan.project.playing import own_database


def main(argv: list[str]) -> int:
    """Draw them; the exit code is that of `fayuan.play.forms`."""
    return forms.main(argv, own_database)
