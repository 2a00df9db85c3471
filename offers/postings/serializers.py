"""What the API shows of postings."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from offers.postings import texts
from offers.postings.enums import KIND_FIELDS, Level, Origin, Reach, State
from offers.postings.models import Need, Offer, Posting, PostingText
from partners.territories import keys
from partners.territories.models import Territory

NEED_FIELDS = ("headcount", "wanted_by")


class PlaceResult(serializers.Serializer):
    """`county` is null where the place lies in none, as states do."""

    ags = serializers.CharField()
    name = serializers.CharField(source="label_name")
    county = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_county(self, territory: Territory) -> str | None:
        return territory.county_name or None


class OrganisationBrief(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    verified = serializers.BooleanField(source="is_verified")


class SpokenResult(serializers.Serializer):
    """A language that it is given in or asks for; the level is null where none is named."""

    language = serializers.CharField(source="language.slug")
    level = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(Level.choices, allow_null=True))
    def get_level(self, row: Any) -> str | None:
        return row.level or None


class PostingResult(serializers.Serializer):
    """A posting as lists show it, its text in the reader's language where there is one.

    `counties` in the context are the counties of the places, by key, so that a list costs one
    query for all of them; see `counties_of`.
    """

    id = serializers.IntegerField(source="pk")
    url = serializers.SerializerMethodField()
    kind = serializers.CharField(source="kind.slug")
    title = serializers.CharField(source="text.title", default="")
    summary = serializers.CharField(source="text.summary", default="")
    text_language = serializers.CharField(source="text.language", default=None, allow_null=True)
    text_origin = serializers.ChoiceField(
        Origin.choices, source="text.origin", default=None, allow_null=True
    )
    text_stale = serializers.SerializerMethodField()
    topics = serializers.SerializerMethodField()
    audiences = serializers.SerializerMethodField()
    languages = SpokenResult(source="spoken.all", many=True)
    place = PlaceResult(allow_null=True)
    territory = serializers.SerializerMethodField()
    organisation = OrganisationBrief()
    published_at = serializers.DateTimeField(source="first_published_at", allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    distance_km = serializers.FloatField(
        required=False, allow_null=True, help_text="Only with `near`."
    )

    @extend_schema_field(serializers.URLField())
    def get_url(self, posting: Posting) -> str:
        return str(self.context["request"].build_absolute_uri(posting.get_absolute_url()))

    def to_representation(self, posting: Posting) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(posting)
        if not self.context.get("near"):
            shown.pop("distance_km", None)
        return shown

    def get_text_stale(self, posting: Posting) -> bool:
        """Whether the source has changed since this translation of it was made."""
        return texts.is_stale(posting)

    def get_topics(self, posting: Posting) -> list[str]:
        return [term.slug for term in posting.topics.all()]

    def get_audiences(self, posting: Posting) -> list[str]:
        return [term.slug for term in posting.audiences.all()]

    @extend_schema_field(PlaceResult(allow_null=True))
    def get_territory(self, posting: Posting) -> dict[str, Any] | None:
        """The county of its place; without a place the first territory that it serves."""
        if posting.place:
            territory = self.context["counties"].get(keys.county_key(posting.place.ags))
        else:
            territory = next(iter(posting.territories.all()), None)
        return PlaceResult(territory).data if territory else None


class Standing(serializers.Serializer):
    """Where a posting stands. `review` says what became of the newest edit, null where none waits;
    `version` is what If-Match must name.
    """

    state = serializers.ChoiceField(State.choices)
    review = serializers.ChoiceField(
        [State.SUBMITTED, State.RETURNED], source="review_state", allow_null=True
    )
    version = serializers.IntegerField()


class OwnResult(Standing, PostingResult):
    """A posting in the list of one's own."""

    distance_km = None


class TextResult(serializers.ModelSerializer):
    """What it says in one language; `stale`: the source has changed since it was translated."""

    stale = serializers.SerializerMethodField()

    class Meta:
        model = PostingText
        fields = ("title", "summary", "body", "origin", "stale")

    def get_stale(self, text: PostingText) -> bool:
        source: PostingText | None = self.context["source"]
        return source is not None and text.is_stale(source)


class PostingDetail(OwnResult):
    """All of a posting. Its organisation gets the newest version, others the published one."""

    reach = serializers.ChoiceField(Reach.choices)
    radius_km = serializers.IntegerField(allow_null=True)
    territories = serializers.SerializerMethodField()
    source_language = serializers.CharField()
    texts = serializers.SerializerMethodField()
    link = serializers.CharField()
    contact_name = serializers.CharField()
    contact_email = serializers.CharField()
    contact_phone = serializers.CharField()

    def get_territories(self, posting: Posting) -> list[str]:
        return [territory.ags for territory in posting.territories.all()]

    @extend_schema_field(serializers.DictField(child=TextResult()))
    def get_texts(self, posting: Posting) -> dict[str, dict[str, Any]]:
        context = {"source": posting.source_text}
        return {
            text.language: TextResult(text, context=context).data for text in posting.texts.all()
        }


class OfferDetail(PostingDetail, serializers.ModelSerializer):
    """An offer; fields that its kind does not have are null or empty."""

    class Meta:
        model = Offer
        fields = (*PostingDetail._declared_fields, *KIND_FIELDS)


class NeedDetail(PostingDetail, serializers.ModelSerializer):
    class Meta:
        model = Need
        fields = (*PostingDetail._declared_fields, "visibility", *NEED_FIELDS)


def counties_of(postings: Iterable[Posting]) -> dict[str, Territory]:
    """The counties of all their places, in one query."""
    wanted = {keys.county_key(posting.place.ags) for posting in postings if posting.place}
    if not wanted:
        return {}
    return {county.ags: county for county in Territory.objects.filter(ags__in=wanted)}
