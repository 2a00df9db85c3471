"""Who may see a posting, how far it reaches, in which state it is, what belongs to its kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Whom a need is shown to. Offers are for everyone."""

    EVERYONE = "everyone", _("Everyone")
    VERIFIED = "verified", _("Verified organisations")
    OFFICES = "offices", _("Offices in whose territory it lies")


class Reach(models.TextChoices):
    """How the area that a posting serves is given."""

    PLACE = "place", _("Its place only")
    RADIUS = "radius", _("Around its place")
    TERRITORIES = "territories", _("Certain territories")
    EVERYWHERE = "everywhere", _("Everywhere (remote)")


RADII_KM = (5, 10, 25, 50, 100)


class State(models.TextChoices):
    """Where a posting stands; follows from Wagtail's fields and `closed_at`, stored nowhere."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    EXPIRED = "expired", _("Expired")
    CLOSED = "closed", _("Closed")


class Level(models.TextChoices):
    """Common European Framework of Reference for Languages (Council of Europe)."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class Origin(models.TextChoices):
    """Where a text comes from."""

    SOURCE = "source", _("Original")
    HUMAN = "human", _("Translation")
    MACHINE = "machine", _("Machine translation")


class TextState(models.TextChoices):
    """How a posting stands in one language; outdated counts more than who translated it."""

    SOURCE = "source", Origin.SOURCE.label
    HUMAN = "human", Origin.HUMAN.label
    MACHINE = "machine", Origin.MACHINE.label
    STALE = "stale", _("Outdated")
    MISSING = "missing", _("Missing")


# Fields that make sense for some kinds of offers only; whatever else is sent is refused.
FIELDS_OF_KIND: dict[str, tuple[str, ...]] = {
    "job": ("starts_on", "seats", "hours_per_week"),
    "apprenticeship": ("starts_on", "seats", "hours_per_week"),
    "internship": ("starts_on", "seats", "hours_per_week"),
    "course": ("starts_on", "seats", "hours_per_week", "schedule", "price_eur"),
    "counselling": ("schedule", "price_eur"),
    "housing": ("starts_on", "rooms", "living_area_m2", "rent_eur", "furnished"),
    "childcare_place": ("starts_on", "seats", "schedule", "price_eur"),
    "mentoring": ("seats", "schedule"),
    "volunteer_group": ("schedule",),
    "funding": (),
    "information": (),
    "service_point": ("schedule",),
}
KIND_FIELDS = tuple(dict.fromkeys(name for names in FIELDS_OF_KIND.values() for name in names))
