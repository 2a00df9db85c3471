"""Offers and needs in the API: searched by everybody, written by their organisations.

The version token stands in ETag; who changes something names it in If-Match, so that no
colleague's work is overwritten. What is not yours is 404.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_serializer,
    extend_schema_view,
)
from rest_framework import exceptions, mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from offers.postings import actions, permissions, rules
from offers.postings.exceptions import EditConflict, PostingError
from offers.postings.inputs import NeedInput, OfferInput, PostingInput
from offers.postings.models import Need, Offer, Posting, PostingQuerySet
from offers.postings.overview import reviews_of
from offers.postings.serializers import (
    NeedDetail,
    OfferDetail,
    OwnResult,
    PostingDetail,
    PostingResult,
    counties_of,
)
from offers.search.api import list_of, openapi_parameters
from offers.search.fields import unknown
from offers.search.filters import NeedFilter, OfferFilter, PostingFilter
from partners.organisations.models import Organisation
from partners.organisations.permissions import role_of

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag of the version you changed."
)


Rows = list[Any]


class VersionMissing(exceptions.APIException):
    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = _("Name the version that you changed: send its ETag as If-Match.")


class VersionStale(exceptions.APIException):
    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = EditConflict.message


class Conflict(exceptions.APIException):
    """What the state of the posting does not allow."""

    status_code = HTTPStatus.CONFLICT


class Problem(serializers.Serializer):
    detail = serializers.CharField()


@extend_schema_serializer(many=False)
class PostingPage(serializers.Serializer):
    count = serializers.IntegerField(help_text="How many there are on all pages.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    facets = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        required=False,
        help_text="Facet → value → how many it would list; with `facets=true`.",
    )
    results = PostingResult(many=True)


# What else can be answered is the same everywhere and added by the generator of the schema.
CHANGE_ERRORS = {
    409: OpenApiResponse(Problem, "Its state does not allow this."),
    412: OpenApiResponse(Problem, "A colleague has saved since."),
    428: OpenApiResponse(Problem, "If-Match is missing."),
}


class PostingViewSet(mixins.RetrieveModelMixin, GenericViewSet):
    """What offers, needs and events have in common."""

    model: type[Posting]
    filter_class: type[PostingFilter]
    result_class: type[PostingResult] = PostingResult
    own_class: type[PostingResult] = OwnResult
    detail_class: type[PostingDetail]
    input_class: type[PostingInput]
    lookup_value_regex = "[0-9]{1,18}"
    order_by = "-id"

    # --- Reading ------------------------------------------------------------------------

    def get_queryset(self) -> QuerySet:
        postings: PostingQuerySet = self.model._default_manager.all()
        return postings.for_card().prefetch_related("territories")

    def list(self, request: Request) -> Response:
        return list_of(self.filter_class, request, self._results)

    def retrieve(self, request: Request, pk: str) -> Response:
        stored = self.filter_queryset(self.get_queryset()).filter(pk=pk).first()
        if stored is None:
            raise Http404
        if role_of(request.user, stored.organisation):
            return self._answer(stored.get_latest_revision_as_object())
        seen: PostingQuerySet = self.model._default_manager.filter(pk=pk)
        if not seen.published().visible_to(request.user).exists():
            raise Http404
        return self._answer(stored)

    @action(detail=False, permission_classes=[IsAuthenticated])
    def mine(self, request: Request) -> Response:
        """The postings of your organisations in every state, the newest first."""
        own = Organisation.objects.of_member(request.user)
        found = self.get_queryset().filter(organisation__in=own)
        rows: Rows = self.paginate_queryset(self.filter_queryset(found))
        reviews = reviews_of(Posting.objects.filter(pk__in=[row.pk for row in rows]))
        for row in rows:
            row._current_workflow_states = reviews.get(row.pk, [])
        context = {"request": request, "counties": counties_of(rows)}
        answer: Response = self.get_paginated_response(
            self.own_class(rows, many=True, context=context).data
        )
        return answer

    # --- Writing ------------------------------------------------------------------------

    def create(self, request: Request) -> Response:
        sent = self.input_class(data=request.data, context={"request": request})
        sent.is_valid(raise_exception=True)
        organisation = self._organisation(request, sent.validated_data.get("organisation"))
        posting = self.model(organisation=organisation)
        created = actions.create(request.user, posting, sent.details)
        answer = self._answer(created, status.HTTP_201_CREATED)
        answer["Location"] = request.build_absolute_uri(f"{request.path.rstrip('/')}/{created.pk}/")
        return answer

    def update(self, request: Request, pk: str) -> Response:
        """Replaces the newest version; what is on show stays until the change is approved."""
        return self._change(request, pk, lambda _draft: request.data)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Changes the fields that are sent, each as a whole."""

        def merged(draft: Posting) -> Any:
            if not isinstance(request.data, dict):
                return request.data
            return self.input_class.changed(draft, request.data)

        return self._change(request, pk, merged)

    def _change(self, request: Request, pk: str, data: Callable[[Posting], Any]) -> Response:
        with self._at_version(request, pk) as (stored, version):
            if not rules.is_editable(stored):
                raise Conflict(_("What is closed cannot be changed; duplicate or renew it."))
            draft = stored.get_latest_revision_as_object()
            sent = self.input_class(draft, data=data(draft), context={"request": request})
            sent.is_valid(raise_exception=True)
            saved = actions.save(request.user, stored, sent.details, version)
        return self._answer(saved)

    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Asks the office for review; what trusted organisations submit is published at once."""
        return self._step(request, pk, actions.submit)

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Takes a submitted posting back, to change it."""
        return self._step(request, pk, actions.withdraw)

    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Takes a published posting off show for good."""
        return self._step(request, pk, actions.close)

    def _step(self, request: Request, pk: str, step: Any) -> Response:
        with self._at_version(request, pk) as (stored, _version):
            step(request.user, stored)
        fresh = self.get_queryset().get(pk=pk)
        return self._answer(fresh.get_latest_revision_as_object())

    # --- Parts --------------------------------------------------------------------------

    def _own(self, request: Request, pk: str) -> Posting:
        """The posting, for who may change it."""
        stored = self.model._default_manager.filter(pk=pk).first()
        if stored is None or not permissions.is_member(request.user, stored):
            raise Http404
        if not permissions.can_edit(request.user, stored):
            raise exceptions.PermissionDenied
        return stored

    @contextmanager
    def _at_version(self, request: Request, pk: str) -> Iterator[tuple[Posting, int]]:
        """Under a lock that makes others wait: still in the version that the request names."""
        self._own(request, pk)
        named = _version_of(request)
        with transaction.atomic():
            Posting.objects.select_for_update().get(pk=pk)
            stored = self._own(request, pk)
            if stored.version != named:
                raise VersionStale
            try:
                yield stored, named
            except EditConflict as error:
                raise VersionStale from error
            except PostingError as error:
                raise Conflict(str(error)) from error

    def _organisation(self, request: Request, slug: str | None) -> Organisation:
        """The organisation that somebody writes for; foreign ones are as if there were none."""
        if not slug:
            raise exceptions.ValidationError({"organisation": [_("Name your organisation.")]})
        own = Organisation.objects.of_member(request.user)
        organisation = own.filter(slug=slug).first()
        if organisation is None:
            valid = own.values_list("slug", flat=True)
            raise exceptions.ValidationError({"organisation": [unknown(slug, valid)]})
        if not permissions.can_edit(request.user, self.model(organisation=organisation)):
            raise exceptions.PermissionDenied
        return organisation

    def _results(self, rows: Rows, **context: Any) -> Rows:
        prefetch_related_objects(rows, "territories")
        context |= {"request": self.request, "counties": counties_of(rows)}
        return self.result_class(rows, many=True, context=context).data

    def _answer(self, posting: Posting, code: int = status.HTTP_200_OK) -> Response:
        context = {"request": self.request, "counties": counties_of([posting])}
        body = self.detail_class(posting, context=context).data
        return Response(body, code, headers={"ETag": f'"{posting.version}"'})


def _version_of(request: Request) -> int:
    """The version that the request names. A proxy may have made its ETag a weak one."""
    named = request.headers.get("If-Match", "").strip()
    if not named:
        raise VersionMissing
    digits = named.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 18:
        raise VersionStale
    return int(digits)


def documented(
    filter_class: Any, detail: Any, sent: Any, page: Any = PostingPage, own: Any = OwnResult
) -> Any:
    """Says in the schema what the methods take and give."""
    changed = {200: detail} | CHANGE_ERRORS
    described: dict[str, Any] = {
        "list": extend_schema(parameters=openapi_parameters(filter_class), responses=page),
        "retrieve": extend_schema(responses=detail),
        "mine": extend_schema(responses=own(many=True)),
        "create": extend_schema(request=sent, responses={201: detail}),
        "update": extend_schema(request=sent, responses=changed, parameters=[IF_MATCH]),
        "partial_update": extend_schema(request=sent, responses=changed, parameters=[IF_MATCH]),
    }
    for step in ("submit", "withdraw", "close"):
        described[step] = extend_schema(request=None, responses=changed, parameters=[IF_MATCH])
    return described


@extend_schema_view(**documented(OfferFilter, OfferDetail, OfferInput))
class OfferViewSet(PostingViewSet):
    model = Offer
    filter_class = OfferFilter
    detail_class = OfferDetail
    input_class = OfferInput


@extend_schema_view(**documented(NeedFilter, NeedDetail, NeedInput))
class NeedViewSet(PostingViewSet):
    model = Need
    filter_class = NeedFilter
    detail_class = NeedDetail
    input_class = NeedInput
