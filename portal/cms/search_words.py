"""The words under which a page is found: those of the one normaliser, as for postings.

So page search agrees with the search for postings, and both database engines with each other.
"""

from typing import Any

from wagtail.models import Page
from wagtail.search import index

from offers.words.normaliser import tokenise


def search_words(page: Page, language: str) -> str:
    """Tokens of all that the page's type declares as searchable text."""
    fields = (
        field
        for field in page.get_search_fields()
        if isinstance(field, index.SearchField) and field.field_name != "search_words"
    )
    text = " ".join(_plain(field.get_value(page)) for field in fields)
    return " ".join(sorted(tokenise(text, language)))


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " ".join(_plain(part) for part in value)
    return str(value or "")
