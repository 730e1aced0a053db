"""Where this installation keeps what it writes."""

import os
from pathlib import Path


def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parents[3]


def var() -> Path:
    """The folder for everything written at run time: `FAYUAN_VAR`, else `var/` in the checkout."""
    chosen = os.environ.get("FAYUAN_VAR")
    return Path(chosen).resolve() if chosen else root() / "var"
