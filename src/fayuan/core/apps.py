"""The core room, as Django knows it."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every change goes through."""

    name = "fayuan.core"
    label = "core"
