"""The network room, as Django knows it."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Institutions and places."""

    name = "fayuan.network"
    label = "network"
