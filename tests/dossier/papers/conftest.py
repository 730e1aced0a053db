"""What the tests of papers need of the machine: a font."""

import pytest

from fayuan.dossier.papers import fonts
from fayuan.dossier.papers.faults import NoFont


@pytest.fixture(scope="session")
def typeface() -> fonts.Typeface:
    """The machine's font for papers, without which nothing can be drawn."""
    try:
        return fonts.typeface()
    except NoFont as none:
        pytest.skip(str(none))
