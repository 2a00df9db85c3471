"""One's own calendar: the page with its secret address, and the calendar itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.calendars import links
from events.calendars.models import CalendarLink
from events.calendars.own import events_of
from events.events import feeds
from events.events.calendar_views import answer
from events.events.templatetags.feeds import addresses_of
from partners.accounts.requests import PersonRequest


@login_required
@never_cache
def mine(request: PersonRequest) -> HttpResponse:
    """Makes the address; the answer to the making is the only place where it stands."""
    made = None
    if request.method == "POST":
        made = addresses_of(reverse("calendars:feed", args=[links.make(request.user)]))
    link = CalendarLink.objects.filter(user=request.user).first()
    return render(request, "calendars/mine.html", {"link": link, "made": made})


@login_required
@require_POST
def revoke(request: PersonRequest) -> HttpResponse:
    links.revoke(request.user)
    messages.success(request, _("Revoked: calendars that used the address get nothing any more."))
    return redirect("calendars:mine")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For programs, which have no log-in: whoever has the address is let in."""
    holder = links.holder_of(token)
    if holder is None:
        raise Http404
    name = f"{feeds.site_name()}: {_('My events')}"
    response = answer(request, *feeds.written(events_of(holder), name))
    patch_cache_control(response, private=True)
    response["X-Robots-Tag"] = "noindex"
    return response
