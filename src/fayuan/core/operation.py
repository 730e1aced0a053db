"""The operation: one change, one transaction, one audit row.

An operation is a function with keyword arguments, among them `by` (the actor) and `now` (an aware moment). Its body has
five beats: fetch in scope and lock · authorise · ask the law · advance · tell. The decorator adds what all changes
share: the transaction, the audit row (also of a refused try), and the key that keeps a repeated call from acting twice.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction

from fayuan.core import audit, once
from fayuan.core.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")


def operation(change: Callable[P, R]) -> Callable[P, R]:
    """Make `change` an operation. It returns the row it changed (or None); a refusal raises `Refusal`."""
    name = change.__name__

    @wraps(change)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by, now = cast(Any, kwargs["by"]), cast(Any, kwargs["now"])
        try:
            with transaction.atomic():
                if by.once is not None:
                    ours, earlier = once.claim(by, name, _told(kwargs), now)
                    if not ours:
                        return cast(R, earlier)
                result = change(*args, **kwargs)
                audit.record(by, now, name, subject=result)
                if by.once is not None:
                    once.settle(by, result)
                return result
        except Refusal as refusal:
            audit.record(by, now, name, subject=_named(kwargs), result="refused", reason=refusal.code)
            raise

    return run


def _told(kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments that make a call the same call: all but who calls and when."""
    return {key: value for key, value in kwargs.items() if key not in {"by", "now"}}


def _named(kwargs: dict[str, Any]) -> tuple[str, str] | None:
    """What a refused call was about: by habit the first argument that names a row is called `ref`."""
    ref = kwargs.get("ref")
    return ("ref", str(ref)) if ref is not None else None
