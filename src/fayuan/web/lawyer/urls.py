"""The addresses of this audience."""

from django.urls import URLPattern, URLResolver

app_name = "lawyer"
urlpatterns: list[URLPattern | URLResolver] = []
