"""How lists of the API are narrowed and paged.

Views of every floor get these by the settings; none of them imports this.
"""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from offers.search.cursor import BadCursor, Order, cut
from offers.search.fields import nearest, shown, unknown
from partners.limits import bounded_answer

PAGE_SIZE = 50
LARGEST_PAGE = 500
PAGING = ("page_size", "cursor")
EVERYWHERE = ("lang",)


class Parameters(DjangoFilterBackend):
    """The view's filter set, strictly: unknown parameters and values are 400."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        is_list = not view.detail
        filters = self.get_filterset(request, queryset, view) if is_list else None
        known = [*EVERYWHERE]
        if is_list:
            known += [*PAGING, *(filters.filters if filters is not None else ())]
        refuse_unknown(request.query_params, known)
        if filters is None:
            return queryset
        if not filters.is_valid():
            errors = {name: list(messages) for name, messages in filters.errors.items()}
            raise exceptions.ValidationError(errors)
        return filters.qs


def refuse_unknown(given: QueryDict, known: list[str]) -> None:
    """
    Raises:
        ValidationError: for every parameter that there is not, and a language we do not speak.
    """
    message = _("There is no parameter “%s”.")
    errors = {
        shown(name): [f"{message % shown(name)} {nearest(name, known)}"]
        for name in given
        if name not in known
    }
    languages = [code for code, _name in settings.LANGUAGES]
    if (language := given.get("lang")) and language not in languages:
        errors["lang"] = [unknown(language, languages)]
    if errors:
        raise exceptions.ValidationError(errors)


# --- How lists are paged ------------------------------------------------------------------


class KeyPagination(BasePagination):
    """By key, as lists of postings are; the view says in `order_by` by which field, - for down."""

    page: Any
    count: int

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list:
        self.request = request
        field = view.order_by.removeprefix("-")
        order = Order(field, descending=view.order_by != field)
        size, cursor = _page_size(request), request.query_params.get("cursor")
        try:
            with bounded_answer():
                self.page = cut(queryset, order, order.field, size, cursor)
                self.count = queryset.count()
        except BadCursor as error:
            raise exceptions.ValidationError(
                {"cursor": [_("This cursor is not valid here. Begin without one.")]}
            ) from error
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "count": self.count,
                "next": self._address(self.page.next),
                "previous": self._address(self.page.previous),
                "results": data,
            }
        )

    def _address(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return str(self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}"))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer"},
                "next": address,
                "previous": address,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE}
        return [
            {"name": "page_size", "in": "query", "schema": size},
            {"name": "cursor", "in": "query", "schema": {"type": "string"}},
        ]


def _page_size(request: Request) -> int:
    given = request.query_params.get("page_size", "")
    if not given:
        return PAGE_SIZE
    number = int(given) if given.isascii() and given.isdecimal() and len(given) <= 6 else 0
    if not 1 <= number <= LARGEST_PAGE:
        message = _("Give a number from 1 to %d.") % LARGEST_PAGE
        raise exceptions.ValidationError({"page_size": [message]})
    return number
