"""Every verb of the stories is done by a person on a page; the list in docs/verbs.md says which, and is true."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker
from verbs import NO_PAGE, Verb, read_verbs

import fayuan
from fayuan.play.details import VERBS

from addresses import addresses
from cast import Cast
from standing import OWN, World, world
from test_access import ROWS

SOURCE = Path(fayuan.__file__).parent
ADDRESSES, LISTED = addresses(), read_verbs()
OK = 200


@pytest.fixture(scope="module")
def standing(django_db_setup: Cast, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), world(django_db_setup) as built:
        yield built


def operations() -> set[str]:
    """The operations of all rooms, by their decorator."""
    trees = [ast.parse(path.read_text()) for path in SOURCE.rglob("operations/*.py")]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {node.name for node in functions if "operation" in map(ast.unparse, node.decorator_list)}


def test_every_verb_of_the_stories_has_its_row() -> None:
    assert {verb.name for verb in LISTED} == set(VERBS) - NO_PAGE
    assert len(LISTED) == len({verb.name for verb in LISTED})


def test_every_operation_of_the_list_exists() -> None:
    assert {verb.operation for verb in LISTED} <= operations()


@pytest.mark.parametrize("verb", LISTED, ids=lambda verb: verb.name)
def test_its_pages_exist_and_one_of_them_takes_the_operation(verb: Verb) -> None:
    assert set(verb.pages) <= ADDRESSES.keys()
    sources = [inspect.getsource(inspect.unwrap(ADDRESSES[page].view)) for page in verb.pages]
    modules = [inspect.getsource(inspect.getmodule(ADDRESSES[page].view)) for page in verb.pages]  # type: ignore[arg-type]  # views have one
    assert any(verb.operation in source for source in (*sources, *modules))


@pytest.mark.parametrize("verb", LISTED, ids=lambda verb: verb.name)
def test_its_page_shows_the_button_to_who_is_named(standing: World, verb: Verb) -> None:
    assert ROWS[verb.pages[0]].answers["get"][verb.who] == OK
    refs = {verb.about: standing.ref(verb.about, OWN)} if verb.about else {}
    answer = standing.clients[verb.who].get(verb.address(refs))
    assert answer.status_code == OK
    assert f">{verb.button}</button>" in answer.content.decode()
