"""Takes the `@layer` wrappers off the stylesheet, for browsers before 2022, which drop what stands inside.

The layers stand in the file in the order they are declared, so without wrappers the order of the file does
their work.

    python tools/flatten_css.py            writes fayuan.flat.css
    python tools/flatten_css.py --check    exits 1 when the committed copy is not what would be written
"""

import re
import sys
from pathlib import Path

CSS = Path(__file__).resolve().parent.parent / "src/fayuan/web/shared/static/fayuan/css"
SOURCE = CSS / "fayuan.css"
FLAT = CSS / "fayuan.flat.css"
NOTE = "/* Made from fayuan.css by tools/flatten_css.py: change that one. */\n"


def flattened(source: str) -> str:
    """The rules without layers, comments and indentation. Raises ValueError when a layer is not closed."""
    bare = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    bare = re.sub(r"@layer[^{;]*;", "", bare)
    while wrapper := re.search(r"@layer[^{;]*\{", bare):
        end = closing(bare, wrapper.end())
        bare = bare[: wrapper.start()] + bare[wrapper.end() : end] + bare[end + 1 :]
    lines = (line.strip() for line in bare.splitlines())
    return NOTE + "\n".join(line for line in lines if line) + "\n"


def closing(text: str, start: int) -> int:
    """Where the brace opened just before `start` is closed."""
    depth = 1
    for brace in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    raise ValueError("a layer of the stylesheet is not closed")


def main(arguments: list[str]) -> int:
    """Write the flat copy, or with `--check` compare it. Returns the exit code."""
    made = flattened(SOURCE.read_text(encoding="utf-8"))
    if "--check" not in arguments:
        FLAT.write_text(made, encoding="utf-8")
        return 0
    if FLAT.read_text(encoding="utf-8") == made:
        return 0
    print("fayuan.flat.css is not current: run `python tools/flatten_css.py`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
