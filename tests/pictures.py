"""Small real pictures, for tests that hand in photographs."""

import io

from PIL import Image


def photo(width: int = 8, height: int = 6) -> bytes:
    """A JPEG."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(made, "JPEG")
    return made.getvalue()
