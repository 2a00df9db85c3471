"""The postings of this floor: offers and needs."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from offers.postings.enums import KIND_FIELDS
from offers.postings.models.posting import Posting, PostingQuerySet


def price_in_euros() -> "models.DecimalField[Any, Any]":
    """What one pays; null where nobody says, 0 if it is free."""
    return models.DecimalField(
        _("price in euros"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("0 if it is free."),
    )


class Offer(Posting):
    """Support, a job, a flat, a course … Fields that only some kinds have are null elsewhere."""

    seats = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    hours_per_week = models.DecimalField(
        _("hours a week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(80)],
    )
    schedule = models.CharField(_("times"), max_length=200, blank=True)
    price_eur = price_in_euros()
    rooms = models.DecimalField(
        _("rooms"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    living_area_m2 = models.PositiveSmallIntegerField(_("living area in m²"), null=True, blank=True)
    rent_eur = models.DecimalField(
        _("rent with utilities in euros a month"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    furnished = models.BooleanField(_("furnished"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    page_facts: ClassVar = (*KIND_FIELDS, *Posting.page_facts)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    @classmethod
    def counted(cls, number: int) -> str:
        words = ngettext("%(number)s offer", "%(number)s offers", number)
        return words % {"number": number_format(number, force_grouping=True)}


class Need(Posting):
    """What an organisation asks the region for."""

    headcount = models.PositiveSmallIntegerField(
        _("number of people"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    page_facts: ClassVar = ("headcount", "wanted_by", *Posting.page_facts)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    @classmethod
    def counted(cls, number: int) -> str:
        words = ngettext("%(number)s need", "%(number)s needs", number)
        return words % {"number": number_format(number, force_grouping=True)}
