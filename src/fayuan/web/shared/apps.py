"""The app that carries the base templates, the components and the static files of every audience."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Label `web_shared`: `shared` alone would say too little in a list of apps."""

    name = "fayuan.web.shared"
    label = "web_shared"
