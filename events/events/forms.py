"""The form in which organisations write events, and those that change a published one."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.events import recurrence
from events.events.enums import WITH_PLACE, Attendance, Rhythm
from events.events.models import Event
from events.events.recurrence import BadRule, Span, Wish
from offers.postings.enums import Reach
from offers.postings.form_parts import day_input
from offers.postings.forms import FORMS
from offers.postings.models import LONGEST_LIFE
from offers.postings.posting_form import PostingForm
from partners.taxonomy.enums import Vocabulary
from partners.territories.forms import PlaceField

LONGEST_EVENT = timedelta(days=31)
ALL_OF_A_DAY = timedelta(days=1)


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class SpanFields(forms.Form):
    """Day and time at which something begins and ends; cleans to `span`."""

    starts_day = forms.DateField(label=_("Day"), widget=day_input())
    starts_time = forms.TimeField(label=_("Begins at"), required=False, widget=time_input())
    ends_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=day_input(),
        help_text=_("Only if it ends on another day."),
    )
    ends_time = forms.TimeField(label=_("Ends at"), required=False, widget=time_input())
    all_day = forms.BooleanField(label=_("All day, without times"), required=False)

    @staticmethod
    def initial_of(span: Span, all_day: bool) -> dict[str, Any]:
        start, end = recurrence.wall(span.starts_at), recurrence.wall(span.ends_at)
        last = end.date() - ALL_OF_A_DAY if all_day else end.date()
        return {
            "starts_day": start.date(),
            "starts_time": None if all_day else start.time(),
            "ends_day": last if last != start.date() else None,
            "ends_time": None if all_day else end.time(),
            "all_day": all_day,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["span"] = None
        if not data.get("all_day"):
            for name in ("starts_time", "ends_time"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Say the time, or tick “All day”."))
        if not self.errors.keys() & {"starts_day", "starts_time", "ends_day", "ends_time"}:
            data["span"] = self._span(data)
        return data

    def _span(self, data: dict[str, Any]) -> Span | None:
        first, last = data["starts_day"], data.get("ends_day") or data["starts_day"]
        if data["all_day"]:
            start = datetime.combine(first, time.min)
            end = datetime.combine(last, time.min) + ALL_OF_A_DAY
        else:
            start = datetime.combine(first, data["starts_time"])
            end = datetime.combine(last, data["ends_time"])
        span = Span(recurrence.at(start), recurrence.at(end))
        if span.ends_at <= span.starts_at:
            name = "ends_day" if last < first or data["all_day"] else "ends_time"
            self.add_error(name, _("It would end before it begins."))
            return None
        if span.ends_at - span.starts_at > LONGEST_EVENT:
            self.add_error("ends_day", _("An event lasts at most 31 days."))
            return None
        return self._in_reach(span)

    def _in_reach(self, span: Span) -> Span | None:
        now = timezone.now()
        if span.ends_at <= now and span != self._span_before():
            self.add_error("starts_day", _("This day has gone by."))
            return None
        if span.starts_at > now + LONGEST_LIFE:
            self.add_error("starts_day", _("Choose a day within the next 24 months."))
            return None
        return span

    def _span_before(self) -> Span | None:
        """The time that was there before, which may lie in the past."""
        return self.initial.get("span")


class EventForm(SpanFields, PostingForm):
    model = Event
    kinds = Vocabulary.EVENT_KIND
    template = "events/write.html"
    heading = _("New event")

    expires_on: Any = None  # follows from the last occurrence

    rhythm = forms.ChoiceField(
        label=_("Does it come again?"), choices=Rhythm.choices, required=False
    )
    until = forms.DateField(label=_("For the last time until"), required=False, widget=day_input())
    recurrence = forms.CharField(required=False, widget=forms.HiddenInput)
    place = PlaceField(
        required=False, help_text=_("Place or postcode. Empty if it takes place online only.")
    )
    interpreted = forms.TypedMultipleChoiceField(
        label=_("Interpreted into"), required=False, widget=forms.CheckboxSelectMultiple
    )

    own_fields = (
        "attendance",
        "venue",
        "online_url",
        "doors_at",
        "price_eur",
        "price_note",
        "childcare",
        "wheelchair",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doors_at"].widget = time_input()
        attendance: Any = self.fields["attendance"]
        attendance.widget = forms.RadioSelect(choices=Attendance.choices)
        if self._sent("rhythm") != Rhythm.OTHER:
            rhythm: Any = self.fields["rhythm"]
            rhythm.choices = [choice for choice in Rhythm.choices if choice[0] != Rhythm.OTHER]

    def _offer_terms(self) -> None:
        super()._offer_terms()
        languages: Any = self.fields["languages"]
        field: Any = self.fields["interpreted"]
        field.choices = [(slug, str(term)) for slug, term in languages.terms.items()]
        field.coerce = languages.terms.get

    @classmethod
    def of(cls, draft: Any, data: Any = None) -> Any:
        form = super().of(draft, data)
        wish = recurrence.wish_of(draft.recurrence, draft.first)
        initial = cls.initial_of(draft.first, draft.all_day) | {
            "span": draft.first,
            "rhythm": wish.rhythm.value,
            "until": wish.until,
            "recurrence": draft.recurrence,
            "interpreted": [term.slug for term in draft.interpreted.all()],
        }
        return cls(draft.organisation, data, initial=dict(form.initial) | initial)

    @property
    def times(self) -> list[BoundField]:
        names = ("starts_day", "starts_time", "ends_day", "ends_time", "all_day", "doors_at")
        return [self[name] for name in (*names, "rhythm", "until")]

    @property
    def costs_and_access(self) -> list[BoundField]:
        names = ("price_eur", "price_note", "interpreted", "childcare", "wheelchair")
        return [self[name] for name in names]

    @property
    def kind_fields(self) -> list[BoundField]:
        """They have sections of their own."""
        return []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        attendance = data.get("attendance")
        if attendance in WITH_PLACE and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("Name the place where it is."))
        if attendance == Attendance.ONSITE:
            data["online_url"] = ""
        if attendance == Attendance.ONLINE:
            data["venue"] = ""
        if data.get("span"):
            data["rule"] = self._rule(data)
        return data

    def _check_area(self, data: dict[str, Any]) -> None:
        """What is online only is for everywhere, if nobody says otherwise."""
        online = data.get("attendance") == Attendance.ONLINE
        if online and not data.get("place") and data.get("reach") == Reach.PLACE:
            data["reach"] = Reach.EVERYWHERE
        super()._check_area(data)

    def _rule(self, data: dict[str, Any]) -> str:
        rhythm = Rhythm(data.get("rhythm") or "")
        if rhythm == Rhythm.ONCE:
            return ""
        if rhythm != Rhythm.OTHER and not data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when it comes again."))
            return ""
        try:
            if rhythm == Rhythm.OTHER:
                return recurrence.canonical(data.get("recurrence", ""), data["span"])
            return recurrence.rule_of(Wish(rhythm, data.get("until")), data["span"])
        except BadRule as error:
            self.add_error("until", str(error))
            return ""

    @property
    def details(self) -> dict[str, Any]:
        self.cleaned_data["expires_on"] = None
        data, span = self.cleaned_data, self.cleaned_data["span"]
        return super().details | {
            "starts_at": span.starts_at,
            "ends_at": span.ends_at,
            "all_day": data["all_day"],
            "recurrence": data["rule"],
            "interpreted": data["interpreted"],
        }


FORMS["event"] = EventForm


class MoveForm(SpanFields):
    """Another time for one occurrence."""

    note = forms.CharField(
        label=_("What those who want to come should know"), max_length=300, required=False
    )


class CancelForm(forms.Form):
    note = forms.CharField(
        label=_("Why, in a few words"),
        max_length=300,
        required=False,
        help_text=_("Everybody reads this on the page of the event."),
    )


class RecordForm(forms.Form):
    """What stays of an event for those who look it up later."""

    report = forms.CharField(
        label=_("What came of it"),
        max_length=8000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )
    materials_url = forms.URLField(label=_("Materials"), required=False, assume_scheme="https")
    recording_url = forms.URLField(label=_("Recording"), required=False, assume_scheme="https")
