"""`add_languages`: the database gets what the languages of the settings need."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization

from partners.taxonomy.initial import add_missing_names
from partners.taxonomy.languages import fallback_chain
from partners.taxonomy.models import Term, TermName


class Command(BaseCommand):
    help = "Gives each language of LANGUAGES a tree of pages and names for the terms (repeatable)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        add_missing_names(Term, TermName)
        for code, _name in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE:
                _take_over_pages(code)


def _take_over_pages(code: str) -> None:
    """What is not translated stands in the tree as the page that the reader falls back to."""
    source = fallback_chain(code, settings.LANGUAGE_CODE)[1]
    locale, _is_new = Locale.objects.get_or_create(language_code=code)
    sync_from, _is_new = Locale.objects.get_or_create(language_code=source)
    LocaleSynchronization.objects.get_or_create(locale=locale, defaults={"sync_from": sync_from})
