"""`{% load look %}`: every component of the house in one library. Their docstrings stand in `components/`."""

from django.template import Library

from fayuan.web.shared.components import acts, marks, questions, records, rulings, worklists

register = Library()
for kind in (acts, marks, questions, records, rulings, worklists):
    register.tags.update(kind.register.tags)
    register.filters.update(kind.register.filters)
