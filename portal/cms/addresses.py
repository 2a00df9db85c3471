"""Where pages are found, for many at once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Locale, Page


def addresses(pages: Iterable[Page]) -> dict[Any, str]:
    """By translation key the address in the reader's language, else that of the page itself.

    In one query, however many; pages that are not on show have none.
    """
    chosen = list(pages)
    if not chosen:
        return {}
    active = Locale.get_active()
    translated = Q(locale=active, translation_key__in=[page.translation_key for page in chosen])
    themselves = Q(pk__in=[page.pk for page in chosen])
    live = Page.objects.live().filter(translated | themselves).select_related("locale")
    # The reader's language last: it replaces the page itself.
    in_order = sorted(live, key=lambda page: page.locale_id == active.pk)
    return {page.translation_key: page.url or "" for page in in_order}
