"""What the API takes to write a posting, and everything that can be wrong with it."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from offers.postings.actions import details_of
from offers.postings.enums import (
    FIELDS_OF_KIND,
    KIND_FIELDS,
    RADII_KM,
    Level,
    Origin,
    Reach,
    Visibility,
)
from offers.postings.models import LONGEST_LIFE, Need, Offer, Posting
from offers.postings.serializers import NEED_FIELDS, NeedDetail, OfferDetail
from offers.search.fields import nearest, shown, unknown
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.languages import interface_languages
from partners.taxonomy.models import Term
from partners.territories.models import Territory

MOST_TERMS = 20
MOST_TERRITORIES = 50
PLURAL = ("topics", "audiences", "territories", "languages", "expires_on", "texts")


@extend_schema_field(serializers.CharField())
class TermField(serializers.Field):
    """The slug of a term. All terms of a request are looked up at once."""

    default_error_messages = {"type": gettext_lazy("A slug is expected.")}

    def __init__(self, vocabulary: Vocabulary, **options: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Term:
        if not isinstance(data, str):
            self.fail("type")
        if "terms" not in self.context:
            self.context["terms"] = {(t.vocabulary, t.slug): t for t in Term.objects.all()}
        terms: dict[tuple[str, str], Term] = self.context["terms"]
        if (self.vocabulary, data) not in terms:
            valid = [slug for vocabulary, slug in terms if vocabulary == self.vocabulary]
            raise serializers.ValidationError(unknown(data, valid))
        return terms[self.vocabulary, data]

    def to_representation(self, term: Term) -> str:
        return term.slug


@extend_schema_field(serializers.CharField())
class TerritoryField(serializers.Field):
    """The official key of a territory, or an object with it, as answers have it."""

    default_error_messages = {"unknown": gettext_lazy("There is no such territory.")}

    def to_internal_value(self, data: Any) -> Territory:
        ags = data.get("ags") if isinstance(data, dict) else data
        found: Any = None
        if isinstance(ags, str) and ags.isascii() and ags.isdecimal() and len(ags) <= 8:
            found = self.choices().filter(ags=ags).first()
        if found is None:
            self.fail("unknown")
        return found

    def choices(self) -> Any:
        return Territory.objects.open()

    def to_representation(self, territory: Territory) -> str:
        return territory.ags


class PlaceField(TerritoryField):
    default_error_messages = {"unknown": gettext_lazy("There is no municipality with this key.")}

    def choices(self) -> Any:
        return super().choices().municipalities()


@extend_schema_field(serializers.CharField())
class OrganisationField(serializers.CharField):
    """The slug of an organisation, or an object with it, as answers have it."""

    def to_internal_value(self, data: Any) -> str:
        slug = data.get("slug") if isinstance(data, dict) else data
        return str(super().to_internal_value(slug))


class SpokenInput(serializers.Serializer):
    language = TermField(Vocabulary.LANGUAGE)
    level = serializers.ChoiceField(
        Level.choices, required=False, allow_null=True, allow_blank=True
    )


class TextInput(serializers.Serializer):
    title = serializers.CharField(max_length=120)
    summary = serializers.CharField(max_length=300)
    body = serializers.CharField(max_length=8000, required=False, allow_blank=True, default="")
    origin = serializers.ChoiceField(
        Origin.choices,
        required=False,
        help_text="Say `machine` of what a machine translated: readers are told. `human` if left "
        "out and the words are new.",
    )


class PostingInput(serializers.ModelSerializer):
    """Fields that answers have besides are ignored, so that what was read can be sent back."""

    kinds: Vocabulary
    own_fields: tuple[str, ...]
    ignored: frozenset[str]

    organisation = OrganisationField(
        max_length=80, required=False, help_text="Slug; it says who writes and never changes."
    )
    topics = serializers.ListField(
        child=TermField(Vocabulary.TOPIC), allow_empty=False, max_length=MOST_TERMS
    )
    audiences = serializers.ListField(
        child=TermField(Vocabulary.AUDIENCE), default=list, max_length=MOST_TERMS
    )
    languages = serializers.ListField(child=SpokenInput(), default=list, max_length=MOST_TERMS)
    place = PlaceField(allow_null=True, default=None, help_text="Key of a municipality.")
    reach = serializers.ChoiceField(Reach.choices, default=Reach.PLACE)
    radius_km = serializers.ChoiceField(RADII_KM, allow_null=True, default=None)
    territories = serializers.ListField(
        child=TerritoryField(), default=list, max_length=MOST_TERRITORIES
    )
    source_language = serializers.ChoiceField(interface_languages(), default="de")
    texts = serializers.DictField(
        child=TextInput(), allow_empty=False, help_text="By language; the source's must be there."
    )
    expires_on = serializers.DateField(
        allow_null=True, default=None, help_text="Last day of validity; half a year if left out."
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, dict):
            self._refuse_unknown(data)
        return dict(super().to_internal_value(data))

    def _refuse_unknown(self, data: dict[str, Any]) -> None:
        message = _("There is no such field.")
        errors = {
            shown(name): [f"{message} {nearest(name, self.fields)}"]
            for name in data
            if name not in self.fields and name not in self.ignored
        }
        if errors:
            raise serializers.ValidationError(errors)

    def validate_languages(self, rows: list[dict[str, Any]]) -> list[tuple[Term, str]]:
        return list(dict.fromkeys((row["language"], row.get("level") or "") for row in rows))

    def validate_expires_on(self, day: date | None) -> date | None:
        today = timezone.localdate()
        if day and not today <= day <= today + LONGEST_LIFE:
            raise serializers.ValidationError(_("Choose a day within the next 24 months."))
        return day

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        errors = {**self._errors_of_area(data), **self._errors_of_texts(data)}
        foreign = set(self.own_fields) - set(self.fields_of(data["kind"].slug))
        for name in foreign:
            if data.get(name) not in (None, ""):
                errors[name] = [_("A posting of this kind has no such field.")]
        if errors:
            raise serializers.ValidationError(errors)
        return data

    @classmethod
    def fields_of(cls, kind: Any) -> tuple[str, ...]:
        """The own fields that make sense for the kind with this slug."""
        return cls.own_fields

    def _errors_of_area(self, data: dict[str, Any]) -> dict[str, list[str]]:
        reach, errors = data["reach"], {}
        if reach in (Reach.PLACE, Reach.RADIUS) and not data["place"]:
            errors["place"] = [_("Name the place, or choose another area.")]
        if (reach == Reach.RADIUS) != bool(data["radius_km"]):
            errors["radius_km"] = [_("A radius belongs to the reach “radius”, and only there.")]
        if (reach == Reach.TERRITORIES) != bool(data["territories"]):
            errors["territories"] = [
                _("Territories belong to the reach “territories”, and only there.")
            ]
        return errors

    def _errors_of_texts(self, data: dict[str, Any]) -> dict[str, list[str]]:
        known = [code for code, _name in interface_languages()]
        errors = [unknown(code, known) for code in data["texts"] if code not in known]
        if data["source_language"] not in data["texts"]:
            errors.append(_("The text in the source language is missing."))
        return {"texts": errors} if errors else {}

    @classmethod
    def changed(cls, draft: Posting, changes: dict[str, Any]) -> dict[str, Any]:
        """A draft as it would be sent, with changes: what PATCH means.

        Fields that a new kind does not have are left behind with the old one.
        """
        old = details_of(draft)
        kind = changes.get("kind", old["kind"].slug)
        spoken = [{"language": term.slug, "level": level} for term, level in old["languages"]]
        sent = old | {
            "kind": kind,
            "topics": [term.slug for term in old["topics"]],
            "audiences": [term.slug for term in old["audiences"]],
            "languages": spoken,
            "place": old["place"].ags if old["place"] else None,
            "territories": [territory.ags for territory in old["territories"]],
        }
        lost = set(cls.own_fields) - set(cls.fields_of(kind))
        kept = {name for name in sent if name in cls.Meta.fields and name not in lost}
        return {name: sent[name] for name in kept} | changes

    @property
    def details(self) -> dict[str, Any]:
        """What was sent, as `actions.create` and `actions.save` take it."""
        data = dict(self.validated_data)
        data.pop("organisation", None)
        fields = {name: self.Meta.model._meta.get_field(name) for name in self.own_fields}
        empty = {name: field.get_default() for name, field in fields.items()}
        unsent = {"visibility": Visibility.EVERYONE, "link": "", "contact_phone": ""}
        return unsent | {"starts_on": None} | empty | data


SHARED = (
    *("organisation", "kind", "topics", "audiences", "languages", "place", "reach", "radius_km"),
    *("territories", "source_language", "texts", "expires_on"),
    *("link", "contact_name", "contact_email", "contact_phone"),
)


class OfferInput(PostingInput):
    kinds = Vocabulary.OFFER_KIND
    own_fields = KIND_FIELDS
    ignored = frozenset(OfferDetail.Meta.fields)

    kind = TermField(Vocabulary.OFFER_KIND)

    class Meta:
        model = Offer
        fields = (*SHARED, *KIND_FIELDS)

    @classmethod
    def fields_of(cls, kind: Any) -> tuple[str, ...]:
        return FIELDS_OF_KIND.get(kind, ()) if isinstance(kind, str) else ()


class NeedInput(PostingInput):
    kinds = Vocabulary.NEED_KIND
    own_fields = NEED_FIELDS
    ignored = frozenset(NeedDetail.Meta.fields)

    kind = TermField(Vocabulary.NEED_KIND)
    place = PlaceField(help_text="Key of the municipality where people live or work.")
    visibility = serializers.ChoiceField(Visibility.choices, default=Visibility.EVERYONE)

    class Meta:
        model = Need
        fields = (*SHARED, "visibility", *NEED_FIELDS)

    def validate_wanted_by(self, day: date | None) -> date | None:
        before = getattr(self.instance, "wanted_by", None)
        if day and day != before and day < timezone.localdate():
            raise serializers.ValidationError(_("This day has gone by."))
        return day
