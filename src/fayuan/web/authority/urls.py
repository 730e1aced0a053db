"""The addresses of this audience."""

from django.urls import URLPattern, URLResolver

app_name = "authority"
urlpatterns: list[URLPattern | URLResolver] = []
