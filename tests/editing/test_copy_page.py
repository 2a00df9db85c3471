"""A copied page stands in every language, as a new one does."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from partners.accounts.models import User
from portal.cms.models import RegionPage
from tests.editing.conftest import ClientOf, article_below

pytestmark = pytest.mark.django_db


def copy(desk: Client, page: Page, title: str, **fields: object) -> None:
    sent = {"new_title": title, "new_slug": "kopie", "new_parent_page": page.get_parent().pk}
    desk.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent | fields)


def languages_of(title: str) -> int:
    return Page.objects.filter(title=title).values("locale").distinct().count()


def test_a_copy_has_an_alias_in_each_other_language(desk: Client, region: RegionPage) -> None:
    article = article_below(region)
    copy(desk, article, "Noch einmal")
    assert languages_of("Noch einmal") == Locale.objects.count() == 6
    keys = Page.objects.filter(title="Noch einmal").values_list("translation_key", flat=True)
    assert len(set(keys)) == 1
    assert article.translation_key not in keys
    assert Page.objects.get(title="Noch einmal", alias_of=None).locale == article.locale


def test_what_is_copied_along_too(
    administrator: User, region: RegionPage, client_of: ClientOf
) -> None:
    region.get_latest_revision().publish()
    article_below(region, "Darunter")
    client = client_of(administrator)
    copy(client, region, "Andere Region", copy_subpages="on")
    below = Page.objects.filter(title="Darunter")
    copied = below.exclude(translation_key=below.order_by("pk").first().translation_key)
    assert copied.values("locale").distinct().count() == 6
