"""Serves, of what npm installed, the few files that pages need: settings.VENDORED_FILES."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class VendoredFilesFinder(BaseFinder):
    """Finds static files by a list of address below STATIC_URL → file."""

    def __init__(self, app_names: object = None, *args: Any, **kwargs: Any) -> None:
        self.files: dict[str, Path] = settings.VENDORED_FILES
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = self.files.get(path)
        found = [str(file)] if file and file.is_file() else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Pairs of file name and the storage it lies in, as collectstatic wants them."""
        for address, file in self.files.items():
            storage = FileSystemStorage(location=file.parent)
            storage.prefix = str(PurePosixPath(address).parent)  # type: ignore[attr-defined]
            yield file.name, storage
