"""Pages on which an organisation says which calendars it takes over.

Strangers learn nothing (404); members whose role does not suffice are told so (403).
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.calendars import actions
from events.calendars.forms import SourceForm
from events.calendars.models import CalendarSource
from events.calendars.preview import preview as preview_of
from partners.accounts.requests import PersonRequest
from partners.organisations.enums import EDITING_ROLES
from partners.organisations.models import Organisation
from partners.organisations.permissions import role_of


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    """The organisation, for those who may write for it."""
    organisation = get_object_or_404(Organisation.objects.with_facts(), slug=slug)
    role = role_of(request.user, organisation)
    if role is None:
        raise Http404
    if role not in EDITING_ROLES:
        raise PermissionDenied
    return organisation


def _source(request: HttpRequest, slug: str, pk: int) -> CalendarSource:
    organisation = _organisation(request, slug)
    sources = organisation.calendar_sources.select_related("kind", "place", "organisation__seat")
    return get_object_or_404(sources.prefetch_related("kind__names"), pk=pk)


@login_required
def sources(request: PersonRequest, slug: str) -> HttpResponse:
    organisation = _organisation(request, slug)
    rows = organisation.calendar_sources.select_related("kind", "place")
    context = {"organisation": organisation, "sources": rows.prefetch_related("kind__names")}
    return render(request, "calendars/sources.html", context)


@login_required
def add(request: PersonRequest, slug: str) -> HttpResponse:
    organisation = _organisation(request, slug)
    if not organisation.is_verified:
        messages.warning(request, _("This is possible as soon as your organisation is verified."))
        return redirect("calendars:sources", slug)
    if request.method != "POST":
        return _written(request, organisation, SourceForm.blank(organisation))
    form = SourceForm(organisation, request.POST)
    if not form.is_valid():
        return _written(request, organisation, form)
    source = actions.add(request.user, organisation, form.details)
    messages.success(request, _("Saved. This is what would be taken over."))
    return redirect("calendars:preview", slug, source.pk)


@login_required
def edit(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    source = _source(request, slug, pk)
    form = SourceForm.of(source, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _written(request, source.organisation, form)
    actions.change(source, form.details)
    messages.success(request, _("Saved. This is what would be taken over."))
    return redirect("calendars:preview", slug, pk)


def _written(request: HttpRequest, organisation: Organisation, form: SourceForm) -> HttpResponse:
    context = {"organisation": organisation, "form": form, "source": form.source}
    return render(request, "calendars/source.html", context)


@login_required
@require_safe
def preview(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """What is in the calendar at this moment, and what is wrong with it."""
    source = _source(request, slug, pk)
    context = {"organisation": source.organisation, "source": source} | preview_of(source)._asdict()
    return render(request, "calendars/preview.html", context)


@login_required
@require_POST
def now(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """The worker reads it at its next round: no page waits for a server elsewhere."""
    actions.ask_now(_source(request, slug, pk))
    messages.success(request, _("It is read within a minute. Then look here again."))
    return redirect("calendars:sources", slug)


@login_required
def remove(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first."""
    source = _source(request, slug, pk)
    if request.method != "POST":
        context = {"organisation": source.organisation, "source": source}
        return render(request, "calendars/remove.html", context)
    actions.remove(source)
    messages.success(request, _("Removed. The events that were taken over stay."))
    return redirect("calendars:sources", slug)
