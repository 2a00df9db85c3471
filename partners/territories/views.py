"""The fragment that htmx fetches while somebody types a place."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.territories.forms import fragment_context
from partners.territories.places import find_places

_FIELD_NAME = re.compile(r"[A-Za-z][\w-]{0,80}\Z", re.ASCII)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Radio buttons for `q`, or for the value of the form field called `name`.

    The form itself sends its field under the field's own name.
    """
    name = request.GET.get("name", "")
    if not _FIELD_NAME.match(name):
        name = "place"
    text = request.GET.get("q") or request.GET.get(name, "")
    return render(request, "territories/places.html", fragment_context(name, find_places(text)))
