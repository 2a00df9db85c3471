"""What pages fetch about places: the chooser's fragment, where the reader is, boundaries."""

import re
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from partners.limits import TooExpensive, bounded
from partners.territories.forms import PointForm, fragment_context
from partners.territories.nearby import nearest as nearest_to
from partners.territories.outlines import Outlines, box_of
from partners.territories.places import Places, find_places

_FIELD_NAME = re.compile(r"[A-Za-z][\w-]{0,80}\Z", re.ASCII)
BOUNDARIES_AGE = 24 * 3600  # seconds; they change with an import


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Radio buttons for `q`, or for the value of the form field called `name`.

    The form itself sends its field under the field's own name. What was typed stays in it, whatever
    is answered.
    """
    name = request.GET.get("name", "")
    if not _FIELD_NAME.match(name):
        name = "place"
    text = request.GET.get("q") or request.GET.get(name, "")
    try:
        with bounded():
            found, status = find_places(text), HTTPStatus.OK
    except TooExpensive:
        found, status = Places(text, took_too_long=True), HTTPStatus.SERVICE_UNAVAILABLE
    context = fragment_context(name, found)
    return render(request, "territories/places.html", context, status=status)


@require_safe
@never_cache
def nearest(request: HttpRequest) -> JsonResponse:
    """The municipality nearest to a point that the reader's device has told, on her request.

    The point comes rounded to about a kilometre and is forgotten with the answer.
    """
    form = PointForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=HTTPStatus.BAD_REQUEST)
    town = nearest_to(form.point)
    if town is None:
        message = _("We know no town or municipality near you.")
        return JsonResponse({"message": message}, status=HTTPStatus.NOT_FOUND)
    return JsonResponse({"near": town.ags, "label": town.label})


@require_safe
@cache_control(public=True, max_age=BOUNDARIES_AGE)
def boundaries(request: HttpRequest) -> JsonResponse:
    """The boundaries in `box`, with the credits that they demand: the same for every reader."""
    try:
        box = box_of(request.GET.get("box", ""))
    except ValidationError as error:
        return JsonResponse({"errors": {"box": error.messages}}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse(Outlines.inside(box).geojson)
