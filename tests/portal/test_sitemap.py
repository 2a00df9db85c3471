"""Search engines find every public page in each of its languages, and nothing else."""

import re
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from offers.postings.enums import State, Visibility
from portal import sitemaps
from portal.cms.models import HomePage
from tests.cast import organisation
from tests.events.builders import event
from tests.postings.builders import need, offer

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CODES = [code for code, _name in settings.LANGUAGES]


def pages(client: Client, address: str = "/sitemap.xml") -> dict[str, dict[str, str]]:
    """Path → its alternates, of a file that is as the standard demands."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{SITEMAP}urlset"
    found = {}
    for url in root:
        assert url.tag == f"{SITEMAP}url"
        names = [child.tag for child in url]
        assert names[0] == f"{SITEMAP}loc"
        assert names.count(f"{SITEMAP}loc") == 1
        assert set(names) <= {f"{SITEMAP}loc", f"{SITEMAP}lastmod", f"{XHTML}link"}
        location = url.findtext(f"{SITEMAP}loc") or ""
        assert urlsplit(location).scheme in ("http", "https")
        assert len(location) < 2048
        if day := url.findtext(f"{SITEMAP}lastmod"):
            date.fromisoformat(day)
        alternates = {}
        for link in url.findall(f"{XHTML}link"):
            assert link.get("rel") == "alternate"
            alternates[link.get("hreflang")] = urlsplit(link.get("href")).path
        path = urlsplit(location).path
        assert path not in found
        found[path] = alternates
    return found


def test_everything_public_is_there_in_all_languages(client, company, owner) -> None:
    shown, asked = offer(company, State.PUBLISHED), need(company, State.PUBLISHED)
    invited = event(company, State.PUBLISHED)
    found = pages(client)
    for path in (
        "",
        "offers/",
        "needs/",
        "events/",
        "events/past/",
        "organisations/",
        f"offers/{shown.pk}/",
        f"needs/{asked.pk}/",
        f"events/{invited.pk}/",
        f"organisations/{company.slug}/",
    ):
        for code in CODES:
            alternates = dict(found.pop(f"/{code}/{path}"))
            if path:
                assert alternates.pop("x-default") == f"/{path}"
            assert alternates == {other: f"/{other}/{path}" for other in CODES}
    assert found == {}


def test_every_address_in_it_answers(client, company, owner) -> None:
    offer(company, State.PUBLISHED)
    found = pages(client)
    everywhere = found.keys() | {path for links in found.values() for path in links.values()}
    for path in everywhere:
        assert client.get(path, follow=True).status_code == 200, path


def test_what_is_not_for_everybody_is_not_there(client, company, owner) -> None:
    hidden = [offer(company, state) for state in State if state != State.PUBLISHED]
    hidden += [
        need(company, State.PUBLISHED, visibility=visibility)
        for visibility in (Visibility.VERIFIED, Visibility.OFFICES)
    ]
    waiting = organisation("Wartet noch", "club", "16077001", "pending")
    numbers = "|".join(str(posting.pk) for posting in hidden)
    listed = "\n".join(pages(client))
    assert not re.search(rf"/({numbers})/|{waiting.slug}", listed)


def home(code: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=code)


def test_pages_of_editors_come_with_the_languages_they_have(client) -> None:
    page = home("de").add_child(instance=Page(title="Über uns", slug="ueber-uns"))
    english = page.copy_for_translation(home("en").locale)
    english.slug = "about-us"
    english.save_revision().publish()
    found = pages(client)
    both = {"de": "/de/ueber-uns/", "en": "/en/about-us/"}
    assert (found["/de/ueber-uns/"], found["/en/about-us/"]) == (both, both)


def test_pages_that_are_not_public_are_not_there(client) -> None:
    draft = home("de").add_child(instance=Page(title="Entwurf", slug="entwurf", live=False))
    secret = home("de").add_child(instance=Page(title="Intern", slug="intern"))
    below = secret.add_child(instance=Page(title="Tief", slug="tief"))
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    listed = pages(client)
    assert not {page.get_url() for page in (draft, secret, below)} & listed.keys()


def test_many_pages_are_spread_over_files(client, company, owner, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "ITEMS_A_FILE", 2)
    made = [offer(company, State.PUBLISHED) for _ in range(5)]
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert index.tag == f"{SITEMAP}sitemapindex"
    files = [urlsplit(node.findtext(f"{SITEMAP}loc") or "") for node in index]
    assert {file.path for file in files} == {
        f"/sitemap-{name}.xml"
        for name in ("pages", "lists", "offers", "needs", "events", "organisations")
    }
    listed = [path for file in files for path in pages(client, f"{file.path}?{file.query}")]
    assert len(listed) == len(set(listed))
    assert {f"/ar/offers/{posting.pk}/" for posting in made} <= set(listed)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sitemap-offers.xml", 200),
        ("/sitemap-drafts.xml", 404),
        ("/sitemap-offers.xml?p=99", 404),
        ("/sitemap-offers.xml?p=x", 404),
    ],
)
def test_files_that_there_are_not(client, address, status) -> None:
    assert client.get(address).status_code == status


def test_a_file_takes_the_same_queries_whatever_is_in_it(client, company, owner) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            pages(client)
        return len(queries)

    offer(company, State.PUBLISHED)
    need(company, State.PUBLISHED)
    home("de").add_child(instance=Page(title="Über uns", slug="ueber-uns"))
    cost()  # fills Wagtail's cache of the roots of sites
    few = cost()
    for number in range(5):
        offer(company, State.PUBLISHED)
        need(company, State.PUBLISHED)
        home("de").add_child(instance=Page(title="Mehr", slug=f"mehr-{number}"))
    cost()
    assert cost() == few


def test_robots_are_led_to_it_and_away_from_the_maze(client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in answer.text
    assert "Disallow: /*/offers/?" in answer.text
    assert "Disallow: /\n" not in answer.text
