"""A page in its languages is one page: what is taken off or deleted is so in all of them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from time_machine import travel
from wagtail.models import Locale, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.cms.models import ArticlePage
from tests.cms import builders as make
from tests.cms.builders import in_language

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of, administrator):
    return client_of(administrator)


@pytest.fixture
def article(translate):
    """In German, translated into English; the other languages show one of the two."""
    page = make.in_all_languages(make.article("Ein Tag"))
    translate(page)
    assert _on_show() == {"de", "de-simple", "en", "uk", "ar", "tr"}
    return ArticlePage.objects.get(pk=page.pk)


def _on_show() -> set[str]:
    live = ArticlePage.objects.live()
    return set(live.values_list("locale__language_code", flat=True))


def test_unpublishing_takes_off_every_language(browser, client_of, article) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[article.pk])
    assert browser.get(address).context["translation_count"] == 1
    browser.post(address)
    assert _on_show() == set()
    assert client_of(None).get(in_language(article, "en").url).status_code == 404


def test_the_clock_takes_off_every_language(article) -> None:
    draft = article.get_latest_revision_as_object()
    draft.expire_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    assert len(_on_show()) == 6
    with travel(timezone.now() + timedelta(hours=3)):
        call_command("publish_scheduled")
    assert _on_show() == set()
    assert in_language(article, "en").expired


def test_taking_off_many_at_once_reaches_every_language(browser, article) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    browser.post(f"{address}?id={article.pk}", {"include_descendants": ""})
    assert _on_show() == set()


@pytest.mark.parametrize("many", [True, False])
def test_what_lies_below_goes_off_in_every_language(browser, translate, many) -> None:
    index = make.in_all_languages(make.region("16077"))
    below = make.in_all_languages(make.article("Ein Tag", below=index))
    translate(below)
    address = (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        if many
        else reverse("wagtailadmin_pages:unpublish", args=[index.pk])
    )
    browser.post(f"{address}?id={index.pk}" if many else address, {"include_descendants": "on"})
    assert _on_show() == set()


def test_a_translation_waiting_for_its_hour_does_not_come(article) -> None:
    english = in_language(article, "en")
    english.unpublish()
    draft = english.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    assert Revision.objects.for_instance(english).filter(approved_go_live_at__isnull=False)
    article.unpublish()
    with travel(timezone.now() + timedelta(hours=3)):
        call_command("publish_scheduled")
    assert _on_show() == set()


def test_a_translation_is_taken_off_alone(article) -> None:
    in_language(article, "en").unpublish()
    assert _on_show() == {"de", "de-simple"}


def test_published_again_no_translation_comes_by_itself(article) -> None:
    article.unpublish()
    make.republish(article)
    assert _on_show() == {"de", "de-simple"}
    in_language(article, "en").get_latest_revision().publish()
    assert len(_on_show()) == 6


def test_whoever_publishes_again_is_told_which_translations_stay_off(browser, article) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    sent = nested_form_data(
        {
            "title": "Ein Tag",
            "slug": article.slug,
            "summary": "",
            "lead_image": "",
            "body": streamfield([]),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        }
    )
    assert "Englisch" not in _told(browser, address, sent)
    article.unpublish()
    assert "Englisch" in _told(browser, address, sent)
    assert _on_show() == {"de", "de-simple"}


def _told(browser, address: str, sent: dict) -> str:
    answer = browser.post(address, sent, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


def test_what_was_first_written_in_english_leads_there(translate) -> None:
    locale = Locale.objects.get(language_code="en")
    page = ArticlePage(title="A day", locale=locale)
    page = make.published(page, below=make.home("en"))
    translate(page, "de")
    in_language(page, "de").unpublish()
    assert _on_show() == {"en"}
    in_language(page, "de").get_latest_revision().publish()
    assert _on_show() == {"de", "en"}
    ArticlePage.objects.get(pk=page.pk).unpublish()
    assert _on_show() == set()


def test_deleting_leaves_nothing_in_other_languages(browser, article) -> None:
    address = reverse("wagtailadmin_pages:delete", args=[article.pk])
    assert len(browser.get(address).context["messages"]) == 1
    assert browser.post(address).status_code == 302
    assert not ArticlePage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_deleting_many_at_once_leaves_nothing_in_other_languages(browser, article) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    browser.post(f"{address}?id={article.pk}")
    assert not ArticlePage.objects.exists()


def test_what_lies_below_is_deleted_in_every_language(browser, translate) -> None:
    region = make.in_all_languages(make.region("16077"))
    page = make.in_all_languages(make.article("Ein Tag", below=region))
    translate(page)
    browser.post(reverse("wagtailadmin_pages:delete", args=[region.pk]))
    assert not Page.objects.filter(
        translation_key__in=[region.translation_key, page.translation_key]
    )
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_deleted_translation_takes_along_who_showed_it_only(browser, article) -> None:
    address = reverse("wagtailadmin_pages:delete", args=[in_language(article, "en").pk])
    assert not browser.get(address).context["messages"]
    browser.post(address)
    assert _on_show() == {"de", "de-simple"}
    assert ArticlePage.objects.count() == 2
