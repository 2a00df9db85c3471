"""An organisation in the words of schema.org, for search engines; only what its page says, too."""

from typing import Any

from partners.deliveries.messages import absolute_url
from partners.organisations.models import Organisation
from partners.territories.models import Territory

CONTEXT = "https://schema.org"


def organisation(of: Organisation) -> dict[str, Any]:
    """What its own page holds."""
    contact = {
        "@type": "ContactPoint",
        "name": of.contact_name,
        "email": of.contact_email,
        "telephone": of.contact_phone,
    }
    return filled(
        {
            "@context": CONTEXT,
            "@type": "Organization",
            "name": of.name,
            "url": absolute_url(of.get_absolute_url()),
            "sameAs": of.website,
            "description": of.about,
            "address": address(of.seat),
            "contactPoint": filled(contact),
        }
    )


def address(place: Territory) -> dict[str, Any]:
    return {
        "@type": "PostalAddress",
        "addressLocality": place.label_name,
        "addressCountry": "DE",
    }


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "")}
