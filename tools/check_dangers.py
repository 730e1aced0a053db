"""What has no place in this code: programs made of text, shells, unsafe readers, words put into pages unescaped.

Names what it finds with its place. The few exceptions stand in `ADMITTED`, each with its reason.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "fayuan"
CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "mark_safe",
    "os.system",
    "os.popen",
    "yaml.load",
    "yaml.unsafe_load",
}
READERS = {"pickle", "marshal", "shelve", "dill"}
PATTERNS = {
    "re.compile",
    "re.match",
    "re.search",
    "re.fullmatch",
    "re.sub",
    "re.split",
    "re.findall",
    "re.finditer",
}
IN_TEMPLATES = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off|\|\s*safeseq\b")
IN_SCRIPTS = re.compile(r"\beval\s*\(|new Function\s*\(|document\.write|insertAdjacentHTML|__proto__")
ADMITTED = {
    ("law/reading.py", "yaml.load"): "with a loader that is a SafeLoader",
    ("law/commands.py", "re.fullmatch of something that is not fixed"): "patterns of a table beside it",
    ("demo/copies/plates.py", "re.compile of something that is not fixed"): "made-up words, escaped",
}


def main() -> int:
    """Print what was found; 1 when anything was."""
    found = sorted(
        [*in_code(), *in_files("templates/**/*.html", IN_TEMPLATES), *in_files("static/**/*.js", IN_SCRIPTS)]
    )
    print("\n".join(found) or "no programs from text, no shells, no unsafe readers, nothing unescaped")
    return bool(found)


def in_code() -> Iterator[str]:
    """Each place in the package's code."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for what in dangers(node):
                if (place, what) not in ADMITTED:
                    yield f"src/fayuan/{place}:{getattr(node, 'lineno', 0)}: {what}"


def dangers(node: ast.AST) -> Iterator[str]:
    """What is dangerous about one node."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = {alias.name.split(".")[0] for alias in node.names}
        names |= {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom) else set()
        yield from sorted(names & READERS)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name in CALLS:
            yield name
        if name in PATTERNS and node.args and not is_fixed(node.args[0]):
            yield f"{name} of something that is not fixed"
        if any(word.arg == "shell" and not is_false(word.value) for word in node.keywords):
            yield "shell"


def is_fixed(node: ast.expr) -> bool:
    """Whether an expression is a text that stands in the code: itself, pieced together, or a constant's name."""
    if isinstance(node, ast.JoinedStr):
        return all(is_fixed(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
    if isinstance(node, ast.BinOp):
        return is_fixed(node.left) and is_fixed(node.right)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def in_files(pattern: str, danger: re.Pattern[str]) -> Iterator[str]:
    """Each line of such files that holds the danger; libraries that are shipped as they are lie elsewhere."""
    for path in sorted(PACKAGE.rglob(pattern)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if danger.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:60]}"


if __name__ == "__main__":
    sys.exit(main())
