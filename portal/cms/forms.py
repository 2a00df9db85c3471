"""Forms of the public pages, and how those are built that editors put together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from rest_framework.throttling import SimpleRateThrottle
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from partners.territories.forms import PlaceField

LONGEST_TEXT = 5000


class FormThrottle(SimpleRateThrottle):
    """So many forms an address, of all form pages together."""

    scope = "form"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class ContactFinderForm(forms.Form):
    place = PlaceField(label=_("Your place or postcode"), help_text="")


class TrappingForm(BaseForm):
    """Has a field that people do not see: what fills it is a program.

    No label of an editor's own field leads to a name with a hyphen.
    """

    trap_name = "portal-website"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.trap_name] = forms.CharField(
            label=_("Leave this field empty"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get(self.trap_name))

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, but for the trap."""
        return {name: value for name, value in self.cleaned_data.items() if name != self.trap_name}


class PortalFormBuilder(FormBuilder):
    """Wagtail's builder with the browser's own date fields, a limit to texts and the trap."""

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return super().create_multiline_field(field, options | {"max_length": LONGEST_TEXT})

    def create_date_field(self, _field: Any, options: dict[str, Any]) -> forms.Field:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **options)

    def get_form_class(self) -> type[TrappingForm]:
        return type("PortalForm", (TrappingForm,), self.formfields)
