"""The pages of the agency's staff and of the bureau above it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Label `web_desk`."""

    name = "fayuan.web.desk"
    label = "web_desk"
