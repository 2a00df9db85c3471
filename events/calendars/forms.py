"""The form in which an organisation names a calendar, and what its events are here."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.calendars import fetching
from events.calendars.models import LONGEST_URL, CalendarSource
from events.calendars.problems import SourceError
from partners.organisations.models import Organisation
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.languages import interface_languages
from partners.taxonomy.models import Term
from partners.territories.forms import PlaceField

MOST_ROWS = 20
EMPTY_ROWS = 3


class MappingRow(NamedTuple):
    """The fields of one category."""

    category: BoundField
    kind: BoundField
    topic: BoundField


class SourceForm(forms.Form):
    """Names a calendar; `source` is the one that is edited. Further rows come with saving."""

    url = forms.CharField(
        label=_("Address of the calendar"),
        max_length=LONGEST_URL,
        help_text=_("Ends with .ics as a rule, for example https://www.example.org/events.ics"),
        widget=forms.URLInput({"inputmode": "url"}),
    )
    kind = forms.TypedChoiceField(label=_("Kind of the events"))
    topics = forms.TypedMultipleChoiceField(label=_("Topics"), widget=forms.CheckboxSelectMultiple)
    place = PlaceField(help_text=_("Where they are. The calendar itself names only the venue."))
    language = forms.ChoiceField(label=_("Language of the texts"), choices=interface_languages)
    active = forms.BooleanField(
        label=_("Take over what is new every hour"), required=False, initial=True
    )

    def __init__(
        self,
        organisation: Organisation,
        data: Any = None,
        source: CalendarSource | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.organisation, self.source = organisation, source
        self.terms = {
            vocabulary: {term.slug: term for term in Term.objects.of(vocabulary).with_names()}
            for vocabulary in (Vocabulary.EVENT_KIND, Vocabulary.TOPIC)
        }
        self._offer("kind", Vocabulary.EVENT_KIND, _("Please choose"))
        self._offer("topics", Vocabulary.TOPIC)
        for number in range(self.row_count):
            self._add_row(number)

    @property
    def row_count(self) -> int:
        filled = self.source.mappings.count() if self.source else 0
        return min(MOST_ROWS, filled + EMPTY_ROWS)

    def _offer(self, name: str, vocabulary: Vocabulary, empty: Any = None) -> None:
        field: Any = self.fields[name]
        first = [] if empty is None else [("", empty)]
        terms = self.terms[vocabulary]
        field.choices = [*first, *((slug, str(term)) for slug, term in terms.items())]
        field.coerce = terms.get
        field.empty_value = None if empty is not None else []

    def _add_row(self, number: int) -> None:
        self.fields[f"category_{number}"] = forms.CharField(
            label=_("Category in the calendar"), max_length=120, required=False
        )
        for name, label, vocabulary in (
            ("rowkind", _("is here of the kind"), Vocabulary.EVENT_KIND),
            ("rowtopic", _("and of the topic"), Vocabulary.TOPIC),
        ):
            self.fields[f"{name}_{number}"] = forms.TypedChoiceField(label=label, required=False)
            self._offer(f"{name}_{number}", vocabulary, _("as usual"))

    @classmethod
    def blank(cls, organisation: Organisation) -> Self:
        initial = {"place": organisation.seat, "language": get_language()}
        return cls(organisation, initial=initial)

    @classmethod
    def of(cls, source: CalendarSource, data: Any = None) -> Self:
        initial: dict[str, Any] = {
            "url": source.url,
            "kind": source.kind.slug,
            "topics": [term.slug for term in source.topics.all()],
            "place": source.place,
            "language": source.language,
            "active": source.active,
        }
        for number, row in enumerate(source.mappings.select_related("kind", "topic")):
            initial |= {
                f"category_{number}": row.category,
                f"rowkind_{number}": row.kind.slug if row.kind else "",
                f"rowtopic_{number}": row.topic.slug if row.topic else "",
            }
        return cls(source.organisation, data, source, initial)

    # --- What the page draws ------------------------------------------------------------

    @property
    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in ("url", "kind", "topics", "place", "language", "active")]

    @property
    def rows(self) -> Iterator[MappingRow]:
        for number in range(self.row_count):
            names = ("category", "rowkind", "rowtopic")
            yield MappingRow(*(self[f"{name}_{number}"] for name in names))

    # --- Checking -----------------------------------------------------------------------

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip().replace("webcal://", "https://", 1)
        if "://" not in url:
            url = f"https://{url}"
        try:
            fetching.checked(url)
        except SourceError as error:
            raise ValidationError(str(error.at()), code=error.code) from error
        others = CalendarSource.objects.filter(organisation=self.organisation, url=url)
        if self.source:
            others = others.exclude(pk=self.source.pk)
        if others.exists():
            raise ValidationError(_("Your organisation takes over this calendar already."))
        return url

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(self.row_count):
            says = data.get(f"rowkind_{number}") or data.get(f"rowtopic_{number}")
            named = data.get(f"category_{number}")
            if says and not named:
                self.add_error(f"category_{number}", _("Name the category that this is about."))
            if named and not says:
                self.add_error(
                    f"rowkind_{number}", _("Choose what events of this category are here.")
                )
        return data

    @property
    def details(self) -> dict[str, Any]:
        """What was entered, as the actions take it."""
        data = self.cleaned_data
        rows = [
            (data[f"category_{n}"], data[f"rowkind_{n}"], data[f"rowtopic_{n}"])
            for n in range(self.row_count)
        ]
        plain = ("url", "kind", "topics", "place", "language", "active")
        return {name: data[name] for name in plain} | {"mappings": [row for row in rows if row[0]]}
