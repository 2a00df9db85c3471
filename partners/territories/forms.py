"""How people say where they are: a field to type a municipality in, or a point of the device."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from partners.territories.geography import Point
from partners.territories.lookup import MAX_LENGTH
from partners.territories.models import Territory
from partners.territories.places import Places, find_places

CHOICE_SUFFIX = "-choice"


class TypedPlace(NamedTuple):
    """What a form sends: the text, and the key of the place chosen below it, if any."""

    text: str
    choice: str = ""


class PlaceInput(forms.Widget):
    """A text input with the fitting places as radio buttons below.

    As one types, htmx fetches the radio buttons; without JavaScript they come back with the form.
    """

    template_name = "territories/place_input.html"

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, Any], name: str
    ) -> TypedPlace:
        return TypedPlace(str(data.get(name) or ""), str(data.get(name + CHOICE_SUFFIX) or ""))

    def value_omitted_from_data(
        self, data: Any, files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and name + CHOICE_SUFFIX not in data

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        own_attrs = self.build_attrs(self.attrs, attrs)
        typed, places = _shown(value)
        return fragment_context(name, places, typed.choice) | {
            "text": typed.text,
            "attrs": own_attrs,
            "has_error": "aria-invalid" in own_attrs,
            "max_length": MAX_LENGTH,
            "url": f"{reverse('territories:places')}?name={name}",
        }


class PlaceField(forms.Field):
    """Cleans to an open municipality (Territory).

    Accepts a label, an unambiguous name, a key, a postcode of one municipality, or a choice among
    the candidates. The initial value may be a Territory, its primary key or a text.
    """

    widget = PlaceInput
    default_error_messages = {
        "ambiguous": _("Several places fit “%(text)s”. Please choose one of them."),
        "confirm": _("Is this the place you mean? Please choose it."),
        "unlike": _("We know no place “%(text)s”. Please try its postcode, or a part of its name."),
        "guess": _("We know no place “%(text)s”. Did you mean one of these?"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Place"))
        kwargs.setdefault("help_text", _("Place, postcode or official key"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Territory.objects.filter(pk=value).first()
        return value

    def to_python(self, value: Any) -> Territory | None:
        if value is None or isinstance(value, Territory):
            return value
        typed = value if isinstance(value, TypedPlace) else TypedPlace(str(value))
        text = typed.text.strip() or typed.choice
        if not text:
            return None
        places = find_places(text)
        place = places.chosen(typed.choice) or places.found
        if place is None:
            raise self._error(places)
        return place

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.prepare_value(initial)
        try:
            after = self.to_python(data)
        except ValidationError:
            return True
        return before != after if before else after is not None

    def _error(self, places: Places) -> ValidationError:
        if places.is_guess and places.candidates:
            code = "guess"
        elif not places.candidates:
            code = "unlike"
        else:
            code = "confirm" if places.total == 1 else "ambiguous"
        text = places.text if len(places.text) <= MAX_LENGTH else f"{places.text[:MAX_LENGTH]}…"
        return ValidationError(self.error_messages[code], code=code, params={"text": text})


def fragment_context(name: str, places: Places, choice: str = "") -> dict[str, Any]:
    """What the fragment with the radio buttons needs, in the page and by htmx alike."""
    chosen = places.chosen(choice) or places.found
    return {
        "name": name,
        "choice_name": name + CHOICE_SUFFIX,
        "places": places,
        "choice": chosen.ags if chosen else "",
    }


def _shown(value: Any) -> tuple[TypedPlace, Places]:
    """What stands in the input, and the candidates below it."""
    if isinstance(value, Territory):
        return TypedPlace(value.label, value.ags), Places(value.label, (value,), 1, value)
    typed = value if isinstance(value, TypedPlace) else TypedPlace(str(value or ""))
    return typed, find_places(typed.text)


class PointForm(forms.Form):
    """A point on the globe, in degrees, taken no more exactly than it needs to be."""

    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)

    @property
    def point(self) -> Point:
        return Point(round(self.cleaned_data["lat"], 2), round(self.cleaned_data["lon"], 2))
