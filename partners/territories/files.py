"""The files of one import, read and checked before anything is written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from partners.territories import register, supplements
from partners.territories.geography import Point
from partners.territories.register import Edition, RegisterError
from partners.territories.supplements import Merger, Outline

Read = TypeVar("Read")
DEMO_FOLDER = Path(__file__).parent / "demo"


class Track(Protocol):
    """Passes a sequence through and may show on the way how far it has come."""

    def __call__(self, items: Sequence[Any], label: str) -> Iterable[Any]: ...


def untracked(items: Sequence[Any], label: str) -> Iterable[Any]:
    return items


@dataclass(frozen=True)
class Bundle:
    """All that an import writes. What is None or empty was not given and stays as it is."""

    edition: Edition
    points: dict[str, Point] = field(default_factory=dict)
    postcodes: set[tuple[str, str]] | None = None
    outlines: list[Outline] = field(default_factory=list)
    mergers: list[Merger] = field(default_factory=list)


def read_bundle(
    register_file: Path,
    coordinates: Path | None = None,
    postcodes: Path | None = None,
    boundaries: Iterable[Path] = (),
    successors: Path | None = None,
    track: Track = untracked,
) -> Bundle:
    """Raises RegisterError that names the file, the line and the reason."""

    def read_edition(data: bytes) -> Edition:
        lines = register.read_lines(data)
        return register.check_edition(register.read_records(track(lines, "Reading")))

    return Bundle(
        edition=_read(register_file, read_edition),
        points=_read(coordinates, supplements.read_coordinates) if coordinates else {},
        postcodes=_read(postcodes, supplements.read_postcodes) if postcodes else None,
        outlines=[
            outline for path in boundaries for outline in _read(path, supplements.read_boundaries)
        ],
        mergers=_read(successors, supplements.read_successors) if successors else [],
    )


def read_demo_region() -> Bundle:
    """Two neighbouring counties and a kreisfreie Stadt that the project ships."""
    return read_bundle(
        DEMO_FOLDER / "GV100AD_region.txt",
        DEMO_FOLDER / "coordinates.csv",
        DEMO_FOLDER / "postcodes.csv",
        [DEMO_FOLDER / "boundaries.geojson"],
    )


def _read(path: Path, reader: Callable[[bytes], Read]) -> Read:
    try:
        return reader(path.read_bytes())
    except OSError as error:
        raise RegisterError(0, str(error.strerror), path.name) from None
    except RegisterError as error:
        raise RegisterError(error.line, error.reason, path.name) from None
