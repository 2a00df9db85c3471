"""What an office finds when it sits down: a page of its region, and a place for its files."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.models import Collection, Locale
from wagtail_localize.synctree import create_aliases_for_new_page

from partners.organisations.models import Office
from partners.territories.models import Territory
from portal.cms.models import HomePage, RegionPage
from portal.desk.models import TerritoryCollection


@transaction.atomic
def equip(territory: Territory) -> None:
    """Gives the territory a region page in every language and a collection, unless it has them.

    The page is a draft until its office has looked at it and publishes it.
    """
    if not RegionPage.objects.filter(territory=territory).exists():
        _lay_out_page(territory)
    if not TerritoryCollection.objects.filter(territory=territory).exists():
        with translation.override(settings.LANGUAGE_CODE):
            name = str(territory)
        collection = Collection.get_first_root_node().add_child(name=name)
        TerritoryCollection.objects.create(territory=territory, collection=collection)


def equip_all() -> int:
    """The same for every office that exists; returns how many there are."""
    offices = Office.objects.select_related("territory")
    for office in offices:
        equip(office.territory)
    return len(offices)


def _lay_out_page(territory: Territory) -> None:
    home = HomePage.objects.filter(locale=Locale.get_default()).order_by("path").get()
    page = home.add_child(
        instance=RegionPage(title=territory.label_name, territory=territory, live=False)
    )
    page.save_revision()
    create_aliases_for_new_page(page)
