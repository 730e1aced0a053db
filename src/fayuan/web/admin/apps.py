"""The pages of the three administrators: system, security, audit."""

from django.apps import AppConfig


class AdminConfig(AppConfig):
    """Label `web_admin`."""

    name = "fayuan.web.admin"
    label = "web_admin"
