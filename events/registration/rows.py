"""Rows of a form, of which one more or one less can be had by a button, with a script or without.

The button sends all that was typed; the page comes back with it, unchecked, and another number of
rows. Rows that were left blank are none.
"""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _


class Rows(BaseFormSet):
    """`form_kwargs` go to each row; the first `min_num` rows are demanded."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        own = {"is_first": index == 0, "is_demanded": (index or 0) < self.min_num}
        return super().get_form_kwargs(index) | own

    def clean(self) -> None:
        """
        Raises:
            ValidationError: a row that is demanded was not sent.
        """
        if self.total_form_count() < self.min_num:
            raise ValidationError(_("Something is missing here."))

    @classmethod
    def redrawn(cls, data: Any, wish: str, prefix: str, **options: Any) -> Self:
        """What was typed, with one row more ("people-add") or without one ("people-drop-2")."""
        sent = cls(data, prefix=prefix, **options)
        rows = [typed(form, data) for form in sent.forms]
        part, _dash, rest = wish.partition("-")
        what, _dash, number = rest.partition("-")
        if part == prefix and what == "add" and len(rows) < cls.max_num:
            rows.append({})
        if part == prefix and what == "drop" and number.isdecimal() and int(number) < len(rows):
            del rows[int(number)]
        return cls(initial=rows, prefix=prefix, **options)

    @property
    def filled(self) -> list[Mapping[str, Any]]:
        """What the rows hold that were not left blank. Ask `is_valid()` first."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data]

    @property
    def is_full(self) -> bool:
        return len(self.forms) >= self.max_num


class RowForm(forms.Form):
    """One row; one that is not demanded may be left blank."""

    def __init__(
        self, *args: Any, is_first: bool = False, is_demanded: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_first = is_first
        self.empty_permitted, self.use_required_attribute = not is_demanded, False


def rows_of(form_class: type[RowForm], least: int, most: int, base: type[Rows] = Rows) -> Any:
    return formset_factory(
        form_class,
        formset=base,
        extra=0,
        min_num=least,
        max_num=most,
        absolute_max=most,
        validate_max=True,
    )


def typed(form: forms.BaseForm, data: Any) -> dict[str, Any]:
    """All that was typed into a form, unchecked, as another one can begin with it."""
    return {
        name: field.widget.value_from_datadict(data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
