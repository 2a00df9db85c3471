"""The reader's language is in the address, stays on the way, and can be changed on every page."""

import re
from datetime import date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django import forms
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import formats, translation
from pytest_django import Settings
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from partners.accounts.models import User
from partners.deliveries.models import Delivery
from portal.cms.models import HomePage

pytestmark = pytest.mark.django_db

CODES = [code for code, _name in settings.LANGUAGES]
LINK = re.compile(
    r'<a href="([^"]*)" hreflang="([^"]*)"( aria-current="true")?>'
    r'<span lang="([^"]*)" dir="([^"]*)">([^<]*)</span></a>'
)
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">')


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def switch(html: str) -> dict[str, str]:
    """Where the language menu of a page leads, by language."""
    return {code: unescape(url) for url, code, *_rest in LINK.findall(html)}


def alternates(html: str) -> dict[str, str]:
    return {code: unescape(url) for code, url in ALTERNATE.findall(html)}


# --- The menu -----------------------------------------------------------------------------


def test_each_language_is_offered_by_its_own_name_and_the_present_one_is_marked(
    client: Client,
) -> None:
    html = read(client, "/uk/organisations/")
    links = LINK.findall(html)
    assert [(code, lang, way, name) for _url, code, _now, lang, way, name in links] == [
        ("de", "de", "ltr", "Deutsch"),
        ("de-simple", "de-simple", "ltr", "Leichte Sprache"),
        ("en", "en", "ltr", "English"),
        ("uk", "uk", "ltr", "Українська"),
        ("ar", "ar", "rtl", "العربيّة"),
        ("tr", "tr", "ltr", "Türkçe"),
    ]
    assert [code for _url, code, current, *_rest in links if current] == ["uk"]
    assert re.search(r"Мова: </span><span[^>]*>Українська</span></summary>", html)


@pytest.mark.parametrize("code", CODES)
def test_there_is_a_start_page_in_each_language(client: Client, code: str) -> None:
    way = "rtl" if code == "ar" else "ltr"
    assert f'<html lang="{code}" dir="{way}">' in read(client, f"/{code}/")
    assert switch(read(client, "/de/"))[code] == f"/{code}/"


def test_the_language_changes_and_the_page_stays(client: Client) -> None:
    assert switch(read(client, "/de/organisations/?q=Klinik")) == {
        code: f"/{code}/organisations/?q=Klinik" for code in CODES
    }


def test_where_one_goes_on_to_after_the_log_in_changes_with_it(client: Client) -> None:
    links = switch(read(client, "/de/accounts/login/?next=/de/cockpit/"))
    assert links["uk"] == "/uk/accounts/login/?next=/uk/cockpit/"
    elsewhere = switch(read(client, "/de/accounts/login/?next=//evil.example/de/cockpit/"))
    assert elsewhere["uk"] == "/uk/accounts/login/?next=//evil.example/de/cockpit/"


def test_a_page_that_is_not_there_leads_on_in_the_other_language(client: Client) -> None:
    html = read(client, "/uk/nowhere/", 404)
    assert '<html lang="uk"' in html
    assert "Такої сторінки немає" in html
    assert switch(html)["tr"] == "/tr/nowhere/"
    assert alternates(html) == {}


def test_an_address_that_looks_like_another_host_is_no_way_out(client: Client) -> None:
    page = client.get("//evil.example/de/").content.decode()
    assert 'href="//evil.example' not in page
    assert 'href="https://evil.example' not in page


# --- Pages that editors write ---------------------------------------------------------------


@pytest.fixture
def german() -> HomePage:
    """A page below the German start page, so far in German only."""
    start = HomePage.objects.get(locale__language_code="de")
    page = HomePage(title="Wohnen im Kreis", slug="wohnen", locale=start.locale)
    start.add_child(instance=page)
    return page


def test_an_alias_counts_as_the_page_in_that_language(client: Client, german: HomePage) -> None:
    english = german.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    assert Page.objects.get(pk=english.pk).alias_of_id == german.pk
    html = read(client, "/de/wohnen/")
    assert switch(html)["en"] == "/en/wohnen/"
    assert alternates(html) == {
        "de": "http://testserver/de/wohnen/",
        "en": "http://testserver/en/wohnen/",
        "x-default": "http://testserver/en/wohnen/",
    }


def test_where_a_page_is_missing_the_menu_leads_to_the_start_page(
    client: Client, german: HomePage
) -> None:
    html = read(client, "/de/wohnen/")
    assert switch(html)["tr"] == "/tr/"
    assert alternates(html) == {"de": "http://testserver/de/wohnen/"}


# --- For search engines -------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "organisations/", "offers/", "needs/", "accounts/login/"])
def test_every_public_page_names_itself_in_all_languages(client: Client, path: str) -> None:
    expected = {code: f"http://testserver/{code}/{path}" for code in CODES}
    expected["x-default"] = expected["en"]
    assert alternates(read(client, f"/uk/{path}")) == expected


