"""A card of a page says how its text stands, as a posting's card does, and costs no more for it."""

import pytest
from django.utils import translation
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from portal.cms.models import ArticleIndexPage
from tests.cms import builders as make
from tests.cms.builders import in_language
from tests.cms.test_translate import by_machine
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

MACHINE = "Machine translation"
MACHINE_DE = "Maschinelle Übersetzung"
OUTDATED = "Machine translation · outdated"


@pytest.fixture
def visitor(client_of):
    return client_of(None)


@pytest.fixture
def articles():
    return make.in_all_languages(make.published(ArticleIndexPage(title="Artikel", slug="artikel")))


def notes(answer, name: str = "entries") -> dict[str, str]:
    return {page.title: page.text_note for page in answer.context[name]}


def by_a_machine(translate, title: str, **fields):
    page = make.in_all_languages(make.article(title, **fields))
    translate(page)
    by_machine(page)
    return page


def test_a_list_says_what_a_machine_wrote_and_what_is_outdated(
    visitor, articles, translate
) -> None:
    by_a_machine(translate, "Eins", below=articles)
    old = by_a_machine(translate, "Zwei", below=articles)
    make.republish(old, title="Zwei und mehr")
    translate(make.in_all_languages(make.article("Drei", below=articles)))
    make.in_all_languages(make.article("Vier", below=articles))
    answer = visitor.get(in_language(articles, "en").url)
    assert notes(answer) == {
        "[en] Eins": MACHINE,
        "[en] Zwei": OUTDATED,
        "[en] Drei": "Translation",
        "Vier": "",
    }
    assert answer.text.count(MACHINE) == 2
    assert set(notes(visitor.get(articles.url)).values()) == {""}


def test_whoever_reads_it_in_another_language_is_told_too(visitor, articles, translate) -> None:
    by_a_machine(translate, "Eins", below=articles)
    with translation.override("uk"):
        said = translation.gettext(MACHINE)
    answer = visitor.get(in_language(articles, "uk").url)
    assert said in notes(answer).values()
    assert said in answer.text


def test_the_page_of_a_topic_says_so(visitor, articles, translate) -> None:
    by_a_machine(translate, "Eins", below=articles, topics=["housing"])
    topic = make.in_all_languages(make.topic_page("housing"))
    assert MACHINE in visitor.get(in_language(topic, "en").url).text


def test_the_page_of_a_region_says_so_of_stories_and_towns(visitor, translate) -> None:
    county = make.in_all_languages(make.region("16077"))
    by_a_machine(translate, "Eins", below=county)
    town = make.in_all_languages(make.region("16077001", below=county))
    translate(town)
    by_machine(town)
    answer = visitor.get(in_language(county, "en").url)
    assert set(notes(answer, "stories").values()) == {MACHINE}
    assert set(notes(answer, "towns").values()) == {MACHINE}
    assert answer.text.count(MACHINE) == 2


def test_more_translations_cost_no_more_queries(visitor, articles, translate) -> None:
    by_a_machine(translate, "Nr. 0", below=articles)
    url = in_language(articles, "uk").url
    visitor.get(url)
    one = counted(lambda: visitor.get(url))
    for number in range(1, 6):
        by_a_machine(translate, f"Nr. {number}", below=articles)
    assert len(notes(visitor.get(url))) == 6
    assert counted(lambda: visitor.get(url)) == one


def test_a_row_of_the_search_says_so(visitor, articles, translate) -> None:
    page = by_a_machine(translate, "Quastenflosser", below=articles)
    assert MACHINE_DE not in visitor.get("/de/search/", {"q": "Quastenflosser"}).text
    query = Query.objects.create(query_string="quastenflosser")
    SearchPromotion.objects.create(query=query, page=in_language(page, "en"))
    for path in ("search/", "search/pages/"):
        answer = visitor.get(f"/en/{path}", {"q": "Quastenflosser"}).text
        assert f'<p class="kern-body kern-body--small kern-body--muted">{MACHINE}</p>' in answer
    found = visitor.get("/en/search/", {"q": "Quastenflosser"}).context
    assert [row.note for row in found["promoted"]] == [MACHINE]


def test_more_rows_of_the_search_cost_no_more_queries(visitor, articles, translate) -> None:
    def queries() -> int:
        return counted(lambda: visitor.get("/uk/search/pages/", {"q": "Quastenflosser"}))

    by_a_machine(translate, "Quastenflosser 0", below=articles)
    queries()
    one = queries()
    for number in range(1, 4):
        by_a_machine(translate, f"Quastenflosser {number}", below=articles)
    assert queries() == one
