"""What a posting says, as pairs of label and text: for its page, and to tell two versions apart.

All functions take the `details` that `actions.create` takes and `actions.details_of` gives.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from offers.postings.enums import Reach, Visibility
from offers.postings.models import BERLIN, Need, Posting

Details = dict[str, Any]

_OWN_LABELS = {
    "languages": gettext_lazy("languages"),
    "expires_on": gettext_lazy("valid until"),
    "reach": gettext_lazy("area served"),
}
_PARTS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("In short"),
    "body": gettext_lazy("Text"),
}


class Fact(NamedTuple):
    label: str
    text: str


class Difference(NamedTuple):
    """What a field said before, and what it says after; "–" stands for nothing."""

    label: str
    before: str
    after: str


def everything(model: type[Posting]) -> tuple[str, ...]:
    """The names of all that postings of this class say besides their texts."""
    contact = ("link", "contact_name", "contact_email", "contact_phone")
    own = (*model.other_facts, *model.page_facts)
    return ("kind", "topics", "place", *own, "visibility", *contact)


def facts(model: type[Posting], details: Details, names: Iterable[str]) -> list[Fact]:
    """Those of the named fields that say something, in this order."""
    found = ((name, _shown(model, details, name)) for name in names if _has(model, name))
    return [Fact(_label(model, name), text) for name, text in found if text]


def text(model: type[Posting], details: Details, name: str) -> str:
    """What the field says; empty where it says nothing, or postings of this class lack it."""
    return _shown(model, details, name) if _has(model, name) else ""


def differences(model: type[Posting], before: Details, after: Details) -> list[Difference]:
    """Every field and every text in which two versions differ."""
    pairs = [
        (_label(model, name), _shown(model, before, name), _shown(model, after, name))
        for name in everything(model)
        if _has(model, name)
    ]
    for language in dict.fromkeys((*before["texts"], *after["texts"])):
        pairs += [
            (
                f"{label} ({get_language_info(language)['name_local']})",
                before["texts"].get(language, {}).get(part, ""),
                after["texts"].get(language, {}).get(part, ""),
            )
            for part, label in _PARTS.items()
        ]
    return [Difference(label, old or "–", new or "–") for label, old, new in pairs if old != new]


def area(details: Details) -> str:
    """How far the posting reaches, in words."""
    place = details["place"]
    if details["reach"] == Reach.EVERYWHERE:
        return _("Everywhere, also from afar")
    if details["reach"] == Reach.TERRITORIES:
        return ", ".join(sorted(territory.label for territory in details["territories"]))
    if details["reach"] == Reach.RADIUS and place and details["radius_km"]:
        words = {"number": details["radius_km"], "place": place.label}
        return _("%(number)d km around %(place)s") % words
    return place.label if place else ""


def _has(model: type[Posting], name: str) -> bool:
    """Whether postings of this class say such a thing; only needs are not for everybody's eyes."""
    if name == "visibility":
        return issubclass(model, Need)
    return name in _OWN_LABELS or hasattr(model, name)


def _label(model: type[Posting], name: str) -> str:
    label = _OWN_LABELS.get(name) or model._meta.get_field(name).verbose_name
    return capfirst(str(label))


def _shown(model: type[Posting], details: Details, name: str) -> str:
    if name in _FORMATS:
        return _FORMATS[name](details)
    value = details[name]
    if value is None or value == "":
        return ""
    field = None if name in _OWN_LABELS else model._meta.get_field(name)
    choices = dict(getattr(field, "flatchoices", None) or ())
    return str(choices[value]) if choices else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return formats.date_format(value.astimezone(BERLIN), "DATETIME_FORMAT")
    if isinstance(value, time):
        return formats.time_format(value, "TIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return formats.number_format(value.normalize().__format__("f"))
    if isinstance(value, list):
        return ", ".join(str(entry) for entry in value)
    return str(value)


def _money(name: str) -> Callable[[Details], str]:
    def show(details: Details) -> str:
        amount = details[name]
        if amount is None:
            return ""
        if not amount:
            return _("Free of charge")
        places = 2 if amount % 1 else 0
        return _("€ %(amount)s") % {"amount": formats.number_format(amount, places)}

    return show


def _languages(details: Details) -> str:
    return ", ".join(f"{language} {level}".strip() for language, level in details["languages"])


def _square_metres(details: Details) -> str:
    size = details["living_area_m2"]
    return f"{size} m²" if size else ""


def _people(details: Details) -> str:
    number = details["headcount"]
    if not number:
        return ""
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


_FORMATS: dict[str, Callable[[Details], str]] = {
    "reach": area,
    "languages": _languages,
    "price_eur": _money("price_eur"),
    "rent_eur": _money("rent_eur"),
    "living_area_m2": _square_metres,
    "headcount": _people,
    "visibility": lambda details: str(Visibility(details["visibility"]).label),
    "place": lambda details: details["place"].label if details["place"] else "",
}
