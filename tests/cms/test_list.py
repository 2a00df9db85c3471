"""Lists of pages: what is in them, how one narrows them, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.territories.models import Territory
from portal.cms.enums import SizeClass
from portal.cms.models import ArticleIndexPage, ExampleIndexPage
from tests.cast import territory
from tests.cms import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client_of):
    return client_of(None)


@pytest.fixture
def examples():
    return make.published(ExampleIndexPage(title="Beispiele", slug="beispiele"))


def titles(answer) -> list[str]:
    return sorted(page.title for page in answer.context["entries"])


def sized(ags: str, people: int) -> Territory:
    place = territory(ags)
    Territory.objects.filter(pk=place.pk).update(population=people)
    return place


def test_it_lists_what_lies_below_it_and_below_the_regions(visitor, examples) -> None:
    make.example("Hier", below=examples)
    make.example("Dort", below=make.region("16077"))
    make.article("Etwas anderes")
    assert titles(visitor.get(examples.url)) == ["Dort", "Hier"]


def test_drafts_are_not_in_it(visitor, examples) -> None:
    make.example("Weg", below=examples).unpublish()
    assert titles(visitor.get(examples.url)) == []


def test_it_is_narrowed_by_topic_and_factor(visitor, examples) -> None:
    make.example("Netz", below=examples, topics=["housing"], factors=["networks"])
    make.example("Haus", below=examples, topics=["housing", "language"])
    make.example("Leer", below=examples)
    assert titles(visitor.get(examples.url, {"topic": "housing"})) == ["Haus", "Netz"]
    both = {"topic": "housing", "factor": "networks"}
    assert titles(visitor.get(examples.url, both)) == ["Netz"]


@pytest.mark.parametrize(
    ("people", "size"),
    [(0, "rural"), (4_999, "rural"), (5_000, "small"), (19_999, "small"), (20_000, "medium"),
     (99_999, "medium"), (100_000, "large")],
)  # fmt: skip
def test_it_is_narrowed_by_the_size_of_the_municipality(visitor, examples, people, size) -> None:
    make.example("Da", below=examples, territory=sized("16077001", people))
    make.example("Ohne Ort", below=examples)
    assert SizeClass.of(people) == size
    for asked in SizeClass:
        expected = ["Da"] if asked == size else []
        assert titles(visitor.get(examples.url, {"size": asked.value})) == expected


@pytest.mark.parametrize("query", ["topic=nonsense", "size=7", "page=99", "page=x", "topic=%00"])
def test_what_is_not_understood_is_as_if_it_were_not_there(visitor, examples, query) -> None:
    make.example("Da", below=examples)
    assert titles(visitor.get(f"{examples.url}?{query}")) == ["Da"]


def test_more_entries_cost_no_more_queries(visitor, examples) -> None:
    def queries() -> int:
        visitor.get(examples.url)  # makes the pictures' sizes
        with CaptureQueriesContext(
            connection,
        ) as seen:
            visitor.get(examples.url)
        return len(seen)

    place = territory("16077001")
    make.example("Eins", below=examples, lead_image=make.picture(), territory=place)
    one = queries()
    for number in range(6):
        make.example(f"Nr. {number}", below=examples, lead_image=make.picture(), territory=place)
    assert queries() == one
    assert one <= 30


def test_it_is_paged_and_keeps_the_filter(visitor) -> None:
    articles = make.published(ArticleIndexPage(title="Artikel", slug="artikel"))
    for number in range(13):
        make.article(f"Nr. {number}", below=articles, topics=["housing"])
    answer = visitor.get(articles.url, {"topic": "housing"})
    assert len(answer.context["entries"]) == 12
    assert "?topic=housing&amp;page=2" in answer.text
