"""Serves the accent colour as a style sheet, for the policy forbids styles within pages."""

from django.http import HttpRequest, HttpResponse

from portal.appearance.current import current


def theme(request: HttpRequest) -> HttpResponse:
    """May be kept for ever under the address that pages link, which changes with the colour."""
    look = current()
    response = HttpResponse(look.theme, content_type="text/css")
    asked_for = request.GET.get("v", "")
    kept = "public, max-age=31536000, immutable" if asked_for == look.fingerprint else "no-cache"
    response["Cache-Control"] = kept
    return response
