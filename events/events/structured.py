"""An event in the words of schema.org, as search engines read them.

Nothing is said that the page does not say.
"""

from datetime import datetime
from typing import Any

from events.events.enums import Attendance
from events.events.models import Event
from events.events.recurrence import wall
from offers.postings.models import BERLIN
from partners.deliveries.messages import absolute_url
from partners.organisations.structured import CONTEXT, address, filled

SCHEMA = "https://schema.org/"
MODES = {
    Attendance.ONSITE: "OfflineEventAttendanceMode",
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.HYBRID: "MixedEventAttendanceMode",
}


def event(posting: Event) -> dict[str, Any] | None:
    """An Event: the next occurrence, with the time that it had before where it was moved."""
    text, coming = posting.text, posting.next
    if text is None:
        return None
    starts_at, ends_at = (coming or posting).starts_at, (coming or posting).ends_at
    moved_from = coming.original_start if coming and coming.is_moved else None
    return filled(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "name": text.title,
            "description": text.summary,
            "url": absolute_url(posting.get_absolute_url()),
            "startDate": _moment(starts_at, posting.all_day),
            "endDate": _moment(ends_at, posting.all_day),
            "doorTime": _doors(posting, starts_at),
            "previousStartDate": _moment(moved_from, posting.all_day) if moved_from else None,
            "eventStatus": SCHEMA + _status(posting, moved_from is not None),
            "eventAttendanceMode": SCHEMA + MODES[Attendance(posting.attendance)],
            "location": _locations(posting),
            "isAccessibleForFree": posting.price_eur == 0
            if posting.price_eur is not None
            else None,
            "offers": _price(posting),
            "organizer": _organiser(posting),
            "inLanguage": [row.language.slug for row in posting.spoken.all()],
        }
    )


def _moment(moment: datetime, all_day: bool) -> str:
    clock = moment.astimezone(BERLIN)
    return clock.date().isoformat() if all_day else clock.isoformat()


def _doors(posting: Event, starts_at: datetime) -> str | None:
    if posting.doors_at is None:
        return None
    return datetime.combine(wall(starts_at).date(), posting.doors_at, BERLIN).isoformat()


def _status(posting: Event, is_moved: bool) -> str:
    if posting.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if is_moved else "EventScheduled"


def _locations(posting: Event) -> list[dict[str, Any]]:
    places = []
    if posting.place:
        venue = posting.venue or posting.place.label
        full = filled(address(posting.place) | {"streetAddress": posting.venue})
        places.append({"@type": "Place", "name": venue, "address": full})
    if posting.attendance != Attendance.ONSITE:
        url = posting.online_url or absolute_url(posting.get_absolute_url())
        places.append({"@type": "VirtualLocation", "url": url})
    return places


def _price(posting: Event) -> dict[str, Any] | None:
    if posting.price_eur is None:
        return None
    return {
        "@type": "Offer",
        "price": f"{posting.price_eur:.2f}",
        "priceCurrency": "EUR",
        "url": absolute_url(posting.get_absolute_url()),
    }


def _organiser(posting: Event) -> dict[str, Any]:
    organiser = posting.organisation
    return filled({"@type": "Organization", "name": organiser.name, "url": organiser.website})
