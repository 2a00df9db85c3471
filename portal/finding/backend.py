"""Wagtail's search in the database, with questions that break neither engine.

Stock, a quotation mark or an empty question ends in an error on SQLite, and NUL on both.
"""

import re
from typing import Any

from modelsearch.backends import database
from modelsearch.backends.base import EmptySearchResults

MOST_CHARACTERS = 200
MOST_WORDS = 12
_WORD = re.compile(r"\w+")


def harmless(typed: str) -> str:
    """The words of what was typed, without anything that an engine takes for syntax."""
    return " ".join(_WORD.findall(typed[:MOST_CHARACTERS])[:MOST_WORDS])


class Harmless:
    """Mixed into the backend of the engine in use."""

    def _search(self, compiler: type, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        if isinstance(query, str):
            query = harmless(query)
            if not query:
                return EmptySearchResults()
        return super()._search(compiler, query, model_or_queryset, **options)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - modelsearch asks for this name
    """The backend of the engine in use, made harmless."""
    stock = type(database.SearchBackend(dict(params)))
    return type(f"Harmless{stock.__name__}", (Harmless, stock), {})(params)
