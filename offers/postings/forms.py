"""Forms in which organisations write offers and needs, and put them back on show."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.postings.enums import FIELDS_OF_KIND, KIND_FIELDS, Visibility
from offers.postings.form_parts import (
    day_input,
)
from offers.postings.models import (
    LONGEST_LIFE,
    Need,
    Offer,
)
from offers.postings.posting_form import PostingForm
from partners.taxonomy.enums import Vocabulary
from partners.territories.forms import PlaceField

_VISIBILITY_HINTS = {
    Visibility.EVERYONE: _("Everyone, without a log-in"),
    Visibility.VERIFIED: _("Members of verified organisations"),
    Visibility.OFFICES: _("Only the offices in charge of its place"),
}


class OfferForm(PostingForm):
    model = Offer
    kinds = Vocabulary.OFFER_KIND
    heading = _("New offer")

    place = PlaceField(required=False, help_text=_("Empty if it is tied to no place."))
    own_fields = KIND_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._foreign:
            self.fields[name].widget = forms.HiddenInput()

    @property
    def _foreign(self) -> list[str]:
        return [name for name in KIND_FIELDS if name not in FIELDS_OF_KIND.get(self.drawn_kind, ())]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in self._foreign:
            self.errors.pop(name, None)
            data[name] = self.fields[name].clean("")
        if self.data.get("fields_of", self.drawn_kind) != self.drawn_kind:
            self.add_error(
                "kind", _("You have changed the kind. Please look through its fields, then save.")
            )
        return data


class NeedForm(PostingForm):
    model = Need
    kinds = Vocabulary.NEED_KIND
    heading = _("New need")
    introduction = _(
        "Say what you are looking for and for whom. Names of the people concerned are not needed "
        "here."
    )

    place = PlaceField(help_text=_("Where people will live or work: place or postcode"))
    visibility = forms.ChoiceField(
        label=_("Who may see it"),
        choices=list(_VISIBILITY_HINTS.items()),
        initial=Visibility.EVERYONE,
        widget=forms.RadioSelect,
        help_text=_("The office in charge and your own organisation always see it."),
    )

    own_fields = ("headcount", "wanted_by")

    def clean_wanted_by(self) -> date | None:
        day: date | None = self.cleaned_data["wanted_by"]
        today = timezone.localdate()
        if day and day < today and day != self.initial.get("wanted_by"):
            raise ValidationError(_("This day has gone by."), code="past")
        if day and day > today + 2 * LONGEST_LIFE:
            raise ValidationError(_("Choose a day within the next four years."), code="late")
        return day


class RenewForm(forms.Form):
    until = forms.DateField(
        label=_("Show it until"),
        widget=day_input(),
        help_text=_("At most 24 months from now."),
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST_LIFE:
            raise ValidationError(_("Choose a day within the next 24 months."), code="range")
        return day


FORMS: dict[str, type[PostingForm]] = {"offer": OfferForm, "need": NeedForm}
