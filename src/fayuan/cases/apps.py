"""The cases room, as Django knows it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The granted case."""

    name = "fayuan.cases"
    label = "cases"
