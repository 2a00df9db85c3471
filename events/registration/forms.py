"""The forms in which people register, and say afterwards how it was."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.events.models import Occurrence
from events.registration import seats
from events.registration.entries import Entry, Person
from events.registration.enums import Kind, QuestionKind
from events.registration.models import OLDEST_CHILD, Question, Registration, SeatKind, Setup
from events.registration.rows import RowForm, Rows, rows_of
from partners.deliveries.actions import normalise_address
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term

MOST_PEOPLE = 20
PEOPLE = "people"
LONGEST_ANSWER = 500
YES_NO = (("yes", _("Yes")), ("no", _("No")))


class Offered:
    """What there is to choose from, read once for all rows."""

    def __init__(self, occurrence: Occurrence, own: Registration | None = None) -> None:
        self.setup: Setup = seats.setup_of(occurrence)
        self.kinds = {str(kind.pk): kind for kind in self.setup.seats.all()}
        self.free = seats.free(occurrence, but=own)
        found = Term.objects.of(Vocabulary.LANGUAGE).with_names()
        self.languages = {term.slug: term for term in found}
        self.questions = list(self.setup.questions.all())

    @property
    def seat_choices(self) -> list[tuple[str, str]]:
        return [(key, self._labelled(kind)) for key, kind in self.kinds.items()]

    @property
    def asks_age(self) -> bool:
        return self.setup.households or any(kind.for_children for kind in self.kinds.values())

    def _labelled(self, kind: SeatKind) -> str:
        left = self.free[kind.pk]
        if left is None:
            return kind.name
        if left <= 0:
            return _("%(name)s (waiting list)") % {"name": kind.name}
        words = ngettext("%(name)s (%(number)d free)", "%(name)s (%(number)d free)", left)
        return words % {"name": kind.name, "number": left}


class PersonForm(RowForm):
    """One who comes. Of adults no age is asked, and of nobody where she is from."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "off"})
    )
    seat = forms.TypedChoiceField(label=_("Kind of seat"))
    age = forms.IntegerField(
        label=_("Age"),
        required=False,
        min_value=0,
        max_value=OLDEST_CHILD,
        help_text=_("Only of children."),
    )
    interpretation = forms.TypedChoiceField(
        label=_("Needs an interpreter for"), required=False, empty_value=None
    )
    access_need = forms.CharField(
        label=_("Needs for access"),
        max_length=200,
        required=False,
        help_text=_("For example a wheelchair, a hearing loop, a seat near the door."),
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.choices, seat.coerce = offered.seat_choices, offered.kinds.get
        seat.initial = next(iter(offered.kinds), None)
        if len(offered.kinds) == 1:
            seat.widget = forms.HiddenInput()
        language: Any = self.fields["interpretation"]
        names = [(slug, str(term)) for slug, term in offered.languages.items()]
        language.choices, language.coerce = [("", _("No")), *names], offered.languages.get
        if not offered.asks_age:
            del self.fields["age"]
        if self.is_first:
            self.fields["name"].required = False
            self.fields["name"].help_text = _("Leave it empty if it is you.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seat = data.get("seat")
        if seat and seat.for_children and data.get("age") is None and "age" not in self.errors:
            self.add_error("age", _("Say how old the child is."))
        return data

    @property
    def main_fields(self) -> list[BoundField]:
        return [self[name] for name in ("name", "seat", "age") if name in self.fields]

    @property
    def needs(self) -> list[BoundField]:
        return [self["interpretation"], self["access_need"]]

    @property
    def has_needs(self) -> bool:
        """Whether something stands there already, or is wrong."""
        return any(field.value() or field.errors for field in self.needs)


PeopleRows = rows_of(PersonForm, least=1, most=MOST_PEOPLE)


class RegisterForm(forms.Form):
    """Whom to write to, and the organiser's questions; those who come are rows beside it."""

    kind = forms.TypedChoiceField(
        label=_("How do you register?"), coerce=Kind, widget=forms.RadioSelect
    )
    organisation_name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    contact_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput({"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    note = forms.CharField(
        label=_("What the organiser should know"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        kind: Any = self.fields["kind"]
        kind.choices = [(one.value, one.label) for one in offered.setup.kinds]
        kind.initial = Kind.PERSON
        if len(kind.choices) == 1:
            kind.widget = forms.HiddenInput()
        if not offered.setup.organisations:
            del self.fields["organisation_name"]
        for question in offered.questions:
            self.fields[_field_name(question)] = _field_of(question)

    @property
    def about_you(self) -> list[BoundField]:
        return [self[name] for name in ("contact_name", "email", "phone") if name in self.fields]

    @property
    def asked(self) -> list[BoundField]:
        return [self[_field_name(question)] for question in self.offered.questions]

    def clean_email(self) -> str:
        return normalise_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name = data.get("organisation_name", "")
        if data.get("kind") == Kind.ORGANISATION and not name:
            if "organisation_name" not in self.errors:
                self.add_error("organisation_name", _("Say for which organisation."))
        elif data.get("kind") != Kind.ORGANISATION:
            data["organisation_name"] = ""
        return data

    def entry(self, people: Rows) -> Entry:
        """What was entered. Ask both whether they are valid first.

        Raises:
            ValidationError: several people under one person's name.
        """
        data, rows = self.cleaned_data, people.filled
        if data["kind"] == Kind.PERSON and len(rows) > 1:
            raise ValidationError({"kind": _("For several people choose one of the other ways.")})
        first = data["contact_name"]
        return Entry(
            kind=data["kind"],
            contact_name=data["contact_name"],
            email=data["email"],
            phone=data["phone"],
            organisation_name=data["organisation_name"],
            note=data["note"],
            people=tuple(Person(**{**row, "name": row["name"] or first}) for row in rows),
            answers={q.pk: str(data[_field_name(q)] or "") for q in self.offered.questions},
        )


class ChangeForm(RegisterForm):
    """For a registration that stands: address and kind stay as they are."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial_of(registration), **kwargs)
        self.registration = registration
        del self.fields["kind"], self.fields["email"]
        if registration.kind != Kind.ORGANISATION:
            self.fields.pop("organisation_name", None)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["kind"] = Kind(self.registration.kind)
        self.cleaned_data["email"] = self.registration.email
        self.cleaned_data.setdefault("organisation_name", self.registration.organisation_name)
        return super().clean()


class FeedbackForm(forms.Form):
    """Three questions, the same after every event."""

    rating = forms.TypedChoiceField(
        label=_("How was it, all in all?"),
        coerce=int,
        choices=[
            ("5", _("Very good")),
            ("4", _("Good")),
            ("3", _("All right")),
            ("2", _("Not so good")),
            ("1", _("Bad")),
        ],
        widget=forms.RadioSelect,
    )
    good = forms.CharField(
        label=_("What was good?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    missing = forms.CharField(
        label=_("What was missing?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


def people_of(registration: Registration) -> list[dict[str, Any]]:
    """Those who come, as the rows of the form begin with them."""
    return [
        {
            "name": person.name,
            "seat": str(person.seat_id),
            "age": person.age,
            "interpretation": person.interpretation.slug if person.interpretation else "",
            "access_need": person.access_need,
        }
        for person in registration.people.select_related("interpretation")
    ]


def _initial_of(registration: Registration) -> dict[str, Any]:
    names = ("contact_name", "phone", "organisation_name", "note")
    answers = {f"question_{one.question_id}": one.text for one in registration.answers.all()}
    return {name: getattr(registration, name) for name in names} | answers


def _field_name(question: Question) -> str:
    return f"question_{question.pk}"


def _field_of(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.text, "required": question.required}
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(max_length=LONGEST_ANSWER, **common)
    if question.kind == QuestionKind.YES_NO:
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
    options = [("", _("Please choose")), *((option, option) for option in question.options)]
    return forms.ChoiceField(choices=options, **common)
