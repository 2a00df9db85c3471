"""What the official register knows of a territory, as facts for a page."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from partners.territories.enums import Level
from partners.territories.models import Territory

HECTARES = 100  # in a square kilometre


def register_facts(territory: Territory) -> list[tuple[str, str]]:
    """Label and value of what is known; the date says of which register."""
    facts = []
    if territory.population:
        facts.append(
            (_("People living here"), number_format(territory.population, force_grouping=True))
        )
    if territory.area_ha:
        area = number_format(round(territory.area_ha / HECTARES), force_grouping=True)
        facts.append((_("Area"), _("%s km²") % area))
    if territory.level != Level.MUNICIPALITY and not territory.is_city_county:
        inside = Territory.objects.open().municipalities().inside(territory.ags)
        facts.append((_("Towns and municipalities"), number_format(inside.count())))
    if territory.seat:
        facts.append((_("Seat of the administration"), territory.seat))
    facts.append((_("According to the register of"), date_format(territory.edition, "DATE_FORMAT")))
    return facts
