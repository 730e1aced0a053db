"""The citizen's pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Label `web_portal`."""

    name = "fayuan.web.portal"
    label = "web_portal"
