"""Every action that can stand in the trail has words in which the auditor reads it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import fayuan
from fayuan.web.admin.actions import ACTIONS, KINDS

SOURCE = Path(fayuan.__file__).parent


def operations(tree: ast.Module) -> Iterator[str]:
    """The operations of a module, by their decorator."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            named = {each.id for each in node.decorator_list if isinstance(each, ast.Name)}
            if "operation" in named:
                yield node.name


def recorded(tree: ast.Module) -> Iterator[str]:
    """The actions that a module writes into the trail itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record" and len(node.args) > 2:
            action = node.args[2]
            if isinstance(action, ast.Constant) and isinstance(action.value, str):
                yield action.value


def test_every_action_has_its_words() -> None:
    trees = [ast.parse(path.read_text()) for path in SOURCE.rglob("*.py")]
    found = {name for tree in trees for name in (*operations(tree), *recorded(tree))}
    assert found <= ACTIONS.keys(), (
        f"say in web/admin/actions.py what these are: {sorted(found - ACTIONS.keys())}"
    )


def subjects(tree: ast.Module) -> Iterator[str]:
    """The kinds of subject that a module's rows say they are."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "audit_subject":
            for each in ast.walk(node):
                if isinstance(each, ast.Return) and isinstance(each.value, ast.Tuple):
                    kind = each.value.elts[0]
                    if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                        yield kind.value


def test_every_kind_of_subject_has_its_words() -> None:
    trees = [ast.parse(path.read_text()) for path in SOURCE.rglob("*.py")]
    found = {kind for tree in trees for kind in subjects(tree)}
    assert {"matter", "saved_view"} <= found
    assert found <= KINDS.keys(), (
        f"say in web/admin/actions.py what these are: {sorted(found - KINDS.keys())}"
    )
