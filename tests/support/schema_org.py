"""The part of schema.org's vocabulary that our pages use, and what search engines demand of it.

Written down from the vocabulary and from the guidelines of the largest search engine; knows nothing
of our code. `problems` checks a block as a validator does: known types, known properties, values of
the right type, and for whole blocks the properties without which they are not shown.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

CONTEXT = "https://schema.org"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and urlsplit(value).scheme in ("http", "https")


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)) and _reads(
        date, value
    )  # fmt: skip


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and _reads(datetime, value) and datetime.fromisoformat(
        value
    ).tzinfo is not None  # fmt: skip


def _reads(kind: type[date], value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


EMPLOYMENT = {
    "FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER",
}  # fmt: skip

# Property → check, or the names of the types that its value may have.
TYPES: dict[str, dict[str, Any]] = {
    "Organization": {
        "name": _is_text,
        "url": _is_url,
        "sameAs": _is_url,
        "description": _is_text,
        "address": {"PostalAddress"},
        "contactPoint": {"ContactPoint"},
    },
    "ContactPoint": {"name": _is_text, "email": lambda v: "@" in v, "telephone": _is_text},
    "PostalAddress": {
        "addressLocality": _is_text,
        "addressRegion": _is_text,
        "postalCode": _is_text,
        "addressCountry": lambda value: value == "DE",
    },
    "Place": {"address": {"PostalAddress"}},
    "Country": {"name": _is_text},
    "PropertyValue": {"name": _is_text, "value": _is_text},
    "JobPosting": {
        "title": _is_text,
        "description": lambda value: _is_text(value) and "<p>" in value,
        "url": _is_url,
        "identifier": {"PropertyValue"},
        "datePosted": _is_date,
        "validThrough": _is_moment,
        "employmentType": lambda value: value in EMPLOYMENT,
        "hiringOrganization": {"Organization"},
        "jobLocation": {"Place"},
        "jobLocationType": lambda value: value == "TELECOMMUTE",
        "applicantLocationRequirements": {"Country"},
        "jobStartDate": _is_date,
        "totalJobOpenings": _is_number,
    },
    "BreadcrumbList": {"itemListElement": {"ListItem"}},
    "ListItem": {"position": _is_number, "name": _is_text, "item": _is_url},
}
REQUIRED = {
    "Organization": {"name"},
    "PostalAddress": {"addressLocality", "addressCountry"},
    "Place": {"address"},
    "JobPosting": {"title", "description", "datePosted", "hiringOrganization"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
}


def problems(block: Any) -> list[str]:
    """What a validator would say of a whole block."""
    if not isinstance(block, dict):
        return ["no object"]
    found = [] if block.get("@context") == CONTEXT else ["@context"]
    return found + list(_of({key: v for key, v in block.items() if key != "@context"}))


def _of(thing: dict[str, Any]) -> Iterator[str]:
    name = thing.get("@type", "")
    known = TYPES.get(name)
    if known is None:
        yield f"unknown type {name}"
        return
    for missing in REQUIRED.get(name, set()) - thing.keys():
        yield f"{name} lacks {missing}"
    for key, value in thing.items():
        if key == "@type":
            continue
        if key not in known:
            yield f"{name} has no {key}"
            continue
        yield from _of_value(f"{name}.{key}", known[key], value)
    yield from _together(thing)


def _of_value(where: str, allowed: Any, value: Any) -> Iterator[str]:
    if callable(allowed):
        if not allowed(value):
            yield f"{where}: {value!r}"
        return
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict) or one.get("@type") not in allowed:
            yield f"{where}: {one!r}"
        else:
            yield from _of(one)


def _together(thing: dict[str, Any]) -> Iterator[str]:
    """What one property demands of another."""
    if thing["@type"] == "JobPosting":
        if "jobLocation" not in thing and "jobLocationType" not in thing:
            yield "JobPosting lies nowhere"
        if "jobLocationType" in thing and "applicantLocationRequirements" not in thing:
            yield "JobPosting from afar does not say from where"
    if thing["@type"] == "BreadcrumbList":
        steps = thing["itemListElement"]
        if [step["position"] for step in steps] != list(range(1, len(steps) + 1)):
            yield "BreadcrumbList is not counted from 1"
        if any("item" not in step for step in steps[:-1]):
            yield "only the last step may go without an address"


class _Blocks(HTMLParser):
    """Collects the data blocks as an HTML parser sees them: to the first end tag."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and dict(attrs).get("type") == "application/ld+json":
            self._inside = True
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"


def blocks(html: str) -> list[dict[str, Any]]:
    """All JSON-LD of a page."""
    parser = _Blocks()
    parser.feed(html)
    return [json.loads(text) for text in parser.texts]


def block(html: str, kind: str) -> dict[str, Any] | None:
    """The one block of this type, None where there is none."""
    found = [one for one in blocks(html) if one["@type"] == kind]
    assert len(found) <= 1
    return found[0] if found else None
