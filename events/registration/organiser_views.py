"""Pages on which organisers see who comes, and look after it.

They hold names and needs of people, so they are for those only who may write for the organisation:
strangers learn nothing (404), members whose role does not suffice are told so (403).
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events.events.models import Event, Occurrence
from events.registration import exports, feedback, organising, seats
from events.registration.enums import State
from events.registration.exceptions import RegistrationError
from events.registration.models import Registration, Setup, Turnout
from events.registration.organiser_forms import (
    QUESTIONS,
    SEATS,
    MessageForm,
    QuestionRows,
    ReasonForm,
    SeatRows,
    SetupForm,
    first_seats,
    stored,
)
from events.registration.rows import typed
from offers.postings import permissions
from partners.accounts.requests import PersonRequest

A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def own_event(request: HttpRequest, pk: int) -> Event:
    event: Event = get_object_or_404(Event.objects.for_card(), pk=pk)
    if not permissions.is_member(request.user, event):
        raise Http404
    if not permissions.can_edit(request.user, event):
        raise PermissionDenied
    return event


def own_occurrence(request: HttpRequest, pk: int) -> Occurrence:
    """An occurrence of the person's own event, for which one can register."""
    rows = Occurrence.objects.filter(event__registration_setup__isnull=False)
    occurrence: Occurrence = get_object_or_404(rows, pk=pk)
    event = own_event(request, occurrence.event_id)
    occurrence.event = event
    return occurrence


@login_required
def set_up(request: PersonRequest, pk: int) -> HttpResponse:
    """How one registers: seats and questions are rows, with a button for one more."""
    event = own_event(request, pk)
    setup = Setup.objects.filter(event=event).first()
    data, wish = request.POST or None, request.POST.get("rows", "")
    form = SetupForm(data, instance=setup)
    if wish:
        form = SetupForm(initial=typed(form, data))
        parts = {
            "seats": SeatRows.redrawn(data, wish, prefix=SEATS),
            "questions": QuestionRows.redrawn(data, wish, prefix=QUESTIONS),
        }
        return _drawn(request, event, form, parts)
    parts = {
        "seats": SeatRows(data, prefix=SEATS, initial=None if data else _seats(event, setup)),
        "questions": QuestionRows(
            data, prefix=QUESTIONS, initial=None if data else _questions(setup)
        ),
    }
    if data and form.is_valid() & parts["seats"].is_valid() & parts["questions"].is_valid():
        try:
            organising.set_up(
                request.user,
                event,
                form.cleaned_data,
                parts["seats"].filled,
                parts["questions"].filled,
            )
        except RegistrationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. One registers like this from now on."))
            return redirect("events:times", event.pk)
    return _drawn(request, event, form, parts)


def _drawn(
    request: HttpRequest, event: Event, form: SetupForm, parts: dict[str, Any]
) -> HttpResponse:
    return render(request, "registration/set_up.html", {"event": event, "form": form} | parts)


def _seats(event: Event, setup: Setup | None) -> list[dict[str, Any]]:
    if setup is None:
        return first_seats(event)
    return stored(setup.seats, "name", "capacity", "for_children")


def _questions(setup: Setup | None) -> list[dict[str, Any]]:
    return stored(setup.questions, "text", "kind", "choices", "required") if setup else []


@login_required
def of_occurrence(request: PersonRequest, pk: int) -> HttpResponse:
    """Who is registered for an occurrence, and how many in all."""
    occurrence = own_occurrence(request, pk)
    rows = Registration.objects.filter(occurrence=occurrence)
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    only = request.GET.get("state", "")
    shown = rows.filter(state=only) if only in State.values else rows.open()
    listed = shown.with_people().prefetch_related("answers__question")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "occurrence": occurrence,
        "event": occurrence.event,
        "page": page,
        "states": [(one, counts[one.value]) for one in State if one.value in counts],
        "only": only,
        "seats": _seats_taken(occurrence),
        "turnout": Turnout.objects.filter(occurrence=occurrence).first(),
        "is_over": occurrence.ends_at <= timezone.now(),
    }
    return render(request, "registration/of_occurrence.html", context)


def _seats_taken(occurrence: Occurrence) -> list[tuple[str, int | None, int]]:
    """Each kind of seat with how many there are, and how many are taken or offered."""
    taken = seats.taken(occurrence)
    kinds = seats.setup_of(occurrence).seats.all()
    return [(kind.name, kind.capacity, taken[kind.pk]) for kind in kinds]


@login_required
@require_safe
def export(request: PersonRequest, pk: int) -> HttpResponse:
    """All people as a table, one on each line."""
    occurrence = own_occurrence(request, pk)
    response = HttpResponse(exports.workbook(occurrence), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="registrations-{pk}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


@login_required
def write(request: PersonRequest, pk: int) -> HttpResponse:
    occurrence = own_occurrence(request, pk)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = organising.write(request.user, occurrence, **form.cleaned_data)
        said = ngettext(
            "Your message is on its way to %(number)d registration.",
            "Your message is on its way to %(number)d registrations.",
            number,
        )
        messages.success(request, said % {"number": number})
        return redirect("registration:of_occurrence", pk)
    context = {"occurrence": occurrence, "event": occurrence.event, "form": form}
    return render(request, "registration/write.html", context)


@login_required
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes somebody's seats away; asks first."""
    registration: Registration = get_object_or_404(Registration.objects.with_people(), pk=pk)
    occurrence = own_occurrence(request, registration.occurrence_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organising.cancel(request.user, registration, form.cleaned_data["reason"])
        except RegistrationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Cancelled. They get a mail."))
        return redirect("registration:of_occurrence", occurrence.pk)
    context = {
        "occurrence": occurrence,
        "event": occurrence.event,
        "registration": registration,
        "form": form,
    }
    return render(request, "registration/cancel.html", context)


@login_required
@require_safe
def results(request: PersonRequest, pk: int) -> HttpResponse:
    """What people said afterwards."""
    occurrence = own_occurrence(request, pk)
    context = {
        "occurrence": occurrence,
        "event": occurrence.event,
        "results": feedback.results_of(occurrence),
        "fewest": feedback.FEWEST_SHOWN,
    }
    return render(request, "registration/results.html", context)
