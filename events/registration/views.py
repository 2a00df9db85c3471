"""The public page on which people register for one occurrence of an event."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import UserRateThrottle

from events.events.models import Event, Occurrence
from events.registration import actions, links, seats
from events.registration.entries import Entry
from events.registration.exceptions import RegistrationError, TooManyMails, TooManyTries
from events.registration.forms import PEOPLE, Offered, PeopleRows, RegisterForm
from events.registration.models import Registration
from events.registration.rows import Rows, typed
from partners.accounts.models import User
from partners.organisations.permissions import Reader


class RegistrationThrottle(UserRateThrottle):
    """Seats are kept for whoever types an address, so nobody types hundreds."""

    scope = "registration"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    occurrence = _on_show(request.user, pk)
    person = request.user if isinstance(request.user, User) else None
    if standing := _standing(occurrence, person):
        return redirect(links.page_url(standing))
    if not seats.setup_of(occurrence).is_open(occurrence):
        status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.CONFLICT
        return render(request, "registration/closed.html", _about(occurrence), status=status)
    offered = Offered(occurrence)
    context = _about(occurrence) | {"offered": offered}
    if request.method != "POST":
        form = RegisterForm(initial=_known_of(person), offered=offered)
        return drawn(request, form, blank_people(offered), context)
    if wish := request.POST.get("rows"):
        form = typed_so_far(request, offered)
        return drawn(request, form, more_people(request, wish, offered), context)
    form = RegisterForm(request.POST, offered=offered)
    people = people_sent(request, offered)
    entry = entered(form, people)
    if entry is not None and _was_too_much(request):
        form.add_error(None, str(TooManyTries()))
        return drawn(request, form, people, context, HTTPStatus.TOO_MANY_REQUESTS)
    found = _register(occurrence, entry, person, form) if entry else None
    if found is None:
        return drawn(request, form, people, context)
    if person and person.has_verified(found.email):
        messages.success(request, _("You are registered. What follows stands below."))
        return redirect(links.page_url(found))
    return redirect("registration:sent", pk)


@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What is the same for every address, so that nobody learns who is registered."""
    return render(request, "registration/sent.html", _about(_on_show(request.user, pk)))


# --- Shared with the page on which a registration is changed ----------------------------------


def drawn(
    request: HttpRequest,
    form: RegisterForm,
    people: Rows,
    context: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = context | {"form": form, "people": people}
    return render(request, "registration/register.html", context, status=status)


def blank_people(offered: Offered) -> Rows:
    rows: Rows = PeopleRows(prefix=PEOPLE, form_kwargs={"offered": offered})
    return rows


def people_sent(request: HttpRequest, offered: Offered) -> Rows:
    rows: Rows = PeopleRows(request.POST, prefix=PEOPLE, form_kwargs={"offered": offered})
    return rows


def more_people(request: HttpRequest, wish: str, offered: Offered) -> Rows:
    rows: Rows = PeopleRows.redrawn(
        request.POST, wish, prefix=PEOPLE, form_kwargs={"offered": offered}
    )
    return rows


def typed_so_far(request: HttpRequest, offered: Offered) -> RegisterForm:
    """Everything that was typed, unchecked."""
    sent = RegisterForm(request.POST, offered=offered)
    return RegisterForm(initial=typed(sent, request.POST), offered=offered)


def entered(form: RegisterForm, people: Rows) -> Entry | None:
    """What was entered; None where it is wrong, which form and rows then say."""
    if not (form.is_valid() & people.is_valid()):
        return None
    try:
        return form.entry(people)
    except ValidationError as error:
        form.add_error(None, error)
        return None


# --- Only here ------------------------------------------------------------------------------


def _on_show(reader: Reader, pk: int) -> Occurrence:
    """An occurrence that this reader may know of and that one can register for."""
    rows = Occurrence.objects.select_related("event__registration_setup", "event__organisation")
    occurrence = rows.filter(pk=pk, event__registration_setup__isnull=False).first()
    if occurrence is None:
        raise Http404
    shown = Event.objects.published().visible_to(reader)
    if not shown.filter(pk=occurrence.event_id).exists():
        raise Http404
    return occurrence


def _about(occurrence: Occurrence) -> dict[str, Any]:
    setup = seats.setup_of(occurrence)
    return {
        "occurrence": occurrence,
        "event": occurrence.event,
        "setup": setup,
        "closes_at": setup.closes_at(occurrence),
        "purged_on": setup.purged_on(occurrence),
        "registration": None,
    }


def _standing(occurrence: Occurrence, person: User | None) -> Registration | None:
    """What a person with a log-in has registered already."""
    if person is None:
        return None
    rows = Registration.objects.filter(occurrence=occurrence).open()
    return rows.filter(email__in=person.verified_addresses()).first()


def _known_of(person: User | None) -> dict[str, str]:
    if person is None:
        return {}
    return {"contact_name": person.get_full_name(), "email": person.email}


def _was_too_much(request: HttpRequest) -> bool:
    throttle: Any = RegistrationThrottle()
    return not throttle.allow_request(request, None)


def _register(
    occurrence: Occurrence, entry: Entry, person: User | None, form: RegisterForm
) -> Registration | None:
    """None where it was refused; the form then says why."""
    try:
        return actions.register(occurrence, entry, person)
    except TooManyMails as error:
        form.add_error("email", str(error))
    except RegistrationError as error:
        form.add_error(None, str(error))
    return None
