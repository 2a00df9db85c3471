"""What the API shows of events."""

from datetime import datetime

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from events.events.enums import Attendance
from events.events.models import Event, Occurrence
from offers.postings.serializers import PostingDetail, PostingResult, Standing

# What organisers write of an event, besides what all postings have.
OWN_FIELDS = (
    *("starts_at", "ends_at", "all_day", "recurrence", "attendance", "venue", "online_url"),
    *("doors_at", "price_eur", "price_note", "interpreted", "childcare", "wheelchair"),
)
AFTERWARDS = ("report", "materials_url", "recording_url")


class EventBrief(serializers.Serializer):
    all_day = serializers.BooleanField()
    attendance = serializers.ChoiceField(Attendance.choices)
    cancelled = serializers.BooleanField(source="is_cancelled")
    ics = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField())
    def get_ics(self, event: Event) -> str:
        return str(self.context["request"].build_absolute_uri(event.ics_path))


class EventResult(EventBrief, PostingResult):
    """An event as lists show it. It begins when its next occurrence does; when all are over, when
    the last one did.
    """

    starts_at = serializers.SerializerMethodField()
    ends_at = serializers.SerializerMethodField()
    open_seats = serializers.SerializerMethodField(
        help_text="How many seats are free then; null without a limit."
    )

    def get_open_seats(self, event: Event) -> int | None:
        return event.next.open_seats if event.next else None

    def get_starts_at(self, event: Event) -> datetime:
        return (event.next or event).starts_at

    def get_ends_at(self, event: Event) -> datetime:
        return (event.next or event).ends_at


class OwnEvent(Standing, EventResult):
    """An event in the list of one's own."""

    distance_km = None


class OccurrenceResult(serializers.ModelSerializer):
    """`note` is what the organiser says of a change or a cancellation."""

    cancelled = serializers.SerializerMethodField()

    class Meta:
        model = Occurrence
        fields = ("id", "starts_at", "ends_at", "cancelled", "note", "open_seats")

    def get_cancelled(self, occurrence: Occurrence) -> bool:
        return occurrence.cancelled_at is not None


class EventDetail(EventBrief, PostingDetail, serializers.ModelSerializer):
    """An event. `starts_at` and `ends_at` are those of the first occurrence, from which the rule
    counts; all occurrences of a published event stand in `occurrences`.
    """

    interpreted = serializers.SlugRelatedField("slug", many=True, read_only=True)
    occurrences = OccurrenceResult(many=True, source="dates")
    # Empty where there is none, which is no address to a validator.
    online_url = serializers.CharField()
    materials_url = serializers.CharField()
    recording_url = serializers.CharField()

    class Meta:
        model = Event
        fields = (
            *PostingDetail._declared_fields,
            *EventBrief._declared_fields,
            *(name for name in OWN_FIELDS if name not in EventBrief._declared_fields),
            "occurrences",
            *AFTERWARDS,
        )
