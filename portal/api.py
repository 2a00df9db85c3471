"""The addresses of the API. What lies behind them is each app's own."""

from functools import cache
from typing import Any, ClassVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, re_path
from django.utils.translation import get_language, override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle
from rest_framework.views import APIView

from events.events.api import EventViewSet
from offers.postings.api import NeedViewSet, OfferViewSet
from partners.organisations.api import OrganisationViewSet
from partners.taxonomy.api import AudienceViewSet, TopicViewSet
from partners.territories.api import TerritoryViewSet
from portal.lists import EVERYWHERE, refuse_unknown
from portal.rest import JsonParser, WriteThrottle

app_name = "api"

# Not in the settings: the editors of Wagtail and wagtail-localize are views of the same framework.
# They send forms, and who translates sentence by sentence is no program to be slowed down.
ONLY_OURS: dict[str, Any] = {
    "parser_classes": [JsonParser],
    "throttle_classes": [AnonRateThrottle, UserRateThrottle, WriteThrottle],
}


class Router(SimpleRouter):
    """Gives what is only ours to every view that it leads to."""

    routes: ClassVar = [
        route._replace(initkwargs=route.initkwargs | ONLY_OURS) for route in SimpleRouter.routes
    ]


@cache
def _schema(language: str) -> dict[str, Any]:
    with override(language):
        schema: dict[str, Any] = SchemaGenerator().get_schema(public=True)
        return schema


@extend_schema(exclude=True)
class SchemaView(APIView):
    renderer_classes = [OpenApiJsonRenderer]

    def get(self, request: Request) -> Response:
        refuse_unknown(request.query_params, [*EVERYWHERE])
        return Response(_schema(get_language() or settings.LANGUAGE_CODE))


@extend_schema(exclude=True)
class DocsView(APIView):
    """Swagger UI, served from here alone and started by a script of our own."""

    def get(self, request: Request) -> Any:
        return render(request, "api/docs.html")


@extend_schema(exclude=True)
class NotFoundView(APIView):
    """Programs get their 404 as JSON, and are led to no page; a missing slash is forgiven."""

    def get(self, request: Request, rest: str) -> HttpResponse:
        if rest.endswith("/") or not rest:
            raise exceptions.NotFound
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{quote(request.path)}/{'?' if query else ''}{query}")

    def http_method_not_allowed(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        raise exceptions.NotFound


router = Router(use_regex_path=True)
router.register("offers", OfferViewSet, "offer")
router.register("needs", NeedViewSet, "need")
router.register("events", EventViewSet, "event")
router.register("territories", TerritoryViewSet, "territory")
router.register("organisations", OrganisationViewSet, "organisation")
router.register("topics", TopicViewSet, "topic")
router.register("audiences", AudienceViewSet, "audience")

urlpatterns = [
    *router.urls,
    path("schema/", SchemaView.as_view(**ONLY_OURS), name="schema"),
    path("docs/", DocsView.as_view(**ONLY_OURS), name="docs"),
    re_path(r"^(?P<rest>.*)$", NotFoundView.as_view(**ONLY_OURS), name="not_found"),
]
