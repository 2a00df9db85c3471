"""An office writes, publishes, schedules and takes back pages below its region's."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from partners.accounts.models import User
from portal.cms.models import ArticlePage, RegionPage
from tests.cast import territory
from tests.editing.conftest import ClientOf, article_below, region_page

pytestmark = pytest.mark.django_db


def filled(**fields: Any) -> dict[str, Any]:
    """The form of an article as the editor sends it."""
    return nested_form_data(
        {
            "title": "Ankommen leicht gemacht",
            "slug": "ankommen",
            "summary": "Die ersten Wege.",
            "lead_image": "",
            "body": streamfield([]),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            **fields,
        }
    )


def write(desk: Client, below: Page, **fields: Any) -> Any:
    url = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", below.pk])
    return desk.post(url, filled(**fields))


def save(desk: Client, page: Page, **fields: Any) -> Any:
    return desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), filled(**fields))


def publish(page: Page) -> None:
    page.get_latest_revision().publish()


def test_an_office_publishes_at_once_and_in_every_language(
    desk: Client, office: User, region: RegionPage
) -> None:
    publish(region)
    write(desk, region, **{"action-publish": "1"})
    articles = ArticlePage.objects.live()
    assert articles.count() == 6
    assert articles.get(locale__language_code="de").owner == office
    assert {article.get_parent().specific_class for article in articles} == {RegionPage}


def test_what_is_saved_only_is_no_ones_to_see(
    desk: Client, region: RegionPage, client: Client
) -> None:
    write(desk, region)
    article = ArticlePage.objects.get(alias_of=None)
    assert not article.live
    assert client.get(article.url).status_code == 404
    draft = reverse("wagtailadmin_pages:view_draft", args=[article.pk])
    assert "Ankommen leicht gemacht" in desk.get(draft).content.decode()


def test_it_writes_nothing_below_others(
    desk: Client, foreign_region: RegionPage, region: RegionPage
) -> None:
    assert write(desk, foreign_region).status_code == 404
    assert write(desk, region.get_parent()).status_code == 404
    assert not ArticlePage.objects.exists()


def test_it_makes_no_page_of_another_region(desk: Client, region: RegionPage) -> None:
    url = reverse("wagtailadmin_pages:add", args=["cms", "regionpage", region.pk])
    assert desk.get(url).status_code == 404
    assert desk.post(url, {"territory": territory("16076").pk}).status_code == 404
    choice = desk.get(reverse("wagtailadmin_pages:add_subpage", args=[region.pk]))
    offered = [kind[2] for kind in choice.context["page_types"]]
    assert "articlepage" in offered
    assert "regionpage" not in offered


def test_whose_region_it_is_cannot_be_changed(
    desk: Client, region: RegionPage, client_of: ClientOf, administrator: User
) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[region.pk])
    assert "territory" not in desk.get(url).context["form"].fields
    assert "territory" in client_of(administrator).get(url).context["form"].fields
    sent = filled(
        title="Altenburger Land",
        slug=region.slug,
        territory=territory("16076").pk,
        promise="",
        shared=streamfield([]),
        story=streamfield([]),
    )
    assert desk.post(url, sent).status_code == 302
    assert region_page("16077").get_latest_revision_as_object().territory.ags == "16077"


def test_a_page_goes_on_and_off_by_the_clock(desk: Client, region: RegionPage) -> None:
    publish(region)
    now = timezone.now().replace(second=0, microsecond=0)
    times = {
        "go_live_at": timezone.localtime(now + timedelta(days=1)).strftime("%Y-%m-%d %H:%M"),
        "expire_at": timezone.localtime(now + timedelta(days=2)).strftime("%Y-%m-%d %H:%M"),
    }
    write(desk, region, **times, **{"action-publish": "1"})
    article = ArticlePage.objects.get(alias_of=None)
    for day, live in ((0, False), (1, True), (2, False)):
        with time_machine.travel(now + timedelta(days=day, minutes=1), tick=False):
            call_command("publish_scheduled")
        article.refresh_from_db()
        assert article.live is live, day
    assert article.expired


def test_a_schedule_is_taken_back(desk: Client, region: RegionPage) -> None:
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    write(desk, region, go_live_at=tomorrow, **{"action-publish": "1"})
    article = ArticlePage.objects.get(alias_of=None)
    revision = Revision.objects.for_instance(article).get(approved_go_live_at__isnull=False)
    desk.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[article.pk, revision.pk]))
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_an_earlier_version_comes_back(desk: Client, region: RegionPage) -> None:
    article = article_below(region, "Erste Fassung")
    first = article.latest_revision
    save(desk, article, title="Zweite Fassung", slug=article.slug)
    compare = reverse(
        "wagtailadmin_pages:revisions_compare", args=[article.pk, "earliest", "latest"]
    )
    shown = desk.get(compare).content.decode()
    assert "Erste" in shown
    assert "Zweite" in shown
    again = desk.get(reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, first.pk]))
    assert again.context["form"].initial["title"] == "Erste Fassung"


def test_a_page_that_moves_leaves_a_redirect(
    desk: Client, region: RegionPage, client: Client, django_capture_on_commit_callbacks
) -> None:
    publish(region)
    article = article_below(RegionPage.objects.get(pk=region.pk))
    before = article.url
    with django_capture_on_commit_callbacks(execute=True):
        save(desk, article, title=article.title, slug="neue-adresse", **{"action-publish": "1"})
    assert Redirect.objects.filter(automatically_created=True).exists()
    response = client.get(before)
    assert response.status_code == 301
    assert response.headers["Location"].endswith("/neue-adresse/")


def test_it_is_moved_and_copied_to_ones_own_places_only(
    desk: Client, region: RegionPage, foreign_region: RegionPage
) -> None:
    article = article_below(region)
    theirs = article_below(foreign_region, "Nur in Greiz")
    sent = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": foreign_region.pk}
    copy = reverse("wagtailadmin_pages:copy", args=[article.pk])
    assert desk.post(copy, sent).status_code == 404
    assert desk.post(copy, sent | {"new_parent_page": "x"}).status_code == 404
    away = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, foreign_region.pk])
    assert desk.post(away).status_code == 404
    here = reverse("wagtailadmin_pages:move_confirm", args=[theirs.pk, region.pk])
    assert desk.post(here).status_code == 404
    assert desk.post(copy, sent | {"new_parent_page": region.pk}).status_code == 302
    assert ArticlePage.objects.child_of(region).count() == 2
    assert ArticlePage.objects.child_of(foreign_region).count() == 1


def test_one_deletes_pages_below_but_not_the_regions(desk: Client, region: RegionPage) -> None:
    article = article_below(region)
    desk.post(reverse("wagtailadmin_pages:delete", args=[region.pk]))
    assert region_page("16077") == region
    desk.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))
    assert not ArticlePage.objects.filter(pk=article.pk).exists()


def test_no_workflow_stands_between(desk: Client, region: RegionPage) -> None:
    article = article_below(region)
    assert not article.has_workflow


def test_the_editor_checks_for_barriers_and_readers_get_nothing_of_it(
    desk: Client, region: RegionPage
) -> None:
    publish(region)
    article = article_below(RegionPage.objects.get(pk=region.pk))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    desk.post(preview, filled(title=article.title, slug=article.slug))
    assert "wagtail-userbar" in desk.get(preview).content.decode()
    assert "wagtail" not in desk.get(article.url).content.decode()
