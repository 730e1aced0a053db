"""The process of its own that recognises letters: a picture comes in, lines go out as JSON. Needs the extra `ocr`.

Each line is `[text, left, middle, height, score]`: its letters, where it begins from the left, where its middle stands
from the top, how high it is (all in points of the picture), and how sure the recognition is (0 to 1).
"""

import contextlib
import io
import json
import logging
import os
import resource
import sys

import numpy as np
from PIL import Image, ImageOps
from rapidocr import RapidOCR

MEMORY = 4 * 2**30  # mostly address space that the engine sets aside; about 400 MB are used
SECONDS = 120
LONGEST = 1600  # points: more makes it slower and reads no better


def main() -> int:
    """Recognise what comes in."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stdout(sys.stderr):
        found = _recognised(sys.stdin.buffer.read())
    os.write(1, json.dumps(found, ensure_ascii=False).encode())
    return 0


def _recognised(content: bytes) -> list[list[object]]:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        shown = ImageOps.exif_transpose(picture).convert("RGB")
    shown.thumbnail((LONGEST, LONGEST))
    read = RapidOCR()(np.asarray(shown)[:, :, ::-1])
    if read.boxes is None:
        return []
    return [
        [
            text,
            float(box[:, 0].min()),
            float(box[:, 1].mean()),
            float(box[:, 1].max() - box[:, 1].min()),
            float(sure),
        ]
        for box, text, sure in zip(read.boxes, read.txts, read.scores, strict=True)
    ]


if __name__ == "__main__":
    sys.exit(main())
