"""Registers for these tests: the demo region, and the real files where they lie."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partners.territories.actions import Summary, import_territories, load_demo_region
from partners.territories.files import read_bundle
from partners.territories.models import Association, Territory


@pytest.fixture
def demo_region(db: None) -> Summary:
    return load_demo_region()


@pytest.fixture(scope="module")
def whole_country(django_db_setup: None, django_db_blocker, real_data: Path) -> Iterator[Summary]:
    """The real register, committed for one module of tests and removed afterwards."""
    with django_db_blocker.unblock():
        bundle = read_bundle(
            real_data / "GV100AD_30112025.txt",
            real_data / "municipality_coordinates.csv",
            real_data / "plz_municipality.csv",
            [real_data / "counties.geojson", real_data / "states.geojson"],
        )
        yield import_territories(bundle)
        Territory.objects.all().delete()
        Association.objects.all().delete()
