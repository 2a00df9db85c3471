"""With an office come the page of its region and a place for its files."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Locale

from partners.accounts.models import User
from partners.organisations.models import Office
from portal.cms.models import RegionPage
from portal.desk.actions import equip
from portal.desk.models import TerritoryCollection
from tests.cast import office_of, organisation, territory
from tests.editing.conftest import ClientOf, region_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(administrator: User, client_of: ClientOf) -> Client:
    return client_of(administrator)


def appoint(admin: Client, ags: str = "16077") -> Office:
    town_hall = organisation("Landratsamt", "county", "16077001")
    response = admin.post(
        reverse("offices:add"), {"organisation": town_hall.pk, "territory": territory(ags).pk}
    )
    assert response.status_code == 302, response.context["form"].errors
    return Office.objects.get(territory__ags=ags)


def test_an_appointed_office_has_a_page_in_every_language_and_a_collection(admin: Client) -> None:
    appoint(admin)
    pages = RegionPage.objects.filter(territory__ags="16077")
    assert pages.count() == Locale.objects.count() == 6
    assert len({page.translation_key for page in pages}) == 1
    assert {page.get_parent().specific_class.__name__ for page in pages} == {"HomePage"}
    assert TerritoryCollection.objects.get().collection.name == "Altenburger Land (Landkreis)"


def test_the_page_is_a_draft_until_the_office_publishes_it(admin: Client) -> None:
    appoint(admin)
    page = region_page("16077")
    assert not page.live
    page.get_latest_revision().publish()
    assert RegionPage.objects.live().filter(territory__ags="16077").count() == 6


def test_appointing_anew_keeps_page_and_collection(admin: Client) -> None:
    office = appoint(admin)
    page, collection = region_page("16077"), TerritoryCollection.objects.get().collection
    other = organisation("Kreisentwicklung", "economic_development", "16077001")
    admin.post(
        reverse("offices:edit", args=[office.pk]),
        {"organisation": other.pk, "territory": office.territory_id},
    )
    assert region_page("16077") == page
    assert TerritoryCollection.objects.get().collection == collection


def test_a_withdrawn_office_leaves_its_pages(admin: Client) -> None:
    office = appoint(admin)
    admin.post(reverse("offices:delete", args=[office.pk]))
    assert not Office.objects.exists()
    assert region_page("16077")
    assert TerritoryCollection.objects.exists()


def test_an_office_moved_to_another_territory_gets_that_ones_page(admin: Client) -> None:
    office = appoint(admin)
    admin.post(
        reverse("offices:edit", args=[office.pk]),
        {"organisation": office.organisation_id, "territory": territory("16076").pk},
    )
    assert region_page("16077")
    assert region_page("16076")


def test_nothing_is_created_when_appointing_fails(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_territory: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("portal.desk.admin.equip", fail)
    with pytest.raises(RuntimeError):
        appoint(admin)
    assert not Office.objects.exists()


def test_offices_of_before_are_equipped_by_a_command(office: User, office_elsewhere: User) -> None:
    call_command("equip_offices")
    call_command("equip_offices")
    assert RegionPage.objects.filter(alias_of=None).count() == 2
    assert Collection.objects.filter(depth=2).count() == 2


def test_a_county_and_its_town_of_the_same_name_do_not_collide() -> None:
    office_of("16076", "Amt Greiz", "Emil")
    weida = territory("16076079")
    weida.name = weida.short_name = weida.label_name = "Greiz"
    weida.save()
    for ags in ("16076", "16076079"):
        equip(territory(ags))
    assert region_page("16076").slug != region_page("16076079").slug
