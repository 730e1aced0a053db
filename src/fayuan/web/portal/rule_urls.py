"""The addresses of the rules of law, open to anybody; other pages link to a rule by its key."""

from django.urls import path

from fayuan.web.portal import rules

urlpatterns = [
    path("", rules.rules, name="law"),
    path("<str:name>/", rules.subject, name="law_subject"),
    path("rule/<str:key>/", rules.rule, name="law_rule"),
]
