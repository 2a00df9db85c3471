"""Where a region keeps its pictures and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from partners.territories.models import Territory


class TerritoryCollection(models.Model):
    """Says which of Wagtail's collections is the territory's; it stays when offices change."""

    territory = models.OneToOneField(
        Territory, models.CASCADE, related_name="+", verbose_name=_("territory")
    )
    collection = models.OneToOneField(
        Collection, models.CASCADE, related_name="+", verbose_name=_("collection")
    )

    class Meta:
        verbose_name = _("collection of a territory")
        verbose_name_plural = _("collections of territories")

    def __str__(self) -> str:
        return f"{self.collection} – {self.territory}"
