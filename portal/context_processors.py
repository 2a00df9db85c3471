"""What every page's template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def portal(request: HttpRequest) -> dict[str, object]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "start_url": f"/{language}/",
    }
