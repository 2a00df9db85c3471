"""Pages behind the link of a registration: see it, confirm, change and cancel it, say how it was.

Looking changes nothing: mail programs open links by themselves.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.registration import actions, feedback, links, notifications, seats, views
from events.registration.enums import State
from events.registration.exceptions import NoSeats, RegistrationError
from events.registration.forms import (
    PEOPLE,
    ChangeForm,
    FeedbackForm,
    Offered,
    PeopleRows,
    people_of,
)
from events.registration.models import Registration
from events.registration.rows import typed

DOINGS = {
    "confirm": (actions.confirm, gettext_lazy("Thank you. How it stands is said below.")),
    "accept": (actions.accept_offer, gettext_lazy("The seats are yours.")),
    "decline": (actions.decline_offer, gettext_lazy("Declined. Thank you for telling us.")),
    "cancel": (actions.cancel, gettext_lazy("Cancelled. Thank you for telling us.")),
}
safe_pages = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@safe_pages
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    registration = _registration_or_404(token)
    if request.method != "POST":
        return render(request, "registration/by_link.html", _about(registration))
    doing = DOINGS.get(request.POST.get("do", ""))
    if doing is None:
        return redirect(request.path)
    act, said = doing
    try:
        act(registration)
    except RegistrationError as error:
        messages.error(request, str(error))
        found = Registration.objects.select_related("occurrence__event").get(pk=registration.pk)
        context = _about(found)
        return render(request, "registration/by_link.html", context, status=HTTPStatus.CONFLICT)
    messages.success(request, said)
    return redirect(request.path)


@never_cache
@safe_pages
def change(request: HttpRequest, token: str) -> HttpResponse:
    registration = _registration_or_404(token)
    occurrence = registration.occurrence
    if not _is_changeable(registration):
        return redirect(links.page_url(registration))
    offered = Offered(occurrence, registration)
    context = _about(registration) | {"offered": offered}
    options: dict[str, Any] = {"offered": offered, "registration": registration}
    if request.method != "POST":
        rows = PeopleRows(
            initial=people_of(registration), prefix=PEOPLE, form_kwargs={"offered": offered}
        )
        return views.drawn(request, ChangeForm(**options), rows, context)
    form = ChangeForm(request.POST, **options)
    if wish := request.POST.get("rows"):
        so_far = typed(form, request.POST)
        form = ChangeForm(**options)
        form.initial = {**form.initial, **so_far}
        return views.drawn(request, form, views.more_people(request, wish, offered), context)
    people = views.people_sent(request, offered)
    entry = views.entered(form, people)
    if entry is None:
        return views.drawn(request, form, people, context)
    try:
        actions.change(registration, entry)
    except NoSeats as error:
        form.add_error(None, str(error))
        return views.drawn(request, form, people, context)
    except RegistrationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Changed."))
    return redirect(links.page_url(registration))


@never_cache
@safe_pages
def say_how_it_was(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions, once; what is said cannot be traced back."""
    registration = _registration_or_404(token)
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            feedback.give(registration, **form.cleaned_data)
        except RegistrationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Thank you. The organiser reads it without your name."))
        return redirect(request.path)
    context = _about(registration) | {"form": form, "can_give": feedback.can_give(registration)}
    return render(request, "registration/feedback.html", context)


def _registration_or_404(token: str) -> Registration:
    registration = links.registration_of(token)
    if registration is None:
        raise Http404
    return registration


def _is_changeable(registration: Registration) -> bool:
    occurrence = registration.occurrence
    return registration.is_open and seats.setup_of(occurrence).is_open(occurrence)


def _about(registration: Registration) -> dict[str, Any]:
    occurrence = registration.occurrence
    setup = seats.setup_of(occurrence)
    waiting = Registration.objects.filter(
        occurrence=occurrence, state=State.WAITING, pk__lte=registration.pk
    )
    return {
        "registration": registration,
        "people": registration.people.select_related("seat"),
        "occurrence": occurrence,
        "event": occurrence.event,
        "setup": setup,
        "purged_on": setup.purged_on(occurrence),
        "place": waiting.count() if registration.state == State.WAITING else 0,
        "until": notifications.when_until(registration),
        "is_changeable": _is_changeable(registration),
        "is_cancellable": registration.is_open and occurrence.starts_at > timezone.now(),
        "door_path": links.door_url(registration),
    }
