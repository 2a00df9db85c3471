"""The form in which organisations write any posting; its children are in `forms`."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from offers.postings import actions, facts
from offers.postings.enums import RADII_KM, Reach, Visibility
from offers.postings.fields import LanguagesField, TerritoriesField, as_area
from offers.postings.form_parts import (
    TEXT_PARTS,
    Translation,
    day_input,
    fields_of_model,
    plain,
    text_fields,
)
from offers.postings.models import (
    LONGEST_LIFE,
    USUAL_LIFE,
    Posting,
)
from partners.organisations.models import Organisation
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.languages import interface_languages
from partners.taxonomy.models import Term
from partners.territories.forms import PlaceField
from partners.territories.models import Territory

_TICKS = forms.CheckboxSelectMultiple
_REACH_HINTS = {
    Reach.PLACE: _("Only in its place"),
    Reach.RADIUS: _("In its place and some kilometres around"),
    Reach.TERRITORIES: _("In whole counties, states or several places"),
    Reach.EVERYWHERE: _("Everywhere, for example by phone or online"),
}
# What all postings have and not every form asks for.
_UNASKED = {"visibility": Visibility.EVERYONE, "starts_on": None}


class PostingForm(forms.Form):
    """Writes or edits a posting; `version` is the state that the editor saw.

    A form for a further child of Posting adds itself to `FORMS`.

    The kind decides which fields there are. What was typed into fields of another kind goes along
    hidden, so that changing the kind back brings it back; it is never saved. The page sends the
    kind for which it drew the fields as `fields_of`: a kind chosen since is asked about.
    """

    model: type[Posting]
    kinds: Vocabulary
    template = "postings/write.html"
    heading: Any
    introduction: Any = ""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.TypedChoiceField(label=_("Kind"))
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"), widget=_TICKS, help_text=_("Choose all that fit: by them it is found.")
    )
    audiences = forms.TypedMultipleChoiceField(
        label=_("For whom"),
        required=False,
        widget=_TICKS,
        help_text=_("Choose none if it is for everybody."),
    )
    languages = LanguagesField(label=_("Languages"), required=False)
    place = PlaceField()
    reach = forms.ChoiceField(
        label=_("Where it applies"),
        choices=list(_REACH_HINTS.items()),
        initial=Reach.PLACE,
        widget=forms.RadioSelect,
    )
    radius_km = forms.TypedChoiceField(
        label=_("How far around"),
        choices=[("", _("Please choose")), *((str(km), f"{km} km") for km in RADII_KM)],
        coerce=int,
        empty_value=None,
    )
    territories = TerritoriesField(label=_("Counties, states and places"))
    more_territory = PlaceField(
        label=_("Add a town or municipality"), help_text=_("Place or postcode"), required=False
    )
    source_language = forms.ChoiceField(
        label=_("Language of your text"), choices=interface_languages
    )
    expires_on = forms.DateField(
        label=_("Valid until"),
        widget=day_input(),
        help_text=_("The last day on which it is shown, at most 24 months from now."),
    )
    link = forms.URLField(
        label=_("Link for more"),
        required=False,
        assume_scheme="https",
        help_text=_("For example https://www.example.org"),
    )
    contact_name = forms.CharField(
        label=_("Contact person"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    contact_email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "email"})
    )
    contact_phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    own_fields: tuple[str, ...] = ()

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields |= fields_of_model(self.model, self.own_fields)
        self._offer_terms()
        self.drawn_kind = self._sent("kind")
        self.source = self._sent("source_language", get_language() or "de")
        if self.source not in dict(interface_languages()):
            self.source = "de"
        self.fields |= text_fields(self.source)
        ticked = self._sent_list("territories")
        place = self.initial.get("place")
        near = [organisation.seat.ags, *([place.ags] if isinstance(place, Territory) else [])]
        cast(TerritoriesField, self.fields["territories"]).offer(near, ticked)

    def _offer_terms(self) -> None:
        """Two queries for all lists; what is chosen is looked up in memory."""
        wanted = {
            "kind": self.kinds,
            "topics": Vocabulary.TOPIC,
            "audiences": Vocabulary.AUDIENCE,
            "languages": Vocabulary.LANGUAGE,
        }
        found = list(Term.objects.filter(vocabulary__in=wanted.values()).with_names())
        for name, vocabulary in wanted.items():
            terms = {term.slug: term for term in found if term.vocabulary == vocabulary}
            field: Any = self.fields[name]
            if isinstance(field, LanguagesField):
                field.offer(terms)
                continue
            empty = [("", _("Please choose"))] if name == "kind" else []
            field.choices = [*empty, *((slug, str(term)) for slug, term in terms.items())]
            field.coerce = terms.get

    def _sent(self, name: str, default: str = "") -> str:
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(value or default)

    def _sent_list(self, name: str) -> list[str]:
        if not self.is_bound:
            return list(self.initial.get(name, ()))
        return list(self.fields[name].widget.value_from_datadict(self.data, {}, name) or ())

    # --- Starting, and drawing anew -----------------------------------------------------

    @classmethod
    def blank(cls, organisation: Organisation, **initial: Any) -> Self:
        """For a new posting, with what the organisation is known for filled in."""
        start = {
            "place": organisation.seat,
            "source_language": get_language(),
            "expires_on": timezone.localdate() + USUAL_LIFE,
            "contact_name": organisation.contact_name,
            "contact_email": organisation.contact_email,
            "contact_phone": organisation.contact_phone,
        }
        return cls(organisation, initial=start | initial)

    @classmethod
    def of(cls, draft: Posting, data: Any = None) -> Self:
        """For a posting that is there, as its latest draft has it."""
        details = actions.details_of(draft)
        texts = {
            f"{part}_{language}": words[part]
            for language, words in details.pop("texts").items()
            for part in TEXT_PARTS
        }
        slugs = {name: [term.slug for term in details[name]] for name in ("topics", "audiences")}
        initial = (
            details
            | texts
            | slugs
            | {
                "version": draft.version,
                "kind": draft.kind.slug,
                "languages": [(term.slug, level) for term, level in details["languages"]],
                "territories": [territory.ags for territory in details["territories"]],
            }
        )
        return cls(draft.organisation, data, initial=initial)

    @classmethod
    def redrawn(cls, organisation: Organisation, data: QueryDict, wish: str) -> Self:
        """The form with all that was typed so far, unchecked, after a wish for other fields.

        `wish` is what the button or list asked for: "languages" is one row more, "territory" ticks
        the place that was typed; a new kind or language of the text draws its fields by itself.
        """
        typed = cls(organisation, data)
        initial = {
            name: field.widget.value_from_datadict(data, typed.files, name)
            for name, field in typed.fields.items()
        }
        if wish == "territory":
            _tick_place(typed.fields["more_territory"], initial)
        form = cls(organisation, initial=initial)
        if wish == "languages":
            cast(Any, form.fields["languages"].widget).more_rows = 1
        return form

    def rebase(self, stored: Posting) -> list[facts.Difference]:
        """Puts what was typed on top of the state that a colleague saved meanwhile.

        Returns where the two differ. Saving once more then overwrites those knowingly.
        """
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(stored.version)
        self.data = data
        return facts.differences(self.model, actions.details_of(stored), self.details)

    # --- What the page draws ------------------------------------------------------------

    @property
    def kinds_to_choose(self) -> list[tuple[str, str]]:
        """Slug and name of each kind."""
        field: Any = self.fields["kind"]
        return [(slug, name) for slug, name in field.choices if slug]

    @property
    def kind_fields(self) -> list[BoundField]:
        """The fields that belong to the chosen kind."""
        return [self[name] for name in self.own_fields]

    @property
    def source_texts(self) -> list[BoundField]:
        return [self[f"{part}_{self.source}"] for part in TEXT_PARTS]

    @property
    def translations(self) -> Iterator[Translation]:
        for code, _name in interface_languages():
            if code == self.source:
                continue
            fields = [self[f"{part}_{code}"] for part in TEXT_PARTS]
            is_open = any(field.value() or field.errors for field in fields)
            yield Translation(get_language_info(code)["name_local"], is_open, fields)

    @property
    def source_name(self) -> str:
        return str(get_language_info(self.source)["name_local"])

    # --- Checking -----------------------------------------------------------------------

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("This day has gone by."), code="past")
        if day > today + LONGEST_LIFE:
            raise ValidationError(
                _("Choose a day within the next 24 months; you can renew it later."), code="late"
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_area(data)
        data["texts"] = self._texts(data)
        return data

    def _check_area(self, data: dict[str, Any]) -> None:
        """What the chosen reach does not use is cleared, what it needs is demanded."""
        reach, more = data.get("reach"), data.get("more_territory")
        placeless = not data.get("place") and "place" not in self.errors
        if placeless and reach in (Reach.PLACE, Reach.RADIUS):
            self.add_error("place", _("Name the place, or choose another area."))
        if reach != Reach.RADIUS:
            self.errors.pop("radius_km", None)
            data["radius_km"] = None
        if reach != Reach.TERRITORIES or (more and not self._sent_list("territories")):
            self.errors.pop("territories", None)
            data["territories"] = []
        if reach == Reach.TERRITORIES and more and "territories" in data:
            data["territories"] = list(dict.fromkeys([*data["territories"], as_area(more)]))

    def _texts(self, data: dict[str, Any]) -> dict[str, dict[str, str]]:
        texts = {}
        for code, _name in interface_languages():
            words = {part: plain(data.get(f"{part}_{code}")) for part in TEXT_PARTS}
            if not any(words.values()):
                continue
            texts[code] = words
            for part in ("title", "summary"):
                if not words[part] and f"{part}_{code}" not in self.errors:
                    self.add_error(f"{part}_{code}", _("A translation needs this, too."))
        return texts

    @property
    def details(self) -> dict[str, Any]:
        """What was entered, as `actions.create` and `actions.save` take it."""
        unasked = {name: value for name, value in _UNASKED.items() if name not in self.fields}
        names = {*actions.SHARED_FIELDS, *self.own_fields} - unasked.keys()
        plural = ("topics", "audiences", "territories", "languages", "expires_on", "texts")
        return unasked | {name: self.cleaned_data[name] for name in (*names, *plural)}


def _tick_place(field: forms.Field, initial: dict[str, Any]) -> None:
    """Moves the typed place to the ticked ones; a doubtful one stays, with its candidates."""
    try:
        place = field.clean(initial["more_territory"])
    except ValidationError:
        return
    if place:
        key = as_area(place).ags
        initial["territories"] = list(dict.fromkeys([*initial["territories"], key]))
        initial["more_territory"] = ""
