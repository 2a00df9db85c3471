"""An office leads old addresses of its own to its pages, and takes no address of others."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from partners.accounts.models import User
from partners.organisations.models import Office
from portal.cms.models import RegionPage
from tests.cast import member, organisation, territory
from tests.editing.conftest import WHO_REACHES_OWN, ClientOf, article_below, equipped, region_page

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailredirects:index")
ADD = reverse("wagtailredirects:add")
LIST_QUERIES = 22


@pytest.fixture
def article(region: RegionPage) -> Page:
    region.save_revision().publish()
    return article_below(region)


@pytest.fixture
def foreign_article(foreign_region: RegionPage) -> Page:
    return article_below(foreign_region, "Nur in Greiz")


def sent(old_path: str, page: Page | None = None, link: str = "") -> dict[str, Any]:
    target = page.pk if page else ""
    return {
        "old_path": old_path,
        "redirect_page": target,
        "redirect_link": link,
        "is_permanent": "on",
    }


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def edit(redirect: Redirect) -> str:
    return reverse("wagtailredirects:edit", args=[redirect.pk])


def delete(redirect: Redirect) -> str:
    return reverse("wagtailredirects:delete", args=[redirect.pk])


def listed(client: Client, **query: str) -> set[str]:
    return {row.old_path for row in client.get(LIST, query).context["redirects"]}


@pytest.mark.parametrize("language", ["de", "ar"])
def test_an_old_address_leads_to_the_new_page(
    language: str, desk: Client, article: Page, client: Client
) -> None:
    old = f"{region_page('16077', language).url}flyer-2024"
    assert desk.post(ADD, sent(f"{old}/", article)).status_code == 302
    assert Redirect.objects.get().old_path == old
    answer = client.get(f"{old}/")
    assert (answer.status_code, answer.url) == (301, article.url)


def test_it_may_lead_to_another_website(desk: Client, region: RegionPage, client: Client) -> None:
    desk.post(ADD, sent(f"{region.url}amt", link="https://example.org/amt"))
    assert client.get(f"{region.url}amt/").url == "https://example.org/amt"
    assert listed(desk) == {f"{region.url}amt"}


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/x", "data:text/html,x"])
def test_but_only_to_a_website(link: str, desk: Client, region: RegionPage) -> None:
    response = desk.post(ADD, sent(f"{region.url}amt", link=link))
    assert list(errors(response)) == ["redirect_link"]
    assert response.context["form"]["redirect_link"].value() == link
    assert not Redirect.objects.exists()


def test_it_must_lead_somewhere(desk: Client, region: RegionPage) -> None:
    response = desk.post(ADD, sent(f"{region.url}amt"))
    assert errors(response) == {"redirect_page": ["Bitte sagen Sie, wohin die alte Adresse führt."]}


@pytest.mark.parametrize(
    "old",
    [
        "/de/greiz/alt",
        "{foreign}alt",
        "{foreign}",
        "{own}",
        "{own}?seite=2",
        "/de/",
        "/",
        "//{own}x",
        "/de/offers",
        "/admin/x",
        "x{own}alt",
    ],
)
def test_nobodys_address_is_taken_away(
    old: str, desk: Client, article: Page, foreign_region: RegionPage, region: RegionPage
) -> None:
    address = old.format(own=region.url.rstrip("/"), foreign=foreign_region.url)
    response = desk.post(ADD, sent(address, article))
    assert list(errors(response)) == ["old_path"]
    assert response.context["form"]["old_path"].value() == address
    assert not Redirect.objects.exists()


def test_not_even_that_of_a_town_below_with_an_office_of_its_own(
    desk: Client, article: Page, region: RegionPage
) -> None:
    town = region.add_child(
        instance=RegionPage(title="Meuselwitz", territory=territory("16077032"))
    )
    assert desk.post(ADD, sent(f"{town.url}alt", article)).status_code == 302
    town_hall = organisation("Stadt Meuselwitz", "municipality", "16077032")
    Office.objects.create(organisation=town_hall, territory=territory("16077032"))
    member(town_hall, "Martha")
    assert list(errors(desk.post(ADD, sent(f"{town.url}neu", article)))) == ["old_path"]


def test_it_leads_to_no_page_of_others_and_tells_nothing_of_it(
    desk: Client, region: RegionPage, foreign_region: RegionPage
) -> None:
    page = article_below(foreign_region, "Noch geheim")
    response = desk.post(ADD, sent(f"{region.url}alt", page))
    assert errors(response) == {"redirect_page": ["Bitte wählen Sie eine Ihrer eigenen Seiten."]}
    assert "Noch geheim" not in response.text
    assert response.context["form"]["old_path"].value() == f"{region.url}alt"


@pytest.mark.parametrize("typed", ["x", "0", "99999999999999999999", "1;2"])
def test_a_number_that_is_none_is_refused_at_the_field(
    typed: str, desk: Client, region: RegionPage
) -> None:
    response = desk.post(ADD, sent(f"{region.url}alt") | {"redirect_page": typed})
    assert list(errors(response)) == ["redirect_page"]


def test_an_address_is_redirected_once(desk: Client, article: Page, region: RegionPage) -> None:
    old = f"{region.url}alt"
    desk.post(ADD, sent(old, article))
    again = desk.post(ADD, sent(f"{old}/", article))
    assert errors(again) == {"old_path": ["Von dieser Adresse wird schon weitergeleitet."]}


def test_it_is_changed_and_deleted(desk: Client, article: Page, region: RegionPage) -> None:
    redirect = Redirect.objects.create(old_path=f"{region.url}alt", redirect_page=article)
    assert desk.post(edit(redirect), sent(f"{region.url}uralt", article)).status_code == 302
    assert listed(desk) == {f"{region.url}uralt"}
    assert list(errors(desk.post(edit(redirect), sent("/de/greiz/alt", article)))) == ["old_path"]
    assert desk.get(delete(redirect)).status_code == 200
    assert desk.post(delete(redirect)).status_code == 302
    assert not Redirect.objects.exists()


def test_what_wagtail_left_behind_may_be_mended(
    desk: Client, article: Page, region: RegionPage
) -> None:
    """The region's page had another address once."""
    redirect = Redirect.objects.create(old_path="/de/frueher/alt", redirect_page=article)
    other = article_below(region, "Anders")
    assert desk.post(edit(redirect), sent("/de/frueher/alt", other)).status_code == 302
    away = sent("/de/frueher/alt", link="https://example.org/")
    assert list(errors(desk.post(edit(redirect), away))) == ["old_path"]


