"""The pages of courts, procuratorates and police: their own notices."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """Label `web_authority`."""

    name = "fayuan.web.authority"
    label = "web_authority"
