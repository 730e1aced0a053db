"""Every address of the product, as Django's resolver knows them, under the name by which templates call it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name (`desk:workspace`), its view, and the names of what stands in its path."""

    name: str
    view: Any
    arguments: frozenset[str]

    @property
    def audience(self) -> str:
        """Who the view says it is for: a page's audience, `api` or `allauth` for what a library answers; else empty."""
        made_by = getattr(self.view, "view_class", self.view)
        modules = {kind.__module__ for kind in getattr(made_by, "__mro__", ())} | {_module(made_by)}
        for library, audience in (("ninja", "api"), ("allauth", "allauth")):
            if any(module.split(".")[0] == library for module in modules):
                return audience
        return str(getattr(self.view, "audience", ""))


def _module(view: Any) -> str:
    """Where a view was written; what a partial wraps counts, not the partial."""
    return str(getattr(getattr(view, "func", view), "__module__", ""))


def addresses() -> dict[str, Address]:
    """All of them by name. A pattern without a name stands under its path, in angle brackets."""
    return {address.name: address for address in _below(get_resolver(), (), frozenset())}


def _below(resolver: URLResolver, spaces: Sequence[str], given: frozenset[str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        arguments = given | frozenset(entry.pattern.converters) | frozenset(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else f"<{entry.pattern}>"
            yield Address(name, entry.callback, arguments)
        else:
            yield from _below(entry, (*spaces, entry.namespace) if entry.namespace else spaces, arguments)
