"""Form fields as question pages show them: label, hint, mistake, control, tied for those who listen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.template import Library
from django.utils.safestring import SafeString

from fayuan.web.shared.components import draw
from fayuan.web.shared.fields import DateParts, YuanInput
from fayuan.web.shared.pieces import Person

register = Library()

# The first kind a widget belongs to decides; tick boxes are radios to Django, so they stand before them.
KINDS: Sequence[tuple[type[forms.Widget], str]] = (
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "tick"),
    (DateParts, "date"),
    (YuanInput, "yuan"),
)


@register.simple_tag
def field(bound: BoundField, heading: bool = False, short: bool = False) -> SafeString:
    """A field of a Django form, whichever its widget: text, long text, select, radios, ticks, date, yuan,
    file.

    `heading` makes its label the page's h1 (a question page asks one thing); `short` narrows a text input.
    A field that need not be filled says so: （选填）. What was typed stays; mistakes stand between hint and
    control.
    """
    if bound.is_hidden:
        return bound.as_widget()
    kind = next((kind for widget, kind in KINDS if isinstance(bound.field.widget, widget)), "input")
    return draw(f"field/{kind}", **of_field(bound), heading=heading, short=short)


@register.simple_tag
def error_summary(form: forms.BaseForm) -> SafeString:
    """What is to be mended, on top of the page, each a link to its first control. Nothing if all is well."""
    lines = [
        {"id": first_id(form[name]) if name != NON_FIELD_ERRORS else "", "words": words}
        for name, mistakes in form.errors.items()
        for words in mistakes
    ]
    return draw("error_summary", lines=lines) if lines else SafeString("")


@register.simple_tag
def people(bound: BoundField, persons: Sequence[Person]) -> SafeString:
    """Lawyers to choose from, one radio each, for a choice field; none is chosen until the person chooses."""
    return draw("people", field=bound, persons=persons, chosen=str(bound.value() or ""), **described(bound))


def described(bound: BoundField) -> dict[str, str]:
    """The ids of hint and mistake, for `aria-describedby` of a group."""
    return {"described": bound.aria_describedby or ""}


def first_id(bound: BoundField) -> str:
    """The id of the control a mistake links to: its own, or the first of its radios, ticks or parts."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect):
        return f"{bound.auto_id}_0"
    if isinstance(widget, DateParts):
        return f"{bound.auto_id}_year"
    return bound.auto_id


def of_field(bound: BoundField) -> dict[str, Any]:
    """What the field partials read; `parts` are those of a date, `options` the choices with their hints."""
    widget = bound.field.widget
    context: dict[str, Any] = {"field": bound, "optional": not bound.field.required, **described(bound)}
    if isinstance(widget, forms.RadioSelect):
        context |= {"options": options(bound, widget), "type": widget.input_type}
    if isinstance(widget, DateParts):
        context["parts"] = parts(bound, widget)
    return context


def options(bound: BoundField, widget: forms.RadioSelect) -> list[dict[str, Any]]:
    """The choices as rows: id, value, words, hint, whether chosen. Only the person chooses."""
    hints = getattr(widget, "hints", {})
    return [
        {**option, "id": f"{bound.auto_id}_{place}", "hint": hints.get(str(option["value"]), "")}
        for place, option in enumerate(widget.options(bound.html_name, widget.format_value(bound.value())))
    ]


def parts(bound: BoundField, widget: DateParts) -> list[dict[str, Any]]:
    """Year, month and day as three short inputs, each with its own label."""
    context = widget.get_context(bound.html_name, bound.value(), {"id": bound.auto_id})
    return [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": sub["name"],
            "value": sub["value"],
            "words": words,
            "part": part,
        }
        for (part, words), sub in zip(widget.labels, context["widget"]["subwidgets"], strict=True)
    ]
