"""What people of the demonstration photograph and hand in: a sheet of paper that says that it is none."""

import io

from PIL import Image, ImageDraw

SHEET, PAPER, INK, RULE = (620, 877), "#fdfcf8", "#8a8578", "#e3dfd3"  # A4 at 75 dots an inch
LINES = range(150, 800, 44)


def photograph() -> bytes:
    """A picture of a lined sheet, as PNG."""
    picture = Image.new("RGB", SHEET, PAPER)
    pen = ImageDraw.Draw(picture)
    for height in LINES:
        pen.line((60, height, SHEET[0] - 60, height), fill=RULE, width=2)
    pen.text((60, 80), "SPECIMEN / DEMONSTRATION ONLY", fill=INK, font_size=26)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
