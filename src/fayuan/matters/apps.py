"""The matters room, as Django knows it."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """The spine."""

    name = "fayuan.matters"
    label = "matters"
