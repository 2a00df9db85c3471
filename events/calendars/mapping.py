"""Events of a calendar elsewhere in the words of the portal: kind, topics, place, attendance."""

import json
from hashlib import sha256
from typing import Any

from events.calendars.models import CalendarSource
from events.calendars.understanding import Found
from events.events.enums import Attendance
from events.events.models import Event
from offers.postings.enums import Reach, Visibility
from partners.taxonomy.models import Term


class Mapping:
    """What the source says of its events, whichever they are; reads its settings once."""

    def __init__(self, source: CalendarSource) -> None:
        self.source = source
        self.topics = list(source.topics.all())
        self.by_category: dict[str, list[tuple[Term | None, Term | None]]] = {}
        for row in source.mappings.prefetch_related("kind__names", "topic"):
            pair = (row.kind, row.topic)
            self.by_category.setdefault(_folded(row.category), []).append(pair)

    def details(self, found: Found) -> dict[str, Any]:
        """What `create` and `save` take, as far as the source knows it."""
        pairs = [
            pair for name in found.categories for pair in self.by_category.get(_folded(name), [])
        ]
        kinds = [kind for kind, _topic in pairs if kind]
        topics = list(dict.fromkeys(topic for _kind, topic in pairs if topic))
        is_link = found.venue.startswith(("http://", "https://")) and " " not in found.venue
        words = {"title": found.title, "summary": found.summary, "body": found.body}
        return {
            "kind": kinds[0] if kinds else self.source.kind,
            "topics": topics or self.topics,
            "place": self.source.place,
            "source_language": self.source.language,
            "link": found.link,
            "texts": {self.source.language: words},
            "starts_at": found.first.starts_at,
            "ends_at": found.first.ends_at,
            "all_day": found.all_day,
            "recurrence": found.rule,
            "attendance": Attendance.ONLINE if is_link else Attendance.ONSITE,
            "venue": "" if is_link else found.venue,
            "online_url": found.venue if is_link else "",
            "expires_on": None,
        }


def untold() -> dict[str, Any]:
    """What no calendar says, as it is with an event that nobody has said it of."""
    own = {
        field.name: field.get_default()
        for field in Event._meta.local_concrete_fields
        if field.editable and not field.is_relation
    }
    return own | {
        "audiences": [],
        "languages": [],
        "territories": [],
        "interpreted": [],
        "reach": Reach.PLACE,
        "radius_km": None,
        "visibility": Visibility.EVERYONE,
        "starts_on": None,
    }


def _folded(category: str) -> str:
    return " ".join(category.casefold().split())


def digest_of(details: dict[str, Any]) -> str:
    """Changes when the source or its settings say something else."""
    return sha256(json.dumps(details, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> str:
    return str(getattr(value, "slug", None) or getattr(value, "ags", None) or value)
