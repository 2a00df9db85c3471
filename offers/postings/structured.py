"""A vacancy in the words of schema.org, as search engines for jobs read them.

Nothing is said that the page does not say. What search engines demand and a posting does not tell
(where it is) means that there is no such block at all.
"""

from datetime import timedelta
from typing import Any

from django.utils.html import linebreaks

from offers.postings.enums import Reach
from offers.postings.models import BERLIN, Offer, Posting
from partners.deliveries.messages import absolute_url
from partners.organisations.structured import CONTEXT, address, filled
from partners.territories.models import Territory

JOBS = ("job", "apprenticeship", "internship")
FULL_TIME_HOURS = 35
COUNTRY = {"@type": "Country", "name": "DE"}


def job_posting(posting: Posting) -> dict[str, Any] | None:
    """A JobPosting for vacancies on show, None for everything else. At most one query."""
    if not isinstance(posting, Offer) or posting.kind.slug not in JOBS:
        return None
    text, published = posting.text, posting.first_published_at
    is_remote = posting.reach == Reach.EVERYWHERE
    if text is None or published is None or not (posting.place or is_remote):
        return None
    return filled(
        {
            "@context": CONTEXT,
            "@type": "JobPosting",
            "title": text.title,
            "description": linebreaks("\n\n".join((text.summary, text.body)), autoescape=True),
            "url": absolute_url(posting.get_absolute_url()),
            "identifier": _identifier(posting),
            "datePosted": published.astimezone(BERLIN).date().isoformat(),
            "validThrough": _last_second(posting),
            "employmentType": _employment(posting),
            "hiringOrganization": _employer(posting),
            "jobLocation": _location(posting.place) if posting.place else None,
            "jobLocationType": "TELECOMMUTE" if is_remote else None,
            "applicantLocationRequirements": COUNTRY if is_remote else None,
            "jobStartDate": posting.starts_on.isoformat() if posting.starts_on else None,
            "totalJobOpenings": posting.seats,
        }
    )


def _identifier(posting: Posting) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "name": posting.organisation.name,
        "value": str(posting.pk),
    }


def _last_second(posting: Posting) -> str | None:
    end = posting.expire_at
    return (end - timedelta(seconds=1)).astimezone(BERLIN).isoformat() if end else None


def _employment(posting: Offer) -> str | None:
    """The word of schema.org; nothing where the posting does not tell."""
    if posting.kind.slug == "internship":
        return "INTERN"
    if posting.kind.slug == "apprenticeship":
        return "OTHER"
    hours = posting.hours_per_week
    if hours is None:
        return None
    return "FULL_TIME" if hours >= FULL_TIME_HOURS else "PART_TIME"


def _employer(posting: Posting) -> dict[str, Any]:
    employer = posting.organisation
    return filled({"@type": "Organization", "name": employer.name, "sameAs": employer.website})


def _location(place: Territory) -> dict[str, Any]:
    state = Territory.objects.states().filter(ags=place.ags[:2])
    region = state.values_list("label_name", flat=True).first()
    full = filled(address(place) | {"addressRegion": region})
    return {"@type": "Place", "address": full}
