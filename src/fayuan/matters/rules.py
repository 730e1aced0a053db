"""The rules in force for this installation: the package's, then those of the folders in the settings."""

from functools import lru_cache

from django.conf import settings

from fayuan.law.rules import RuleBook, load


@lru_cache(maxsize=1)
def book() -> RuleBook:
    """The rule book, read once by each process."""
    return load(tuple(settings.RULES_DIRS))
