"""Middleware of the face: the reader's language, and what a page may load and use."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation

# Wagtail's editor writes styles and small scripts into its pages, and previews them in frames.
EDITOR_DIRECTIVES = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
# Pages may ask where the device is, on the reader's request; nothing else is of use here.
PERMISSIONS = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"


class LanguageMiddleware(LocaleMiddleware):
    """Leads an address without a language to the same one with it, if it is no page by itself.

    Django tries that for every 404; but where a view has said 404 there is nothing to try.
    Programs may name the language of an answer as a parameter. The Wagtail admin, which has none in
    its addresses, speaks the language in which the portal writes to the person, unless she chose
    another one there.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        wanted = request.GET.get("lang", "") if request.path.startswith("/api/") else ""
        if wanted in dict(settings.LANGUAGES):
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted

    def process_view(self, request: HttpRequest, *_args: object) -> None:
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            translation.activate(request.user.language)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and request.resolver_match is not None:
            return response
        return super().process_response(request, response)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the settings everywhere, the editor's needs only below its own path."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.replace = EDITOR_DIRECTIVES | (parts.replace or {})
        return parts


class PermissionsPolicyMiddleware:
    """Says with every answer which parts of the device its page may ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
