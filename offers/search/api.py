"""A list of postings as the API answers it, whatever their class."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from offers.search.cursor import BadCursor
from offers.search.fields import ChoiceParameter, Parameter
from offers.search.filters import LARGEST_PAGE, PAGE_SIZE, PostingFilter
from offers.search.queries import facets, page
from partners.limits import bounded_answer

Results = Callable[..., list[Any]]


def list_of(filter_class: type[PostingFilter], request: Request, results: Results) -> Response:
    """One page, strictly: `results` turns rows into answers, told whether `near` was asked.

    Raises:
        ValidationError: messages by parameter.
        Overloaded: the database took too long.
    """
    filters = filter_class(request.query_params, request.user, strict=True)
    if not filters.is_valid():
        raise exceptions.ValidationError(
            {name: list(messages) for name, messages in filters.errors.items()}
        )
    try:
        with bounded_answer():
            return Response(_body(filters, request, results))
    except BadCursor as error:
        raise exceptions.ValidationError(
            {"cursor": [_("This cursor is not valid here. Begin without one.")]}
        ) from error


def _body(filters: PostingFilter, request: Request, results: Results) -> dict[str, Any]:
    asked = (filters.criteria, request.user, filters.model)
    found = page(*asked, filters.page_size_or_usual, filters.values.get("cursor"))
    body: dict[str, Any] = {
        "count": found.count,
        "next": _address(request, found.next),
        "previous": _address(request, found.previous),
    }
    if filters.values.get("facets"):
        body["facets"] = facets(*asked)
    return body | {"results": results(found.rows, near=filters.criteria.near)}


def _address(request: Request, cursor: str | None) -> str | None:
    """The address of a neighbouring page: the same question with another cursor."""
    if cursor is None:
        return None
    query = request.query_params.copy()
    query["cursor"] = cursor
    return str(request.build_absolute_uri(f"{request.path}?{query.urlencode()}"))


# --- For the schema -----------------------------------------------------------------------

_MEANINGS: dict[str, str] = {
    "q": "Words, all of which must occur, or what means the same in any of our languages.",
    "topic": "Slug of a topic.",
    "kind": "Slug of a kind.",
    "audience": "Slug of an audience.",
    "language": "Code of a language that it is given in or asks for.",
    "level": "CEFR level; of the same row as the language.",
    "territory": "Official key: placed in it, or serving a part of it, all of it, or everywhere.",
    "near": "Official key of a municipality, or a postcode.",
    "radius": "Kilometres around `near` in which its place must lie.",
    "remote": "Whether it is for everywhere.",
    "organisation": "Slug of an organisation.",
    "valid_on": "Still valid on this day (Europe/Berlin).",
    "ordering": "`distance` needs `near`, `relevance` needs `q`.",
    "page_size": f"Results a page, {PAGE_SIZE} if left out.",
    "cursor": "From `next` or `previous` of an answer.",
    "facets": "Whether to count the values of each facet.",
    "lang": "Language of the answer, before Accept-Language.",
}
_TYPES: dict[str, Any] = {
    "radius": int,
    "page_size": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE},
    "remote": bool,
    "facets": bool,
    "valid_on": {"type": "string", "format": "date"},
}


def _choices(name: str, field: Parameter) -> list[str] | None:
    """The words that there are to choose from; what is a boolean to programs has none."""
    if not isinstance(field, ChoiceParameter) or name in _TYPES:
        return None
    return list(field.meanings)


def openapi_parameters(filter_class: type[PostingFilter]) -> list[OpenApiParameter]:
    """The parameters of a list, for the schema."""
    fields = {name: definition.field for name, definition in filter_class.base_filters.items()}
    return [
        OpenApiParameter(
            name,
            _TYPES.get(name, str),
            many=field.several,
            enum=_choices(name, field),
            description=_MEANINGS.get(name) or field.help_text,
        )
        for name, field in fields.items()
    ]
