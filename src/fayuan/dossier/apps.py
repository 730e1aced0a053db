"""The dossier room, as Django knows it."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    """Papers and files."""

    name = "fayuan.dossier"
    label = "dossier"
