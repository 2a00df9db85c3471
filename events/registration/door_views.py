"""What organisers need on the day: check-in by the code on a phone, badges and certificates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.registration import links, organising
from events.registration.enums import State
from events.registration.models import Participant, Registration
from events.registration.organiser_views import own_occurrence
from partners.accounts.requests import PersonRequest


@login_required
def check_in(request: PersonRequest, token: str) -> HttpResponse:
    """The page that the camera of the organiser's phone opens; others cannot do anything here."""
    rows = Registration.objects.with_people()
    registration: Registration = get_object_or_404(rows, pk=links.key_at_door(token))
    occurrence = own_occurrence(request, registration.occurrence_id)
    if registration.state != State.CONFIRMED and request.method == "POST":
        raise Http404
    if request.method == "POST":
        present = [int(key) for key in request.POST.getlist("present") if key.isdecimal()]
        organising.check_in(registration, present)
        messages.success(request, _("Noted."))
        return redirect(request.path)
    context = {
        "registration": registration,
        "occurrence": occurrence,
        "event": occurrence.event,
        "people": registration.people.all(),
        "is_first_time": not registration.has_attended,
    }
    return render(request, "registration/check_in.html", context)


@login_required
@require_safe
def badges(request: PersonRequest, pk: int) -> HttpResponse:
    """Name badges of all who have a seat, to be printed."""
    occurrence = own_occurrence(request, pk)
    people = _confirmed(pk).order_by("name", "pk")
    context = {"occurrence": occurrence, "event": occurrence.event, "people": people}
    return render(request, "registration/badges.html", context)


@login_required
@require_safe
def certificates(request: PersonRequest, pk: int) -> HttpResponse:
    """Certificates of attendance for those who were checked in, a page for each."""
    occurrence = own_occurrence(request, pk)
    people = _confirmed(pk).filter(attended_at__isnull=False).order_by("name", "pk")
    context = {"occurrence": occurrence, "event": occurrence.event, "people": people}
    return render(request, "registration/certificates.html", context)


def _confirmed(occurrence: int) -> QuerySet[Participant]:
    rows = Participant.objects.filter(registration__occurrence=occurrence)
    return rows.filter(registration__state=State.CONFIRMED).select_related("registration", "seat")
