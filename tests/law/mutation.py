"""Mutation testing of the law: changes one thing at a time and sees whether the tests notice.

    python tests/law/mutation.py [module …]      # eligibility, means, deadlines, jurisdiction, amounts, …

Takes minutes, so it stands outside the suite. Every change that no test noticed is printed with its file and line; the
last line is the share of changes that were noticed. What only feeds sentences for people is left unchanged.
"""

import ast
import contextlib
import copy
import importlib.abc
import importlib.machinery
import io
import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import chinese_calendar  # noqa: F401  loaded once, before the forks
import hypothesis  # noqa: F401  likewise
import pytest
import yaml  # noqa: F401  likewise

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src" / "fayuan" / "law"
TESTS = {
    "eligibility": ("test_assess.py",),
    "claims": ("test_assess.py",),
    "fees": ("test_amounts.py",),
    "standing": ("test_assess.py",),
    "materials": ("test_assess.py",),
    "means": ("test_assess.py", "test_means.py"),
    "jurisdiction": ("test_assess.py", "test_places.py", "test_province_level.py"),
    "places": ("test_places.py",),
    "deadlines": ("test_due.py",),
    "calendar": ("test_calendar.py", "test_due.py"),
    "amounts": ("test_amounts.py",),
    "urgency": ("test_urgency.py",),
}
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult}


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """The changed forms of one node."""
    if isinstance(node, ast.Compare):
        yield ast.Compare(node.left, [COMPARISONS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Every changed source of a module: the line, what was changed, the whole text."""
    tree = ast.parse(source)
    places = [node for node in ast.walk(tree) if not _is_for_people(node, tree)]
    for number, node in enumerate(places):
        for variant in variants(node):
            changed = copy.deepcopy(tree)
            twin = [each for each in ast.walk(changed) if not _is_for_people(each, changed)][number]
            ast.copy_location(variant, node)
            _Replace(twin, copy.deepcopy(variant)).visit(changed)
            told = f"{ast.unparse(node)}  →  {ast.unparse(variant)}"
            yield node.lineno, told, ast.unparse(ast.fix_missing_locations(changed))


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def _is_for_people(node: ast.AST, tree: ast.AST) -> bool:
    """Whether a node only feeds a sentence, a cache or a declaration."""
    return id(node) in _spoken(tree)


_SPOKEN: dict[int, set[int]] = {}


def _spoken(tree: ast.AST) -> set[int]:
    if id(tree) not in _SPOKEN:
        _SPOKEN.clear()
        _SPOKEN[id(tree)] = {
            id(inner) for node in ast.walk(tree) if _speaks(node) for inner in ast.walk(node)
        }
    return _SPOKEN[id(tree)]


def _speaks(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return isinstance(target, ast.Name) and target.id in (
            "says",
            "named",
            "inputs",
            "fact",
            "rolled",
            "head",
        )
    decorated = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return isinstance(node, ast.JoinedStr) or (decorated and node.func.id in ("dataclass", "lru_cache"))


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module a changed source."""

    def __init__(self, module: str, source: str) -> None:
        self.module, self.source = f"fayuan.law.{module}", source

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        if name != self.module:
            return None
        origin = str(SOURCE / f"{name.rpartition('.')[2]}.py")
        return importlib.machinery.ModuleSpec(name, self, origin=origin)

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = module.__spec__.origin
        exec(compile(self.source, module.__file__, "exec"), module.__dict__)


def survives(module: str, source: str) -> bool:
    """Whether the module's tests pass although its source was changed; a change that hangs is noticed too."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(module, source))
    process.start()
    process.join(60)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == 0


def _run(module: str, source: str) -> None:
    sys.meta_path.insert(0, _Mutated(module, source))
    options = ["-x", "-q", "--noconftest", "-p", "no:django", "-p", "no:cacheprovider", "-c", "/dev/null"]
    files = [str(HERE / name) for name in TESTS[module]]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        status = pytest.main([*options, "--rootdir", str(HERE.parent), *files])
    sys.exit(int(status))


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(modules: list[str]) -> int:
    """Tries every change of the modules; returns 1 when fewer than 85 % are noticed."""
    sys.path.insert(0, str(HERE.parent))
    tried = noticed = 0
    for module in modules or TESTS:
        for line, told, source in mutants((SOURCE / f"{module}.py").read_text(encoding="utf-8")):
            tried += 1
            if survives(module, source):
                _tell(f"law/{module}.py:{line}: {told}")
            else:
                noticed += 1
        _tell(f"{module}: {noticed} of {tried} so far")
    _tell(f"noticed {noticed} of {tried}: {100 * noticed // max(tried, 1)} %")
    return 0 if 100 * noticed >= 85 * tried else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
