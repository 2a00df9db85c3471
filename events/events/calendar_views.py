"""Calendar files, to be opened by the programs in which people keep their dates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events.events.calendar_files import file_of
from events.events.models import Event

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one event."""
    shown = Event.objects.shown().visible_to(request.user)
    event = shown.filter(pk=pk).for_card().first()
    if event is None:
        raise Http404
    return answer(file_of(event), f"{pk}.ics")


def answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
