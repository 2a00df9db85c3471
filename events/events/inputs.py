"""What the API takes to write an event."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from events.events import recurrence
from events.events.enums import WITH_PLACE, Attendance
from events.events.forms import LONGEST_EVENT
from events.events.models import Event
from events.events.recurrence import BadRule, Span
from events.events.serializers import OWN_FIELDS, EventDetail
from offers.postings.inputs import SHARED, PostingInput, TermField
from offers.postings.models import LONGEST_LIFE
from partners.taxonomy.enums import Vocabulary

MOST_LANGUAGES = 20


class EventInput(PostingInput):
    kinds = Vocabulary.EVENT_KIND
    own_fields = OWN_FIELDS
    ignored = frozenset({*EventDetail.Meta.fields, "expires_on"})

    kind = TermField(Vocabulary.EVENT_KIND)
    expires_on = None
    recurrence = serializers.CharField(
        max_length=recurrence.LONGEST_RULE,
        allow_blank=True,
        default="",
        help_text="A rule of RFC 5545 with COUNT or UNTIL, such as `FREQ=WEEKLY;COUNT=8`; counted "
        "by the clock in Germany.",
    )
    interpreted = serializers.ListField(
        child=TermField(Vocabulary.LANGUAGE), default=list, max_length=MOST_LANGUAGES
    )

    class Meta:
        model = Event
        fields = (*(name for name in SHARED if name != "expires_on"), *OWN_FIELDS)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().validate(data)
        errors: dict[str, list[str]] = {}
        if data.get("attendance", Attendance.ONSITE) in WITH_PLACE and not data["place"]:
            errors["place"] = [_("Name the place where it is.")]
        errors |= self._errors_of_time(data)
        if errors:
            raise serializers.ValidationError(errors)
        return data

    def _errors_of_time(self, data: dict[str, Any]) -> dict[str, list[str]]:
        span = Span(data["starts_at"], data["ends_at"])
        if span.ends_at <= span.starts_at:
            return {"ends_at": [_("It would end before it begins.")]}
        if span.ends_at - span.starts_at > LONGEST_EVENT:
            return {"ends_at": [_("An event lasts at most 31 days.")]}
        now = timezone.now()
        before = self.instance.first if isinstance(self.instance, Event) else None
        if span.ends_at <= now and span != before:
            return {"starts_at": [_("This day has gone by.")]}
        if span.starts_at > now + LONGEST_LIFE:
            return {"starts_at": [_("Choose a day within the next 24 months.")]}
        try:
            data["recurrence"] = recurrence.canonical(data["recurrence"], span)
        except BadRule as error:
            return {"recurrence": [str(error)]}
        return {}

    @classmethod
    def changed(cls, draft: Any, changes: dict[str, Any]) -> dict[str, Any]:
        slugs = [term.slug for term in draft.interpreted.all()]
        return super().changed(draft, {"interpreted": slugs} | changes)

    @property
    def details(self) -> dict[str, Any]:
        return super().details | {"expires_on": None}
