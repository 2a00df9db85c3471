"""An office puts its own pages first for a word, beside those of other offices."""

from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from partners.accounts.models import User
from portal.cms.models import RegionPage
from tests.editing.conftest import WHO_REACHES_OWN, ClientOf, article_below

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailsearchpromotions:index")
ADD = reverse("wagtailsearchpromotions:add")
LIST_QUERIES = 21


@pytest.fixture
def article(region: RegionPage) -> Page:
    region.save_revision().publish()
    return article_below(region, "Wohnen bei uns")


@pytest.fixture
def foreign_article(foreign_region: RegionPage) -> Page:
    return article_below(foreign_region, "Wohnen in Greiz")


def edit(word: str) -> str:
    return reverse("wagtailsearchpromotions:edit", args=[Query.get(word).pk])


def delete(word: str) -> str:
    return reverse("wagtailsearchpromotions:delete", args=[Query.get(word).pk])


def promoted(page: Page, word: str = "wohnung", place: int = 0) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(word), page=page, sort_order=place)


def row(page: Any, order: int = 1, **fields: Any) -> dict[str, Any]:
    number = page.pk if isinstance(page, Page) else page
    return {
        "page": number,
        "external_link_url": "",
        "external_link_text": "",
        "description": "",
        "ORDER": str(order),
        **fields,
    }


def sent(word: str, *rows: dict[str, Any], known: int = 0) -> dict[str, Any]:
    picks = inline_formset(list(rows), initial=known)
    return nested_form_data({"query_string": word, "editors_picks": picks})


def errors(response: Any) -> list[dict[str, list[str]]]:
    assert response.status_code == 200
    return [dict(form.errors) for form in response.context["searchpicks_formset"].forms]


def found(client: Client, word: str) -> list[str]:
    answer = client.get("/de/search/", {"q": word})
    return [result.title for result in answer.context["promoted"]]


def test_its_page_comes_first_for_the_word(desk: Client, article: Page, client: Client) -> None:
    response = desk.post(ADD, sent(" Wohnung ", row(article, description="Alle Wege")))
    assert response.status_code == 302
    assert found(client, "wohnung") == ["Wohnen bei uns"]
    assert "Alle Wege" in client.get("/de/search/", {"q": "wohnung"}).text
    assert found(client, "Haus") == []


def test_the_form_begins_with_one_row(desk: Client, article: Page) -> None:
    assert len(desk.get(ADD).context["searchpicks_formset"].forms) == 1
    promoted(article)
    assert len(desk.get(edit("wohnung")).context["searchpicks_formset"].forms) == 1


def test_without_a_word_or_a_page_nothing_is_kept(desk: Client, article: Page) -> None:
    response = desk.post(ADD, sent("  ", row(article)))
    assert list(response.context["form"].errors) == ["query_string"]
    assert response.context["searchpicks_formset"].forms[0]["page"].value() == str(article.pk)
    response = desk.post(ADD, sent("wohnung", row("")))
    assert response.status_code == 200
    assert response.context["form"]["query_string"].value() == "wohnung"
    assert desk.post(ADD, sent("w" * 256, row(article))).context["form"].errors
    assert not SearchPromotion.objects.exists()


def test_no_page_of_others_is_put_first_and_nothing_told_of_it(
    desk: Client, region: RegionPage, foreign_region: RegionPage
) -> None:
    secret = article_below(foreign_region, "Noch geheim")
    response = desk.post(ADD, sent("wohnung", row(secret, description="Alle Wege")))
    wanted = ["Bitte wählen Sie eine Ihrer eigenen Seiten."]
    assert errors(response)[0]["page"] == wanted
    assert "Noch geheim" not in response.text
    assert "Alle Wege" in response.text
    assert "Empfehlungen konnten wegen eines Fehlers nicht erstellt werden." in response.text
    assert not SearchPromotion.objects.exists()


@pytest.mark.parametrize("typed", ["x", "0", "99999999999999999999"])
def test_a_number_that_is_none_is_refused_at_the_field(
    typed: str, desk: Client, region: RegionPage
) -> None:
    assert "page" in errors(desk.post(ADD, sent("wohnung", row(typed))))[0]


def test_no_other_website_is_put_first(desk: Client, article: Page) -> None:
    elsewhere = {"external_link_url": "https://example.org/", "external_link_text": "Anderswo"}
    assert desk.post(ADD, sent("wohnung", row("", **elsewhere))).status_code == 200
    desk.post(ADD, sent("wohnung", row(article, **elsewhere)))
    assert SearchPromotion.objects.get().external_link_url == ""
    assert "external_link_url-label" not in desk.get(ADD).text


