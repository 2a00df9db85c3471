"""The start page of an office begins with what waits, and its menu leads nowhere in vain."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import Menu, SubmenuMenuItem, admin_menu
from wagtail.models import Page

from partners.accounts.models import User
from partners.organisations.enums import Verification
from partners.organisations.models import Membership
from portal.cms.models import RegionPage
from tests.cast import organisation
from tests.editing.conftest import ClientOf, article_below

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")


def panels(client: Client) -> list[str]:
    return [panel.name for panel in client.get(HOME).context["panels"]]


def test_what_waits_comes_first(desk: Client, region: RegionPage) -> None:
    assert panels(desk) == ["waiting", "posting_queue", "region", "recent_edits"]


def test_wagtails_count_of_all_pages_is_left_out(desk: Client, region: RegionPage) -> None:
    assert desk.get(HOME).context["site_summary"].summary_items == []


def test_it_counts_what_is_the_offices_only(desk: Client, region: RegionPage) -> None:
    organisation("Bäckerei", "company", "16077001", Verification.PENDING)
    organisation("Mühle", "company", "16076079", Verification.PENDING)
    waiting = next(p for p in desk.get(HOME).context["panels"] if p.name == "waiting")
    request = desk.get(HOME).wsgi_request
    assert waiting.get_context_data({"request": request})["organisations"] == 1


def test_drafts_and_scheduled_pages_are_named(
    desk: Client, region: RegionPage, foreign_region: RegionPage
) -> None:
    article = article_below(region, "Frühling")
    article.title = "Sommer"
    article.go_live_at = timezone.now() + timedelta(days=3)
    article.save_revision().publish()
    theirs = article_below(foreign_region, "Nur in Greiz")
    theirs.title = "Noch geheim"
    theirs.save_revision()
    shown = desk.get(HOME).content.decode()
    assert "Sommer" in shown
    assert reverse("wagtailadmin_pages:edit", args=[region.pk]) in shown
    assert "Noch geheim" not in shown
    assert "Greiz" not in shown


def test_what_one_edited_once_is_not_shown_for_ever(
    desk: Client, office: User, region: RegionPage, client_of: ClientOf
) -> None:
    article = article_below(region, "Früher unsere")
    article.save_revision(user=office, log_action=True)
    assert "Früher unsere" in desk.get(HOME).content.decode()
    Membership.objects.filter(user=office).delete()
    assert client_of(office).get(HOME).status_code == 404


def test_it_says_what_is_not_translated(desk: Client, region: RegionPage) -> None:
    panel = next(p for p in desk.get(HOME).context["panels"] if p.name == "waiting")
    rows = panel.get_context_data({"request": desk.get(HOME).wsgi_request})["untranslated"]
    codes = {row["language"].language_code: row["number"] for row in rows}
    assert codes == dict.fromkeys(("de-simple", "en", "uk", "ar", "tr"), 1)


def entries(menu: Menu, request: HttpRequest) -> Iterator[str]:
    for item in menu.menu_items_for_request(request):
        if isinstance(item, SubmenuMenuItem):
            yield from entries(item.menu, request)
        else:
            yield item.url


def test_every_entry_of_the_menu_leads_somewhere(desk: Client, region: RegionPage) -> None:
    addresses = list(entries(admin_menu, desk.get(HOME).wsgi_request))
    assert reverse("wagtailimages:index") in addresses
    assert reverse("wagtailredirects:index") in addresses
    assert reverse("wagtailsearchpromotions:index") in addresses
    assert reverse("wagtaildocs:index") in addresses
    assert reverse("wagtailadmin_explore_root") in addresses
    assert {url: desk.get(url).status_code for url in addresses} == dict.fromkeys(addresses, 200)


def test_it_leads_to_the_board_of_languages(desk: Client, region: RegionPage) -> None:
    board = reverse("cockpit:languages")
    assert f'href="{board}"' in desk.get(HOME).content.decode()
    assert desk.get(board).status_code == 200


def test_reports_are_offered_to_whoever_may_see_some(
    desk: Client, administrator: User, region: RegionPage, client_of: ClientOf
) -> None:
    client = client_of(administrator)
    assert "reports" in panels(client)
    shown = client.get(HOME)
    panel = next(p for p in shown.context["panels"] if p.name == "reports")
    addresses = [item.url for item in panel.items]
    assert reverse("wagtailadmin_reports:site_history") in addresses
    assert all(client.get(url).status_code == 200 for url in addresses)
    assert all(f'href="{url}"' in shown.content.decode() for url in addresses)
    assert "reports" not in panels(desk)


def test_before_its_page_is_there_an_office_is_told(office: User, client_of: ClientOf) -> None:
    response = client_of(office).get(HOME)
    assert response.status_code == 200
    assert panels(client_of(office))[0] == "waiting"


def test_an_administrators_start_page_stays_wagtails(
    administrator: User, region: RegionPage, client_of: ClientOf
) -> None:
    assert "waiting" not in panels(client_of(administrator))
    assert Page.objects.filter(depth=2).count() == 6


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", "Bilder"),
        ("de-simple", "Bilder"),
        ("en", "Images"),
        ("ar", 'lang="ar" dir="rtl"'),
        ("tr", 'lang="tr"'),
    ],
)
def test_the_admin_speaks_the_persons_language(
    language: str, shown: str, office: User, region: RegionPage, client_of: ClientOf
) -> None:
    """Wagtail has no easy German; there German stands in."""
    User.objects.filter(pk=office.pk).update(language=language)
    assert shown in client_of(office).get(HOME).content.decode()
