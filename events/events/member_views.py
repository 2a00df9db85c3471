"""Pages on which an organisation changes the times of its published event, and documents it.

Strangers learn nothing (404); members whose role does not suffice are told so (403).
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from events.events import actions
from events.events.forms import CancelForm, MoveForm, RecordForm
from events.events.models import Event, Occurrence
from events.events.recurrence import Span
from offers.postings import permissions
from offers.postings.exceptions import PostingError
from partners.accounts.requests import PersonRequest


def _own(request: HttpRequest, pk: int) -> Event:
    event: Event = get_object_or_404(Event.objects.for_card(), pk=pk)
    if not permissions.is_member(request.user, event):
        raise Http404
    return event


def _own_occurrence(request: HttpRequest, pk: int) -> Occurrence:
    """An occurrence of an event that the person may change."""
    occurrence = get_object_or_404(Occurrence.objects.select_related("event"), pk=pk)
    _to_edit(request, occurrence.event_id)
    return occurrence


def _to_edit(request: HttpRequest, pk: int) -> Event:
    event = _own(request, pk)
    if not permissions.can_edit(request.user, event):
        raise PermissionDenied
    return event


@login_required
def times(request: PersonRequest, pk: int) -> HttpResponse:
    """All times of one's event, and what can be done with each."""
    event = _own(request, pk)
    context = {"event": event, "can_edit": permissions.can_edit(request.user, event)}
    return render(request, "events/times_of.html", context)


@login_required
def move(request: PersonRequest, pk: int) -> HttpResponse:
    occurrence = _own_occurrence(request, pk)
    event = occurrence.event
    span = Span(occurrence.starts_at, occurrence.ends_at)
    initial = MoveForm.initial_of(span, event.all_day) | {"note": occurrence.note, "span": span}
    form = MoveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(
                request.user, occurrence, form.cleaned_data["span"], form.cleaned_data["note"]
            )
        except PostingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Moved. Its page and all calendars say so from now on."))
            return redirect("events:times", event.pk)
    context = {"event": event, "occurrence": occurrence, "form": form}
    return render(request, "events/move.html", context)


@login_required
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Calls one occurrence off; asks first."""
    occurrence = _own_occurrence(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(request.user, occurrence, form.cleaned_data["note"])
        except PostingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Cancelled. Its page says so from now on."))
        return redirect("events:times", occurrence.event_id)
    context = {"event": occurrence.event, "occurrence": occurrence, "form": form}
    return render(request, "events/cancel.html", context)


@login_required
def cancel_all(request: PersonRequest, pk: int) -> HttpResponse:
    """Calls off all that is still to come; asks first."""
    event = _to_edit(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_all(request.user, event, form.cleaned_data["note"])
        except PostingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Cancelled. Its page says so from now on."))
        return redirect("events:times", pk)
    return render(request, "events/cancel.html", {"event": event, "occurrence": None, "form": form})


@login_required
def record(request: PersonRequest, pk: int) -> HttpResponse:
    """What came of it: report, materials, recording, for the archive."""
    event = _to_edit(request, pk)
    names = ("report", "materials_url", "recording_url")
    form = RecordForm(request.POST or None, initial={name: getattr(event, name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.document(request.user, event, **{n: form.cleaned_data[n] for n in names})
        messages.success(request, _("Saved."))
        return redirect("events:times", pk)
    return render(request, "events/record.html", {"event": event, "form": form})
