"""The intake room, as Django knows it."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What comes in."""

    name = "fayuan.intake"
    label = "intake"
