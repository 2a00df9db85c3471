"""What pages are sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalKind(models.TextChoices):
    IMPRINT = "imprint", _("Imprint")
    PRIVACY = "privacy", _("Privacy notice")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    EASY_LANGUAGE = "easy_language", _("Easy language")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    OTHER = "other", _("Other")


class SectionKind(models.TextChoices):
    """What a section of a region's page is about."""

    TRANSPORT = "transport", _("Getting around")
    CHILDCARE = "childcare", _("Childcare and school")
    LEISURE = "leisure", _("Leisure")
    ECONOMY = "economy", _("Work and economy")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Health")


class SizeClass(models.TextChoices):
    """Municipalities by population, at the thresholds of the BBSR's Stadt- und Gemeindetypen.

    There 5,000, 20,000 and 100,000 people separate the rural municipality from the small, the
    medium and the large town.
    """

    RURAL = "rural", _("under 5,000 people")
    SMALL = "small", _("5,000 to 20,000 people")
    MEDIUM = "medium", _("20,000 to 100,000 people")
    LARGE = "large", _("100,000 people and more")

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The least population, and the first that is too many."""
        return _BOUNDS[self]

    @classmethod
    def of(cls, population: int) -> "SizeClass":
        return next(size for size in reversed(cls) if population >= size.bounds[0])


_BOUNDS: dict[SizeClass, tuple[int, int | None]] = {
    SizeClass.RURAL: (0, 5_000),
    SizeClass.SMALL: (5_000, 20_000),
    SizeClass.MEDIUM: (20_000, 100_000),
    SizeClass.LARGE: (100_000, None),
}
