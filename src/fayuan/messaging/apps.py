"""The messaging room, as Django knows it."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Messages out."""

    name = "fayuan.messaging"
    label = "messaging"
