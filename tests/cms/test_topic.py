"""The page of a topic gathers all there is about it."""

import pytest

from offers.postings.enums import State, Visibility
from portal.cms.models import ArticleIndexPage, ExampleIndexPage
from tests.cms import builders as make
from tests.postings.builders import need, offer

pytestmark = pytest.mark.django_db

NOTHING = "Hier steht noch nichts"


def test_it_gathers_pages_postings_and_who_helps(client_of, company, owner) -> None:
    articles = make.published(ArticleIndexPage(title="Artikel", slug="artikel"))
    finder = make.finder()
    make.article("Wohnen im Kreis", below=articles, topics=["housing"])
    make.article("Deutsch lernen", below=articles, topics=["language"])
    for number in range(4):
        offer(company, State.PUBLISHED, title=f"Wohnung {number}", topics=["housing"])
    need(company, State.PUBLISHED, title="Zimmer gesucht", topics=["housing"])
    answer = client_of(None).get(make.topic_page("housing").url).text
    assert "Wohnen im Kreis" in answer
    assert "Deutsch lernen" not in answer
    assert f'href="{articles.url}?topic=housing"' in answer
    assert 'href="/de/offers/?topic=housing"' in answer
    assert '<span class="portal-number">(4)</span>' in answer
    assert "Zimmer gesucht" in answer
    assert company.name in answer
    assert f'href="{finder.url}"' in answer


def test_it_shows_each_reader_what_she_may_see(client_of, company, owner, other_company) -> None:
    need(
        company,
        State.PUBLISHED,
        title="Vertraulich",
        topics=["housing"],
        visibility=Visibility.VERIFIED,
    )
    page = make.topic_page("housing")
    assert "Vertraulich" not in client_of(None).get(page.url).text
    assert "Vertraulich" in client_of(other_company).get(page.url).text


def test_a_factor_gathers_pages(client_of, company, owner) -> None:
    examples = make.published(ExampleIndexPage(title="Beispiele", slug="beispiele"))
    offer(company, State.PUBLISHED, title="Wohnung", topics=["housing"])
    make.example("Runder Tisch", factors=["networks"], below=make.region("16077"))
    make.example("Sprachkurs", factors=["information"], below=examples)
    make.article("Wie Netze entstehen", factors=["networks"])
    make.material("Leitfaden Netze", factors=["networks"])
    answer = client_of(None).get(make.topic_page("networks", "factor").url).text
    for title in ("Runder Tisch", "Wie Netze entstehen", "Leitfaden Netze"):
        assert title in answer
    assert "Sprachkurs" not in answer
    assert "Wohnung" not in answer
    assert f'href="{examples.url}?factor=networks"' in answer
    assert NOTHING not in answer


def test_a_factor_gathers_in_every_language(client_of, db) -> None:
    make.in_all_languages(make.example("Runder Tisch", factors=["networks"]))
    page = make.in_all_languages(make.topic_page("networks", "factor"))
    assert "Runder Tisch" in client_of(None).get(make.in_language(page, "uk").url).text


@pytest.mark.parametrize(("slug", "vocabulary"), [("networks", "factor"), ("housing", "topic")])
def test_it_says_when_there_is_nothing_yet(client_of, db, slug, vocabulary) -> None:
    make.example("Anderes", factors=["information"], topics=["language"]).unpublish()
    answer = client_of(None).get(make.topic_page(slug, vocabulary).url).text
    assert NOTHING in answer
    assert "Anderes" not in answer