def test_those_of_others_are_not_there(
    desk: Client, article: Page, foreign_article: Page, region: RegionPage
) -> None:
    own = Redirect.objects.create(old_path=f"{region.url}alt", redirect_page=article)
    others = [
        Redirect.objects.create(old_path="/de/x", redirect_page=foreign_article),
        Redirect.objects.create(old_path=f"{region.url}weg", redirect_page=foreign_article),
        Redirect.objects.create(old_path="/de/y", redirect_link="https://example.org/"),
    ]
    assert listed(desk) == {own.old_path}
    assert listed(desk, q="weg") == listed(desk, q="/de/x") == set()
    assert listed(desk, q="alt") == {own.old_path}
    for other in others:
        for url in (edit(other), delete(other)):
            assert desk.get(url).status_code == desk.post(url).status_code == 404
    assert Redirect.objects.count() == 4


def test_the_file_to_take_away_holds_ones_own_only(
    desk: Client, article: Page, foreign_article: Page, region: RegionPage
) -> None:
    Redirect.objects.create(old_path=f"{region.url}alt", redirect_page=article)
    Redirect.objects.create(old_path="/de/fremd", redirect_page=foreign_article)
    text = b"".join(desk.get(LIST, {"export": "csv"}).streaming_content).decode()
    assert [row[0] for row in csv.reader(io.StringIO(text))][1:] == [f"{region.url}alt"]
    workbook = load_workbook(io.BytesIO(desk.get(LIST, {"export": "xlsx"}).getvalue()))
    assert [row[0].value for row in workbook.active.iter_rows(min_row=2)] == [f"{region.url}alt"]


def test_nobody_but_administrators_brings_files_of_redirects(
    desk: Client, region: RegionPage, administrator: User, client_of: ClientOf
) -> None:
    url = reverse("wagtailredirects:start_import")
    assert url not in desk.get(LIST).text
    assert desk.get(url).status_code == desk.post(url).status_code == 404
    assert desk.post(reverse("wagtailredirects:process_import")).status_code == 404
    assert url in client_of(administrator).get(LIST).text


@pytest.mark.parametrize(("role", "status"), WHO_REACHES_OWN.items())
def test_who_reaches_one(
    role: str, status: int, article: Page, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    redirect = Redirect.objects.create(old_path="/de/alt", redirect_page=article)
    client = client_of(request.getfixturevalue(role))
    assert client.get(edit(redirect)).status_code == status
    assert client.get(delete(redirect)).status_code == status
    everybodys = 200 if role == "office_elsewhere" else status
    assert client.get(LIST).status_code == client.get(ADD).status_code == everybodys


def test_administrators_keep_all_of_it(
    administrator: User, article: Page, foreign_article: Page, client_of: ClientOf
) -> None:
    client = client_of(administrator)
    assert client.post(ADD, sent("/de/alt", foreign_article)).status_code == 302
    assert client.post(ADD, sent("/de/neu", link="https://example.org/")).status_code == 302
    assert listed(client) == {"/de/alt", "/de/neu"}
    assert "site" in client.get(ADD).context["form"].fields


def test_the_form_says_how_the_address_begins(desk: Client, region: RegionPage) -> None:
    form = desk.get(ADD).context["form"]
    assert region.url in form.fields["old_path"].help_text
    assert "site" not in form.fields


def test_ours_stand_before_wagtails(desk: Client) -> None:
    assert resolve(LIST).view_name == "desk_redirects:index"
    assert resolve(ADD).view_name == "desk_redirects:add"


def test_the_list_takes_a_fixed_number_of_queries(
    desk: Client, article: Page, region: RegionPage, django_assert_num_queries
) -> None:
    equipped("16077032")
    Redirect.objects.create(old_path=f"{region.url}0", redirect_page=article)
    desk.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        desk.get(LIST)
    for number in range(1, 6):
        Redirect.objects.create(old_path=f"{region.url}{number}", redirect_page=article)
    equipped("16077001")
    with django_assert_num_queries(LIST_QUERIES):
        desk.get(LIST)
