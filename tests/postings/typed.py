"""What people type into the forms of offers and needs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from offers.postings.models import Posting


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def offer_typed(**changes: Any) -> dict[str, Any]:
    """A course in Altenburg, filled in completely."""
    return {
        "kind": "course",
        "topics": ["language"],
        "languages-language": ["de", ""],
        "languages-level": ["B1", ""],
        "place": "16077001",
        "reach": "place",
        "radius_km": "",
        "source_language": "de",
        "title_de": "Deutsch am Abend",
        "summary_de": "Zweimal in der Woche.",
        "body_de": "Erst dies.\r\n\r\nDann das.",
        "expires_on": in_days(90),
        "contact_name": "Kim Muster",
        "contact_email": "kim@example.org",
        "seats": "12",
    } | changes


def need_typed(**changes: Any) -> dict[str, Any]:
    """Flats in Altenburg for five people, filled in completely."""
    typed = offer_typed(
        kind="housing",
        topics=["housing"],
        title_de="Fünf Wohnungen",
        summary_de="Für neue Pflegekräfte.",
        visibility="everyone",
        headcount="5",
        wanted_by=in_days(60),
    )
    del typed["seats"]
    return typed | changes


def again(posting: Posting, typed: dict[str, Any]) -> dict[str, Any]:
    """The same, typed by somebody who saw the posting as it is now."""
    posting.refresh_from_db()
    return typed | {"version": posting.version}
