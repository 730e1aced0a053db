"""Small real pictures and PDFs, for tests that hand in files."""

import io

import pikepdf
from PIL import Image


def photo(width: int = 8, height: int = 6) -> bytes:
    """A JPEG."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(made, "JPEG")
    return made.getvalue()


def pdf(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        document.save(made)
    return made.getvalue()
