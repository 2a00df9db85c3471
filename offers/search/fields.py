"""Form fields of the filter's parameters.

Each knows two manners: strict (an API's caller is told what is wrong) and lenient (a page goes on
with what it understands).
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.search.criteria import Near
from offers.words import questions
from offers.words.questions import Question
from partners.organisations.models import Organisation
from partners.organisations.permissions import Reader
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories.enums import KEY_LENGTHS, Level
from partners.territories.models import Territory
from partners.territories.places import find_places

MOST_VALUES = 20  # of one parameter
LONGEST_VALUE = 200  # characters
SHOWN_CHARACTERS = 40  # of a wrong value, in its message
MOST_CANDIDATES = 500  # among which the nearest valid value is sought


def nearest(value: str, valid: Iterable[str]) -> str:
    """A sentence that names the valid value most like this one; empty if there is none."""
    found = get_close_matches(value[:LONGEST_VALUE], list(valid), n=1, cutoff=0)
    return _("Did you mean “%s”?") % found[0] if found else ""


def shown(value: str) -> str:
    """A wrong value as a message may repeat it."""
    printable = "".join(letter if letter.isprintable() else "\ufffd" for letter in value)
    return printable[:SHOWN_CHARACTERS] + ("…" if len(printable) > SHOWN_CHARACTERS else "")


def unknown(value: str, valid: Iterable[str]) -> str:
    hint = nearest(value, valid)
    message = _("“%s” is not known.") % shown(value)
    return f"{message} {hint}" if hint else message


class AllValues(forms.Widget):
    """Hands over every value of the parameter, blank ones left out."""

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [value for value in dict.fromkeys(values) if value.strip()]


class Parameter(forms.Field):
    """A parameter that may be given several times. `reader` is who asks.

    A subclass says in `look_up` what the values mean and in `candidates` what would be valid.
    """

    widget = AllValues
    strict = True
    several = True
    reader: Reader

    def clean(self, values: list[str]) -> Any:
        problems = self._problems_of_number(values)
        usable = [value for value in values if len(value) <= LONGEST_VALUE and value.isprintable()]
        usable = usable[: MOST_VALUES if self.several else 1]
        found = self.look_up([value.strip() for value in usable])
        problems += [
            unknown(value, self.candidates(value))
            for value in values[:MOST_VALUES]
            if value not in usable or value.strip() not in found
        ]
        if problems and self.strict:
            raise ValidationError(list(dict.fromkeys(problems)))
        return self.result(tuple(dict.fromkeys(found.values())))

    def _problems_of_number(self, values: list[str]) -> list[str]:
        if not self.several and len(values) > 1:
            return [_("Give this parameter only once.")]
        if len(values) > MOST_VALUES:
            return [_("Give at most %d values.") % MOST_VALUES]
        return []

    def look_up(self, values: list[str]) -> Mapping[str, Any]:
        """What each known value stands for."""
        raise NotImplementedError

    def candidates(self, value: str) -> Iterable[str]:
        """Valid values, among which the one is sought that may have been meant."""
        return ()

    def result(self, found: tuple[Any, ...]) -> Any:
        if self.several:
            return found
        return found[0] if found else None


class TermsParameter(Parameter):
    """Slugs of terms."""

    def __init__(self, vocabularies: Iterable[Vocabulary], **options: Any) -> None:
        self.vocabularies = vocabularies
        self.known: dict[str, Term] = {}
        super().__init__(**options)

    def look_up(self, values: list[str]) -> Mapping[str, Term]:
        if not values:
            return {}
        terms = Term.objects.filter(vocabulary__in=self.vocabularies)
        self.known = {term.slug: term for term in terms}
        return {value: self.known[value] for value in values if value in self.known}

    def candidates(self, value: str) -> Iterable[str]:
        return self.known


class ChoiceParameter(Parameter):
    """One or several of a few words."""

    def __init__(self, meanings: Mapping[str, Any], several: bool = False, **options: Any) -> None:
        self.meanings, self.several = meanings, several
        super().__init__(**options)

    def look_up(self, values: list[str]) -> Mapping[str, Any]:
        return {value: self.meanings[value] for value in values if value in self.meanings}

    def candidates(self, value: str) -> Iterable[str]:
        return self.meanings


class TerritoryParameter(Parameter):
    """Official keys of any level."""

    def look_up(self, values: list[str]) -> Mapping[str, Territory]:
        keys = [value for value in values if _is_key(value)]
        found = Territory.objects.filter(ags__in=keys) if keys else ()
        return {territory.ags: territory for territory in found}

    def candidates(self, value: str) -> Iterable[str]:
        return _similar_keys(Territory.objects.open(), value)


class NearParameter(Parameter):
    """The key of a municipality, or a postcode. On pages an unambiguous name does as well."""

    several = False

    def look_up(self, values: list[str]) -> Mapping[str, Near]:
        return {
            value: Near(value, places)
            for value in values
            if (places := self._places(value.strip()))
        }

    def _places(self, text: str) -> tuple[Territory, ...]:
        towns = Territory.objects.municipalities()
        if _is_key(text):
            by_postcode = towns.open().with_postcode(text)
            # The 5-digit key of a kreisfreie Stadt means the city.
            found = tuple(by_postcode) or tuple(towns.filter(ags__in=[text, f"{text}000"]))
            if found or self.strict:
                return found
        if self.strict:
            return ()
        place = find_places(text).found
        return (place,) if place else ()

    def candidates(self, value: str) -> Iterable[str]:
        return _similar_keys(Territory.objects.open().municipalities(), value)


class OrganisationParameter(Parameter):
    """Slugs of organisations that the reader may know of."""

    def look_up(self, values: list[str]) -> Mapping[str, Organisation]:
        if not values:
            return {}
        found = Organisation.objects.visible_to(self.reader).filter(slug__in=values)
        return {organisation.slug: organisation for organisation in found}

    def candidates(self, value: str) -> Iterable[str]:
        seen = Organisation.objects.visible_to(self.reader)
        alike = seen.filter(slug__startswith=value[:2]) if value.isprintable() else seen
        return (
            alike.values_list("slug", flat=True)[:MOST_CANDIDATES]
            or seen.values_list("slug", flat=True).order_by("slug")[:MOST_CANDIDATES]
        )


class PlainParameter(Parameter):
    """A single value that an ordinary form field reads."""

    several = False

    def __init__(self, plain: forms.Field, **options: Any) -> None:
        self.plain = plain
        super().__init__(**options)

    def clean(self, values: list[str]) -> Any:
        try:
            if self.strict and (problems := self._problems_of_number(values)):
                raise ValidationError(problems)
            value = values[0] if values else ""
            if len(value) > LONGEST_VALUE:
                raise ValidationError(_("At most %d characters.") % LONGEST_VALUE)
            return self.plain.clean(value)
        except ValidationError:
            if self.strict:
                raise
            return None


class WordsParameter(PlainParameter):
    """Words of which each must occur."""

    default_error_messages = {
        "wordless": gettext_lazy("There is no word in this that could be looked for."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(plain=forms.CharField(required=False), **options)

    def clean(self, values: list[str]) -> Question | None:
        if not self.strict:
            values = [value.replace("\x00", "")[:LONGEST_VALUE] for value in values]
        text: str = super().clean(values) or ""
        question = questions.read(text) if text else None
        if text and question is None and self.strict:
            raise ValidationError(self.error_messages["wordless"])
        return question


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= KEY_LENGTHS[Level.MUNICIPALITY]


def _similar_keys(territories: Any, value: str) -> Iterable[str]:
    """Keys that begin like this one; without any, just some."""
    if _is_key(value):
        for length in (6, 4, 2):
            keys = territories.inside(value[:length]).values_list("ags", flat=True)
            if found := list(keys[:MOST_CANDIDATES]):
                return found
    return list(territories.values_list("ags", flat=True)[:MOST_CANDIDATES])
