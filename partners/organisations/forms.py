"""Forms of organisations and their members."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partners.deliveries.actions import normalise_address
from partners.organisations.enums import Role, Size
from partners.organisations.models import Organisation
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories.forms import PlaceField


def _terms(vocabulary: Vocabulary) -> Any:
    return Term.objects.of(vocabulary).with_names()


def _comparable(value: Any) -> Any:
    return sorted(term.pk for term in value.all()) if hasattr(value, "all") else value


def _shown(organisation: Organisation, name: str) -> str:
    value = getattr(organisation, name)
    if hasattr(value, "all"):
        return ", ".join(str(term) for term in value.all()) or "–"
    if name == "size":
        return organisation.get_size_display() or "–"
    return str(value) if value else "–"


class OrganisationForm(forms.ModelForm):
    """Registers or edits an organisation; `version` is the state that the editor saw."""

    seat = PlaceField(
        label=_("Seat"),
        help_text=_("Town or municipality. Its office verifies your organisation."),
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        help_text=_("For example https://www.example.org"),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "seat",
            "sector",
            "size",
            "languages",
            "about",
            "contact_name",
            "contact_email",
            "contact_phone",
            "website",
        ]
        help_texts = {
            "name": _("As in the commercial or association register."),
            "sector": _("Sector of the economy; companies please choose one."),
            "languages": _("Languages in which people can talk or write to you."),
            "about": _("What you do and whom you work with, in a few sentences."),
            "contact_name": _("Everybody can see the contact once you are verified."),
        }
        widgets = {
            "languages": forms.CheckboxSelectMultiple,
            "about": forms.Textarea(attrs={"rows": 5}),
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, vocabulary in {
            "kind": Vocabulary.ORGANISATION_KIND,
            "sector": Vocabulary.SECTOR,
            "languages": Vocabulary.LANGUAGE,
        }.items():
            self.fields[name].queryset = _terms(vocabulary)  # type: ignore[attr-defined]
        for name in ("kind", "sector"):
            self.fields[name].empty_label = _("Please choose")  # type: ignore[attr-defined]
        self.fields["size"].choices = [("", _("Please choose")), *Size.choices]  # type: ignore[attr-defined]
        self.initial.setdefault("version", self.instance.version)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind and kind.slug == "company" and not data.get("sector"):
            self.add_error("sector", _("Please choose the sector of your company."))
        self._refuse_twin(data)
        return data

    def _refuse_twin(self, data: dict[str, Any]) -> None:
        twins = Organisation.objects.verified().exclude(pk=self.instance.pk)
        if twins.named(data.get("name", "")).filter(seat=data.get("seat")).exists():
            self.add_error(
                "name",
                ValidationError(
                    _(
                        "This organisation is registered already. "
                        "Ask one of its owners to invite you as a member."
                    ),
                    code="twin",
                ),
            )

    def rebase(self, stored: Organisation) -> list[tuple[str, str]]:
        """Puts what was typed on top of the state that a colleague saved meanwhile.

        Returns label and stored value of every field in which the two differ. Saving once more
        then overwrites those knowingly.
        """
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(stored.version)
        self.data = data
        return [
            (str(self.fields[name].label), _shown(stored, name))
            for name, typed in self.details.items()
            if _comparable(typed) != _comparable(getattr(stored, name))
        ]

    @property
    def details(self) -> dict[str, Any]:
        """What was entered, by field name, for the actions."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.EDITOR,
        widget=forms.RadioSelect,
        help_text=_(
            "Owners manage the members, editors write for the organisation, readers look on."
        ),
    )

    def clean_email(self) -> str:
        return normalise_address(self.cleaned_data["email"])


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The owners of the organisation read this."),
    )
