"""The components behind `{% load look %}`, one file per kind. Each tag's docstring says what goes in.

All of them are tags: a leaf is `{% clock due %}`, a wrapper is `{% note %}…{% endnote %}`. Each renders the
partial of its own name in `templates/shared/components/`.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def draw(name: str, /, **context: Any) -> SafeString:
    """Render the partial of that name; it sees these words alone, nothing of the page around it."""
    return render_to_string(f"shared/components/{name}.html", context)
