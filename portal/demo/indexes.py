"""Whoever stores many pages stores each several times: here the indexes are written once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Of search and of references. For commands only: the whole process writes none meanwhile."""
    search: dict[str, Any] = settings.WAGTAILSEARCH_BACKENDS["default"]
    search["AUTO_UPDATE"] = False
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        del search["AUTO_UPDATE"]
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