def test_others_stay_in_place(
    desk: Client, article: Page, foreign_article: Page, region: RegionPage, client: Client
) -> None:
    theirs = promoted(foreign_article, place=0)
    before = SearchPromotion.objects.filter(pk=theirs.pk).values().get()
    desk.post(ADD, sent("wohnung", row(article)))
    own = SearchPromotion.objects.get(page=article)
    second = article_below(region, "Häuser")
    rows = (row(second, 1), row(article, 2, id=own.pk))
    shown = desk.get(edit("wohnung"))
    assert "Wohnen in Greiz" not in shown.text
    assert [form.instance for form in shown.context["searchpicks_formset"].forms] == [own]
    filled = sent("wohnung", rows[1], rows[0], known=1)
    assert desk.post(edit("wohnung"), filled).status_code == 302
    assert SearchPromotion.objects.filter(pk=theirs.pk).values().get() == before
    assert found(client, "wohnung") == ["Wohnen in Greiz", "Häuser", "Wohnen bei uns"]


def test_they_stay_when_the_word_is_changed(
    desk: Client, article: Page, foreign_article: Page, client: Client
) -> None:
    promoted(foreign_article)
    own = promoted(article)
    filled = sent("mietwohnung", row(article, id=own.pk), known=1)
    assert desk.post(edit("wohnung"), filled).status_code == 302
    assert found(client, "wohnung") == ["Wohnen in Greiz"]
    assert found(client, "mietwohnung") == ["Wohnen bei uns"]


def test_they_stay_when_ones_own_are_taken_back(
    desk: Client, article: Page, foreign_article: Page, client: Client
) -> None:
    promoted(foreign_article)
    promoted(article)
    shown = desk.get(delete("wohnung"))
    assert "Wohnen in Greiz" not in shown.text
    assert desk.post(delete("wohnung")).status_code == 302
    assert found(client, "wohnung") == ["Wohnen in Greiz"]
    assert desk.get(edit("wohnung")).status_code == 404


@pytest.mark.parametrize("field", ["DELETE", "description"])
def test_a_number_of_others_typed_into_the_form_changes_nothing(
    field: str, desk: Client, article: Page, foreign_article: Page
) -> None:
    theirs = promoted(foreign_article)
    own = promoted(article)
    before = list(SearchPromotion.objects.order_by("pk").values())
    for page in (article, foreign_article):
        stolen = row(page, 2, id=theirs.pk, **{field: "1"})
        filled = sent("wohnung", row(article, id=own.pk), stolen, known=2)
        desk.post(edit("wohnung"), filled)
    assert list(SearchPromotion.objects.order_by("pk").values()) == before


def test_words_of_others_are_not_there(
    desk: Client, article: Page, foreign_article: Page, administrator: User
) -> None:
    promoted(article)
    promoted(foreign_article)
    promoted(foreign_article, "greizer wohnung")
    SearchPromotion.objects.create(
        query=Query.get("amt"), external_link_url="https://example.org/", external_link_text="Amt"
    )
    shown = desk.get(LIST)
    assert [str(word) for word in shown.context["queries"]] == ["wohnung"]
    assert "Wohnen in Greiz" not in shown.text
    assert "Wohnen bei uns" in shown.text
    assert not desk.get(LIST, {"q": "greizer"}).context["queries"]
    for word in ("greizer wohnung", "amt", "nie gesucht"):
        for url in (edit(word), delete(word)):
            assert desk.get(url).status_code == desk.post(url).status_code == 404


@pytest.mark.parametrize(("role", "status"), WHO_REACHES_OWN.items())
def test_who_reaches_one(
    role: str, status: int, article: Page, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    promoted(article)
    client = client_of(request.getfixturevalue(role))
    assert client.get(edit("wohnung")).status_code == status
    assert client.get(delete("wohnung")).status_code == status
    everybodys = 200 if role == "office_elsewhere" else status
    assert client.get(LIST).status_code == client.get(ADD).status_code == everybodys


def test_administrators_keep_all_of_it(
    administrator: User, article: Page, foreign_article: Page, client_of: ClientOf
) -> None:
    client = client_of(administrator)
    own = [promoted(article), promoted(foreign_article)]
    shown = client.get(edit("wohnung"))
    assert [form.instance for form in shown.context["searchpicks_formset"].forms] == own
    elsewhere = {"external_link_url": "https://example.org/", "external_link_text": "Anderswo"}
    assert client.post(ADD, sent("amt", row("", **elsewhere))).status_code == 302
    assert "external_link_url-label" in shown.text


def test_ours_stand_before_wagtails(desk: Client) -> None:
    assert resolve(LIST).view_name == "desk_promotions:index"
    assert resolve(ADD).view_name == "desk_promotions:add"


def test_the_list_takes_a_fixed_number_of_queries(
    desk: Client, article: Page, django_assert_num_queries
) -> None:
    promoted(article)
    desk.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        desk.get(LIST)
    for number in range(5):
        promoted(article, f"wort {number}")
    with django_assert_num_queries(LIST_QUERIES):
        desk.get(LIST)
