"""Lines of a small register, for tests that need one of their own."""

from collections.abc import Sequence
from pathlib import Path

from partners.territories.files import Bundle
from partners.territories.register import check_edition, read_lines, read_records

DATE = "20251130"


def line(
    record_type: int,
    key: str,
    name: str,
    *,
    kind: str = "",
    association: str = "",
    seat: str = "",
    hectares: int = 0,
    people: int = 0,
    date: str = DATE,
) -> str:
    """One line of 220 characters."""
    text = f"{record_type}{date}{key:8}{association:4}{name:50}{seat:50}{kind:2}"
    if record_type == 60:
        text += f"    {hectares:011}{people:011}"
    return text.ljust(220)


def state(key: str = "99", name: str = "Musterland", **more: str) -> str:
    return line(10, key, name, **more)


def county(key: str = "99001", name: str = "Musterkreis", kind: str = "44", **more: str) -> str:
    return line(40, key, name, kind=kind, **more)


def association(
    key: str = "99001", number: str = "5001", name: str = "Verband", **more: str
) -> str:
    return line(50, key, name, association=number, kind="54", **more)


def municipality(
    key: str, name: str, *, people: int = 100, hectares: int = 10, number: str = "5001",
    kind: str = "64", date: str = DATE,
) -> str:  # fmt: skip
    return line(60, key, name, association=number, kind=kind, people=people, hectares=hectares,
                date=date)  # fmt: skip


def small_region(names: Sequence[str] = ("Adorf", "Bdorf", "Cdorf"), date: str = DATE) -> list[str]:
    """A state with one county, one association and these municipalities, keys from 99001001 on."""
    return [
        state(date=date),
        county(date=date),
        association(date=date),
        *(
            municipality(f"99001{number:03}", name, date=date)
            for number, name in enumerate(names, start=1)
        ),
    ]


def as_bytes(lines: Sequence[str], encoding: str = "utf-8", end: str = "\n") -> bytes:
    return "".join(text + end for text in lines).encode(encoding)


def as_bundle(lines: Sequence[str], **more: object) -> Bundle:
    edition = check_edition(read_records(read_lines(as_bytes(lines))))
    return Bundle(edition, **more)  # type: ignore[arg-type]


def as_file(folder: Path, lines: Sequence[str], name: str = "register.txt") -> Path:
    path = folder / name
    path.write_bytes(as_bytes(lines))
    return path
