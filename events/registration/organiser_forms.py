"""The forms of organisers: how one registers, and what they write to those who did."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.events.enums import Attendance
from events.events.models import Event
from events.registration.enums import QuestionKind
from events.registration.models import MOST_SEATS, Setup
from events.registration.rows import RowForm, Rows, rows_of

SEATS = "seats"
QUESTIONS = "questions"
MOST_KINDS = 10
MOST_QUESTIONS = 20


class SetupForm(forms.ModelForm):
    class Meta:
        model = Setup
        fields = (
            "opens_at",
            "deadline_days",
            "offer_hours",
            "organisations",
            "households",
            "purge_days",
            "note",
        )
        widgets = {
            "opens_at": forms.DateTimeInput(
                format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
            ),
            "note": forms.Textarea({"rows": 3}),
        }


class SeatForm(RowForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Kind of seat"), max_length=60, help_text=_("For example: on site, online.")
    )
    capacity = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
        help_text=_("Empty if there is no limit."),
    )
    for_children = forms.BooleanField(label=_("Place in the childcare"), required=False)


class SeatRowsBase(Rows):
    def clean(self) -> None:
        """
        Raises:
            ValidationError: two kinds of the same name, or none at all.
        """
        super().clean()
        names = [form.cleaned_data["name"] for form in self.forms if _has_name(form)]
        if len(names) > len(set(names)):
            raise ValidationError(_("Two kinds of seats have the same name."))


class QuestionForm(RowForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Question"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of answer"), choices=QuestionKind.choices, initial=QuestionKind.TEXT
    )
    choices = forms.CharField(
        label=_("Answers to choose from"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One on each line; only for “One of several answers”."),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [line for line in data.get("choices", "").splitlines() if line.strip()]
        if data.get("kind") == QuestionKind.CHOICE and len(lines) < 2:
            self.add_error("choices", _("Name at least two answers, one on each line."))
        return data


SeatRows = rows_of(SeatForm, least=1, most=MOST_KINDS, base=SeatRowsBase)
QuestionRows = rows_of(QuestionForm, least=0, most=MOST_QUESTIONS)


class MessageForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea({"rows": 8}))
    waiting = forms.BooleanField(label=_("Also to those on the waiting list"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, in a few words"),
        max_length=300,
        required=False,
        help_text=_("It stands in the mail that they get."),
    )


def first_seats(event: Event) -> list[dict[str, Any]]:
    """What a new set-up begins with."""
    by_attendance = {
        Attendance.ONSITE: [_("On site")],
        Attendance.ONLINE: [_("Online")],
        Attendance.HYBRID: [_("On site"), _("Online")],
    }
    kinds = [{"name": str(name)} for name in by_attendance[Attendance(event.attendance)]]
    childcare = [{"name": str(_("Childcare")), "for_children": True}] if event.childcare else []
    return [*kinds, *childcare]


def stored(rows: Any, *names: str) -> list[dict[str, Any]]:
    """Rows that are there already, as the form begins with them."""
    return [{name: getattr(row, name) for name in ("id", *names)} for row in rows.all()]


def _has_name(form: Any) -> bool:
    return bool(getattr(form, "cleaned_data", {}).get("name"))
