"""Form fields and errors as templates/components/ draw them."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, widgets
from django.forms.boundfield import BoundField, BoundWidget

INPUT_CLASS = "kern-form-input__input"
SELECT_CLASS = "kern-form-input__select"
CHECKBOX_CLASS = "kern-form-check__checkbox"
RADIO_CLASS = "kern-form-check__radio"
# What is written from left to right in every language; other words go where their script goes.
LEFT_TO_RIGHT = (widgets.EmailInput, widgets.URLInput, widgets.PasswordInput)
ANY_DIRECTION = (widgets.TextInput, widgets.Textarea)


def field_shape(widget: widgets.Widget) -> str:
    """How a widget is laid out: hidden, check, group, parts, select, input, or own.

    Parts are several plain controls; own draws itself with a template that is not Django's.
    """
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.RadioSelect):
        return "group"
    if not getattr(widget, "template_name", "").startswith("django/forms/widgets/"):
        return "own_group" if widget.use_fieldset else "own"
    if isinstance(widget, widgets.MultiWidget | widgets.SelectDateWidget):
        return "parts"
    if isinstance(widget, widgets.Select) and not isinstance(widget, widgets.SelectMultiple):
        return "select"
    return "input"


def field_parts(bound_field: BoundField) -> dict[str, Any]:
    """The values of components/field.html. Nothing of the form or its widgets is changed."""
    shape = field_shape(bound_field.field.widget)
    described_by = bound_field.aria_describedby or ""
    return {
        "shape": shape,
        "control": _control(bound_field, shape),
        "options": list(_options(bound_field)) if shape == "group" else [],
        "label": bound_field.label,
        "label_for": bound_field.id_for_label,
        "anchor": bound_field.auto_id,
        "hint": bound_field.help_text,
        "errors": list(bound_field.errors),
        "described_by": described_by,
        "optional": not bound_field.field.required,
    }


def _control(bound_field: BoundField, shape: str) -> str:
    widget = bound_field.field.widget
    if shape == "group":
        return ""
    if shape in ("hidden", "own_group", "own"):
        return bound_field.as_widget()
    classes = {"check": CHECKBOX_CLASS, "select": SELECT_CLASS}.get(shape, INPUT_CLASS)
    # A placeholder goes away when one types and is faint before that: hints stay.
    attrs: dict[str, str | bool] = {
        "class": _classes(widget, classes, bound_field),
        "placeholder": False,
    }
    if isinstance(widget, LEFT_TO_RIGHT) or getattr(widget, "input_type", "") == "tel":
        attrs["dir"] = "ltr"
    elif isinstance(widget, ANY_DIRECTION):
        attrs["dir"] = widget.attrs.get("dir", "auto")
    return bound_field.as_widget(attrs=attrs)


def _classes(widget: widgets.Widget, base: str, bound_field: BoundField) -> str:
    error = f"{base}--error" if bound_field.errors else ""
    return " ".join(filter(None, [widget.attrs.get("class", ""), base, error]))


def _options(bound_field: BoundField) -> Iterator[BoundWidget]:
    widget = bound_field.field.widget
    # To Django a group of checkboxes is a kind of radio group.
    base = CHECKBOX_CLASS if isinstance(widget, widgets.CheckboxSelectMultiple) else RADIO_CLASS
    attrs = bound_field.build_widget_attrs(
        {"id": bound_field.auto_id, "class": _classes(widget, base, bound_field)}
    )
    attrs.pop("aria-invalid", None)  # belongs to the group; ARIA does not allow it on a radio
    for data in widget.subwidgets(bound_field.html_name, bound_field.value(), attrs):
        yield BoundWidget(widget, data, bound_field.form.renderer)


def form_errors(form: BaseForm) -> list[dict[str, str]]:
    """Every error of a form with the anchor of its field; errors of the whole form have none."""
    found = [{"text": str(text), "anchor": ""} for text in form.non_field_errors()]
    for bound_field in form:
        anchor = "" if bound_field.is_hidden else bound_field.id_for_label or bound_field.auto_id
        found += [
            {"text": f"{bound_field.label}: {text}", "anchor": anchor}
            for text in bound_field.errors
        ]
    return found
