"""Every kind of public page, in three languages, in light and dark: what must never be."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.measured import world
from tests.measured.visitor import visitor

pytestmark = pytest.mark.browser


def test_every_kind_of_public_page_has_a_sample(site: str) -> None:
    assert world.kinds_without_sample() == set()


@pytest.mark.parametrize("language", world.LANGUAGES)
def test_public_pages(site: str, chromium: Browser, folder: Path, language: str) -> None:
    with visitor(chromium, site, folder, locale=language) as tour:
        tour.measure(world.samples(language))
    assert not tour.faults, "\n".join(tour.faults)


def test_the_pages_of_ones_account(site: str, chromium: Browser, folder: Path) -> None:
    with visitor(chromium, site, folder, user=world.member()) as tour:
        tour.measure(world.account_samples())
    assert not tour.faults, "\n".join(tour.faults)
