"""The people room, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons and accounts."""

    name = "fayuan.people"
    label = "people"
