"""Levels and kinds of bodies, with the codes of the official register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Record types of the register whose key is a prefix of the keys below them."""

    STATE = 10, _("state")
    REGION = 20, _("region")
    PLANNING_REGION = 30, _("planning region")
    COUNTY = 40, _("county")
    MUNICIPALITY = 60, _("municipality")


KEY_LENGTHS = {
    Level.STATE: 2,
    Level.REGION: 3,
    Level.PLANNING_REGION: 4,
    Level.COUNTY: 5,
    Level.MUNICIPALITY: 8,
}


class Kind(models.TextChoices):
    """Kind of body ("Textkennzeichen") of a county or municipality."""

    INDEPENDENT_CITY = "41", _("independent city")
    URBAN_DISTRICT = "42", _("urban district")
    COUNTY = "43", _("county")
    RURAL_COUNTY = "44", _("rural county")
    REGIONAL_ASSOCIATION = "45", _("regional association")
    MARKET_TOWN = "60", _("market town")
    INDEPENDENT_CITY_AREA = "61", _("independent city")
    URBAN_DISTRICT_AREA = "62", _("urban district")
    TOWN = "63", _("town")
    MUNICIPALITY = "64", _("municipality")
    INHABITED_AREA = "65", _("inhabited unincorporated area")
    UNINHABITED_AREA = "66", _("uninhabited unincorporated area")
    MAJOR_TOWN = "67", _("major county town")


COUNTY_KINDS = frozenset(kind.value for kind in Kind if kind.value.startswith("4"))
MUNICIPALITY_KINDS = frozenset(kind.value for kind in Kind if kind.value.startswith("6"))
CITY_COUNTY_KINDS = frozenset({Kind.INDEPENDENT_CITY.value, Kind.URBAN_DISTRICT.value})
UNINCORPORATED_KINDS = frozenset({Kind.INHABITED_AREA.value, Kind.UNINHABITED_AREA.value})


class AssociationKind(models.TextChoices):
    """Kind of municipal association; the register lists a lone municipality as one of its own."""

    NONE = "50", _("municipality without an association")
    OFFICE = "51", _("Amt")
    JOINT_MUNICIPALITY = "52", _("joint municipality")
    COLLECTIVE_MUNICIPALITY = "53", _("collective municipality")
    COMMUNITY = "54", _("administrative community")
    PARISH = "55", _("parish municipality")
    UNION = "56", _("administrative union")
    TRUSTEE_COMMUNITY = "57", _("administrative community run by one member")
    ACTING_MUNICIPALITY = "58", _("municipality acting for its neighbours")
