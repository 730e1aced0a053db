"""Translations: every text that people read goes through gettext, and every catalogue is complete and compiled."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import messages

PACKAGE = messages.PACKAGE
CHINESE = re.compile(r"[\u4e00-\u9fff]{3,}")
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "gettext_noop",
}
# Where Chinese is data or a paper's own language: the law's sentences, set-up faults, stories, fictitious people.
OWN_LANGUAGE = (
    "law",
    "matching",
    "project",
    "play",
    "demo",
    "dossier/papers",
    "web/api/schemas.py",
    "cases/papers.py",
    "migrations",
)
MARKS = {"待核实"}  # how far a rule's wording is known: a value of the law's data
SAMPLES = {"specimen.py", "specimen.html"}  # a page of components with made-up contents
TAGS = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%\s*blocktrans.*?endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)


def bare_in_code(path: Path) -> Iterator[str]:
    """Chinese text constants that are not given to gettext; docstrings may cite Chinese words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            told |= {id(part) for argument in node.args for part in ast.walk(argument)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told.add(id(node.value))
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    for node in texts:
        if isinstance(node.value, str) and CHINESE.search(node.value) and node.value not in MARKS:
            yield f"{path}:{node.lineno}: not given to gettext: {node.value[:30]!r}"


def bare_in_template(path: Path) -> Iterator[str]:
    """Chinese text that stands in a template outside its translation tags."""
    content = path.read_text(encoding="utf-8")
    bare = TAGS.sub(lambda tag: "\n" * tag.group().count("\n"), content)
    for number, line in enumerate(bare.splitlines(), 1):
        if CHINESE.search(line):
            yield f"{path}:{number}: not in a translation tag: {line.strip()[:40]!r}"


def bare() -> Iterator[str]:
    """Every text that a translation would miss."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name in SAMPLES:
            continue
        place = path.relative_to(PACKAGE).as_posix()
        if not any(place.startswith(room) or f"/{room}/" in place for room in OWN_LANGUAGE):
            yield from bare_in_code(path)
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        if path.name not in SAMPLES:
            yield from bare_in_template(path)


if __name__ == "__main__":
    problems = list(bare())
    print("\n".join(problems) or "every text goes through gettext")
    sys.exit(bool(problems) | messages.main(["check"]))
