"""Form fields of postings: languages with their level, and territories to tick."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from offers.postings.enums import Level
from partners.taxonomy.models import Term
from partners.territories import keys
from partners.territories.enums import Level as TerritoryLevel
from partners.territories.models import Territory

MOST_LANGUAGES = 20
FEWEST_ROWS = 2

TypedRow = tuple[str, str]
"""What a row of the form sends: slug of the language and level, either may be empty."""


class LanguagesInput(forms.Widget):
    """Rows of two lists, language and level; always one row more than is filled in."""

    template_name = "postings/languages_input.html"
    use_fieldset = True
    choices: Sequence[tuple[str, str]] = ()
    more_rows = 0

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, Any], name: str
    ) -> list[TypedRow]:
        languages, levels = (_sent(data, f"{name}-{part}") for part in ("language", "level"))
        rows = zip_longest(languages, levels, fillvalue="")
        return [row for row in rows if any(row)]

    def value_omitted_from_data(
        self, data: Any, files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return f"{name}-language" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1" if id_ else ""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        rows = list(value or ())
        empty = max(1, FEWEST_ROWS - len(rows)) + self.more_rows
        context = {
            "name": name,
            "rows": [*rows, *[("", "")] * empty],
            "languages": self.choices,
            "levels": Level.values,
            "has_error": bool(attrs and attrs.get("aria-invalid")),
        }
        return render_to_string(self.template_name, context)


class LanguagesField(forms.Field):
    """Cleans to pairs of language (Term) and level (text, empty where none applies)."""

    widget = LanguagesInput
    default_error_messages = {
        "level_alone": _("Please choose the language that the level belongs to."),
        "unknown": _("Please choose a language from the list."),
        "too_many": _("Please choose at most %(most)d languages."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.terms: dict[str, Term] = {}

    def offer(self, terms: dict[str, Term]) -> None:
        """Says which languages there are to choose from."""
        self.terms = terms
        self.widget.choices = [(slug, str(term)) for slug, term in terms.items()]

    def to_python(self, value: list[TypedRow] | None) -> list[tuple[Term, str]]:
        rows = list(dict.fromkeys(value or ()))
        if len(rows) > MOST_LANGUAGES:
            raise ValidationError(
                self.error_messages["too_many"], params={"most": MOST_LANGUAGES}, code="too_many"
            )
        if any(level and not language for language, level in rows):
            raise ValidationError(self.error_messages["level_alone"], code="level_alone")
        if any(language not in self.terms or level not in ("", *Level) for language, level in rows):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return [(self.terms[language], level) for language, level in rows]


class TerritoriesField(forms.TypedMultipleChoiceField):
    """States and counties to tick; `offer` says which. Cleans to a list of Territory."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, near: Iterable[str], ticked: Iterable[str]) -> None:
        """Offers all states, the counties of the states that `near` lies in, and what is ticked."""
        ticked = {key for key in ticked if key.isascii() and key.isdecimal()}
        states = {key[:2] for key in (*near, *ticked)}
        found = Territory.objects.filter(ags__in=ticked)
        open_ones = Territory.objects.open()
        found |= open_ones.filter(level=TerritoryLevel.STATE)
        for state in states:
            found |= open_ones.filter(keys.inside("ags", state), level=TerritoryLevel.COUNTY)
        rows = sorted(found, key=lambda row: (row.ags[:2] not in states, row.ags))
        self.by_key = {row.ags: row for row in rows}
        self.choices = [(row.ags, row.label) for row in rows]
        self.coerce = self.by_key.get


def as_area(place: Territory) -> Territory:
    """The territory that people mean by a place: a kreisfreie Stadt is its five-digit entry."""
    if not place.is_city_county:
        return place
    return Territory.objects.get(ags=keys.county_key(place.ags))


def _sent(data: Any, name: str) -> list[str]:
    if isinstance(data, MultiValueDict):
        return [str(value) for value in data.getlist(name)]
    return [str(value) for value in data.get(name, ())]
