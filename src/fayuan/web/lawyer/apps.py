"""The pages of lawyers and of the heads of their firms."""

from django.apps import AppConfig


class LawyerConfig(AppConfig):
    """Label `web_lawyer`."""

    name = "fayuan.web.lawyer"
    label = "web_lawyer"
