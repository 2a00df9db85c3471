"""Containment is a prefix of the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.territories import keys
from partners.territories.models import Territory

digits = st.text("0123456789", min_size=1, max_size=8)


def test_a_municipality_lies_in_county_region_and_state() -> None:
    assert keys.prefixes("16077001") == ["16077001", "16077", "160", "16"]


def test_only_baden_wuerttemberg_has_planning_regions() -> None:
    assert keys.prefixes("08111000") == ["08111000", "08111", "0811", "081", "08"]


def test_a_state_lies_in_nothing_else() -> None:
    assert keys.prefixes("16") == ["16"]


@given(digits)
def test_every_prefix_begins_the_key_and_the_nearest_comes_first(ags: str) -> None:
    found = keys.prefixes(ags)
    assert all(ags.startswith(prefix) for prefix in found)
    assert found == sorted(found, key=len, reverse=True)


@pytest.fixture
def scattered(db: None) -> list[str]:
    """Territories whose keys differ in each digit and in length."""
    made = ["0", "08", "081", "0811", "08111", "08111000", "08112", "09", "1", "16", "160", "16077",
            "16077001", "16077999", "16078", "99", "99999", "99999999"]  # fmt: skip
    Territory.objects.bulk_create(
        Territory(ags=ags, level=60, name=ags, short_name=ags, label_name=ags, edition="2025-11-30")
        for ags in made
    )
    return made


@pytest.mark.parametrize(
    "ags", ["0", "08", "0811", "08111", "09", "16", "1607", "16077", "16077001", "99", "9", "77"]
)
def test_inside_finds_exactly_the_keys_that_begin_so(scattered: list[str], ags: str) -> None:
    found = Territory.objects.inside(ags).values_list("ags", flat=True)
    assert sorted(found) == sorted(key for key in scattered if key.startswith(ags))
