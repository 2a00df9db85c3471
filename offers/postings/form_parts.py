"""Fields that forms of postings make from the models: of a kind, and of texts by language."""

from typing import NamedTuple

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from offers.postings.models import Posting, PostingText
from partners.taxonomy.languages import interface_languages

LARGEST_NUMBER = 9999  # of people, places or square metres; what is more is a slip of the key
TEXT_PARTS = ("title", "summary", "body")


class Translation(NamedTuple):
    """The fields of one further language; open where something is written."""

    name: str
    is_open: bool
    fields: list[BoundField]


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def fields_of_model(model: type[Posting], names: tuple[str, ...]) -> dict[str, forms.Field]:
    """Form fields with the limits that the model sets, which a form of its own would not know."""
    days: dict[str, type[forms.Widget] | forms.Widget] = {
        field.name: day_input()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField) and field.name in names
    }
    fields = forms.fields_for_model(model, fields=names, widgets=days)
    for name, field in fields.items():
        limits = model._meta.get_field(name).validators
        if isinstance(field, forms.IntegerField):
            field.widget.attrs |= {"min": 1, "max": LARGEST_NUMBER}
            limits = [*limits, forms.IntegerField(max_value=LARGEST_NUMBER).validators[-1]]
        field.validators = [*field.validators, *limits]
    return fields


def text_fields(source: str) -> dict[str, forms.Field]:
    """Title, summary and text in every language of the interface; the source's are demanded."""
    return {
        f"{part}_{code}": field
        for code, _name in interface_languages()
        for part, field in fields_in(code, required=code == source).items()
    }


def fields_in(language: str, required: bool) -> dict[str, forms.Field]:
    """Title, summary and text in one language, for which keyboards and readers are told of it."""
    limits = {f.name: f.max_length for f in PostingText._meta.fields if f.name in TEXT_PARTS}
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    attrs = {"lang": language, "dir": direction}
    return {
        "title": forms.CharField(
            label=_("Title"),
            max_length=limits["title"],
            required=required,
            widget=forms.TextInput(attrs),
        ),
        "summary": forms.CharField(
            label=_("In short"),
            max_length=limits["summary"],
            required=required,
            help_text=_("One or two sentences that stand in the list."),
            widget=forms.Textarea(attrs | {"rows": 3}),
        ),
        "body": forms.CharField(
            label=_("Text"),
            max_length=limits["body"],
            required=False,
            help_text=_("Everything one needs to know. Empty lines make paragraphs."),
            widget=forms.Textarea(attrs | {"rows": 8}),
        ),
    }


def plain(text: str | None) -> str:
    """Browsers send line ends of two characters; one is enough, and digests stay the same."""
    return (text or "").replace("\r\n", "\n").strip()
