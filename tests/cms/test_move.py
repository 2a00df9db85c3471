"""A page lies at the same place in every language."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from portal.cms.models import ArticlePage
from tests.cms import builders as make
from tests.cms.builders import in_language

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.in_all_languages(make.region("16077001"))


@pytest.fixture
def article(translate):
    county = make.in_all_languages(make.region("16077"))
    page = make.in_all_languages(make.article("Ein Tag", below=county))
    translate(page)
    return ArticlePage.objects.get(pk=page.pk)


def _regions() -> set[str]:
    return {page.region.territory.ags for page in ArticlePage.objects.all()}


def _trees_fit() -> bool:
    return all(page.get_parent().locale_id == page.locale_id for page in ArticlePage.objects.all())


def test_every_language_moves_along(client_of, administrator, article, town) -> None:
    assert _regions() == {"16077"}
    address = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, town.pk])
    assert client_of(administrator).post(address).status_code == 302
    assert _regions() == {"16077001"}
    assert ArticlePage.objects.count() == 6
    assert _trees_fit()
    assert Page.find_problems() == ([], [], [], [], [])


def test_many_move_at_once_in_every_language(client_of, administrator, article, town) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    client_of(administrator).post(f"{address}?id={article.pk}", {"chooser": town.pk})
    assert _regions() == {"16077001"}
    assert _trees_fit()


def test_moving_a_translation_moves_the_page(article, town) -> None:
    in_language(article, "en").move(in_language(town, "en"), pos="last-child")
    assert _regions() == {"16077001"}
    assert _trees_fit()


def test_old_addresses_lead_to_the_new_ones(
    client_of, article, town, django_capture_on_commit_callbacks
) -> None:
    before = in_language(article, "en").url
    with django_capture_on_commit_callbacks(execute=True):
        article.move(town, pos="last-child")
    assert Redirect.objects.filter(automatically_created=True).exists()
    answer = client_of(None).get(before)
    assert answer.status_code == 301
    assert answer.headers["Location"].endswith(in_language(article, "en").url)


def test_a_taken_address_is_made_free(article, town) -> None:
    other = make.in_all_languages(make.article("Anderes", below=town))
    taken = in_language(other, "en")
    ArticlePage.objects.filter(pk=taken.pk).update(slug=in_language(article, "en").slug)
    article.move(town, pos="last-child")
    assert _regions() == {"16077001"}
    english = ArticlePage.objects.filter(locale=taken.locale_id)
    assert len(set(english.values_list("slug", flat=True))) == 2


def test_order_alone_concerns_one_language(article) -> None:
    county = article.get_parent()
    first = in_language(article, "en").path
    make.in_all_languages(make.article("Ein anderer", below=county))
    article.move(county, pos="last-child")
    assert in_language(article, "en").path == first


def test_a_new_place_is_made_in_languages_that_lack_it(article) -> None:
    german_only = make.region("16076")
    article.move(german_only, pos="last-child")
    assert _regions() == {"16076"}
    assert in_language(german_only, "en").alias_of_id == german_only.pk
    assert _trees_fit()
