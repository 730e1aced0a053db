"""The assignment room, as Django knows it."""

from django.apps import AppConfig


class AssignmentConfig(AppConfig):
    """Who takes the case."""

    name = "fayuan.assignment"
    label = "assignment"