def test_a_page_for_members_does_not(client: Client, newcomer: User) -> None:
    client.force_login(newcomer, settings.AUTHENTICATION_BACKENDS[0])
    assert alternates(read(client, "/uk/cockpit/")) == {}


def test_an_answer_to_a_form_does_not(client: Client) -> None:
    html = client.post("/uk/accounts/login/", {"login": "x"}).content.decode()
    assert "<form" in html
    assert alternates(html) == {}


# --- The language stays -------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_an_address_without_a_language_leads_to_the_readers(client: Client, code: str) -> None:
    for path in ("/", "/organisations/"):
        response = client.get(path, headers={"Accept-Language": f"{code}, fr;q=0.5"})
        assert response.headers["Location"] == f"/{code}{path}"


@pytest.mark.parametrize("code", CODES)
def test_the_log_in_leads_on_in_the_language_it_was_asked_in(
    client: Client, newcomer: User, code: str
) -> None:
    asked = client.get(f"/{code}/cockpit/profile/")
    log_in = asked.headers["Location"]
    assert log_in == f"/{code}/accounts/login/?next=/{code}/cockpit/profile/"
    done = client.post(log_in, {"login": newcomer.email, "password": "geheim-1234"})
    assert done.headers["Location"].startswith(f"/{code}/")


@pytest.mark.parametrize("code", CODES)
def test_the_api_answers_in_the_language_asked_for(client: Client, code: str) -> None:
    path = "/api/v1/topics/housing/"
    by_parameter = client.get(path, {"lang": code}).json()
    by_header = client.get(path, headers={"Accept-Language": code}).json()
    assert by_parameter["name"] == by_header["name"] == by_parameter["names"][code]


def test_a_link_in_a_mail_leads_to_the_language_of_the_mail(client: Client, newcomer: User) -> None:
    """She reads Ukrainian; that the page was asked for in Turkish does not matter."""
    User.objects.filter(pk=newcomer.pk).update(language="uk")
    client.post("/tr/accounts/password/reset/", {"email": newcomer.email})
    told = Delivery.objects.get()
    assert told.language == "uk"
    assert "/uk/accounts/password/reset/key/" in told.payload["password_reset_url"]
    assert client.get(told.payload["password_reset_url"]).status_code == 302


def test_the_admin_speaks_the_language_of_the_person(client: Client, office: User) -> None:
    User.objects.filter(pk=office.pk).update(language="uk")
    client.force_login(office, settings.AUTHENTICATION_BACKENDS[0])
    html = client.get("/admin/", headers={"Accept-Language": "de"}).content.decode()
    assert 'lang="uk"' in html

    UserProfile.objects.create(user=office, preferred_language="tr")
    html = client.get("/admin/", headers={"Accept-Language": "de"}).content.decode()
    assert 'lang="tr"' in html


# --- Dates and numbers --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "day", "moment", "number"),
    [
        ("de", "5. März 2026", "05.03.2026 14:30", "1.234.567,5"),
        ("de-simple", "5. März 2026", "05.03.2026 14:30", "1.234.567,5"),
        ("en", "5 March 2026", "5 Mar 2026, 14:30", "1,234,567.5"),
        ("uk", "5 березня 2026 року", "05.03.2026 14:30", "1\u00a0234\u00a0567,5"),
        ("ar", "5 مارس 2026", "05\u200f/03\u200f/2026، 14:30", "1.234.567,5"),
        ("tr", "5 Mart 2026", "05.03.2026 14:30", "1.234.567,5"),
    ],
)
def test_days_and_numbers_are_written_as_readers_know_them(
    code: str, day: str, moment: str, number: str
) -> None:
    """The day comes before the month in all of them, so that nobody takes one for the other."""
    when = datetime(2026, 3, 5, 14, 30)
    with translation.override(code):
        assert formats.date_format(when.date()) == day
        assert formats.date_format(when, "SHORT_DATETIME_FORMAT") == moment
        assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == number


@pytest.mark.parametrize("code", CODES)
def test_a_day_is_read_as_it_is_written(code: str) -> None:
    with translation.override(code):
        field = forms.DateField(localize=True)
        shown = field.widget.format_value(date(2026, 3, 5))
        assert field.clean(shown) == date(2026, 3, 5)
        assert field.clean("2026-03-05") == date(2026, 3, 5)


# --- One language more ----------------------------------------------------------------------


def test_a_new_language_gets_its_pages(
    client: Client, settings: Settings, german: HomePage
) -> None:
    """Written in German only: English has Wagtail's alias of it, and French takes over English."""
    german.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        *settings.LANGUAGES,
        ("fr", "French"),
    ]
    call_command("add_languages")
    call_command("add_languages")
    assert '<html lang="fr" dir="ltr">' in read(client, "/fr/")
    assert '<html lang="fr" dir="ltr">' in read(client, "/fr/wohnen/")
    assert switch(read(client, "/de/wohnen/"))["fr"] == "/fr/wohnen/"
