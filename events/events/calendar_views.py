"""Calendar files and feeds, to be read by the programs in which people keep their dates."""

from datetime import datetime
from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from events.events import feeds
from events.events.calendar_files import file_of
from events.events.filters import EventFilter
from events.events.models import Event
from partners.limits import bounded_page

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one event."""
    shown = Event.objects.shown().visible_to(request.user)
    event = shown.filter(pk=pk).for_card().first()
    if event is None:
        raise Http404
    response = HttpResponse(file_of(event), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{pk}.ics"'
    return response


@require_safe
@bounded_page
def feed(request: HttpRequest) -> HttpResponse:
    """Any search as a calendar: the same for everybody, whoever is logged in."""
    filters = EventFilter(request.GET, AnonymousUser())
    content, changed = feeds.written(feeds.found_by(filters), feeds.name_of(filters))
    return answer(request, content, changed)


def answer(request: HttpRequest, content: bytes, changed: datetime) -> HttpResponse:
    """The feed; to a program that has it already only that it does (304)."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["ETag"] = quote_etag(sha256(content).hexdigest())
    response["Last-Modified"] = http_date(changed.timestamp())
    known = get_conditional_response(request, response["ETag"], int(changed.timestamp()), response)
    return known or response
