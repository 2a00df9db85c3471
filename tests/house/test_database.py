"""The test database itself: what migrations wrote is there before every test."""

import pytest
from django.core.cache import cache
from wagtail.models import Locale, Page, Site


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_really_commits_leaves_nothing_behind(turn: int) -> None:
    assert Locale.objects.exists()
    assert Page.objects.exists()
    Site.objects.all().delete()
    Locale.objects.create(language_code="xx")


@pytest.mark.django_db
def test_the_others_find_what_the_migrations_wrote() -> None:
    assert Site.objects.exists()


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_left_in_the_cache_is_gone(turn: int) -> None:
    assert cache.get("wagtail_site_root_paths") is None
    cache.set("wagtail_site_root_paths", ["of rows that are rolled back"])
