"""Lists every route of the project, so that a table of rights can be proved complete."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern

from tests.support.database import APPS


@dataclass(frozen=True)
class Route:
    """`path` is the pattern as written, with `<language>/` where the language goes."""

    name: str
    path: str
    module: str
    parameters: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        return self.module.split(".")[0] in APPS


def all_routes(
    patterns: Sequence[URLPattern | URLResolver] | None = None, prefix: str = "", space: str = ""
) -> Iterator[Route]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        part = pattern.pattern
        path = prefix + ("<language>/" if isinstance(part, LocalePrefixPattern) else str(part))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from all_routes(pattern.url_patterns, path, inner)
        else:
            view: Any = pattern.callback
            module = getattr(view, "view_class", view).__module__
            names = (*_names(prefix), *part.regex.groupindex)
            yield Route(f"{space}{pattern.name or ''}", path, module, names)


def _names(prefix: str) -> list[str]:
    parts = (piece.partition(">")[0] for piece in prefix.split("<")[1:])
    return [part.rpartition(":")[2] for part in parts if part != "language"]


def address(name: str, **arguments: object) -> str:
    return reverse(name, kwargs=arguments)
