"""The small region that the project ships."""

import pytest

from partners.territories.actions import Summary, load_demo_region
from partners.territories.enums import Level
from partners.territories.models import Boundary, Territory

pytestmark = pytest.mark.usefixtures("demo_region")


def test_it_has_two_counties_and_a_kreisfreie_stadt(demo_region: Summary) -> None:
    assert demo_region.open == {Level.STATE: 1, Level.COUNTY: 3, Level.MUNICIPALITY: 29}
    counties = Territory.objects.filter(level=Level.COUNTY)
    labels = {county.ags: county.short_name for county in counties}
    assert labels == {"16052": "Gera", "16076": "Greiz", "16077": "Altenburger Land"}
    assert demo_region.skipped == 0


def test_loading_it_again_changes_nothing() -> None:
    assert load_demo_region().written == 0


def test_every_municipality_can_be_found_by_place_and_by_postcode() -> None:
    for place in Territory.objects.municipalities():
        assert place.point
        assert place.postcodes.exists()
        assert place.association


def test_a_postcode_leads_to_several_municipalities() -> None:
    assert Territory.objects.with_postcode("04626").count() == 3


def test_boundaries_name_their_source() -> None:
    assert {
        boundary.territory.ags for boundary in Boundary.objects.select_related("territory")
    } == {
        "16",
        "16052",
        "16076",
        "16077",
    }
    assert not Boundary.objects.filter(attribution="").exists()


def test_the_label_of_a_county_differs_from_that_of_its_town() -> None:
    county, town = Territory.objects.get(ags="16076"), Territory.objects.get(ags="16076022")
    assert county.label != town.label
    assert town.label == "Greiz (Greiz)"


def test_labels_cost_no_further_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert len([str(place) for place in Territory.objects.all()]) == 33
