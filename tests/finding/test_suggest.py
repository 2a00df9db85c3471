"""What the search box offers while somebody types."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.postings.enums import State
from offers.postings.models import Offer, PostingText
from partners.taxonomy.models import Term
from portal.finding import suggestions, vocabulary
from portal.finding.models import KnownWord
from tests.postings.builders import offer
from tests.support.queries import counted

pytestmark = pytest.mark.usefixtures("owner")
SUGGEST = "/de/search/suggest/"


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def texts(client, typed: str, path: str = SUGGEST) -> list[str]:
    answer = client.get(path, {"q": typed, "box": "find"})
    assert answer.status_code == 200
    return [suggestion.text for suggestion in answer.context["suggestions"]]


def test_words_titles_and_places_are_offered(visitor, region) -> None:
    assert "Mietwohnung" in texts(visitor, "mietwo")
    assert "Helle Mietwohnung im Zentrum" in texts(visitor, "mietwo")
    assert "Altenburg (Altenburger Land)" in texts(visitor, "altenb")
    assert "Wohnen und Wohnumfeld" in texts(visitor, "wohnumf")


def test_the_words_before_stay(visitor, region) -> None:
    assert "helle Mietwohnung" in texts(visitor, "helle mietwohn")


def test_titles_come_in_the_readers_language(visitor, region) -> None:
    assert "Deutschkurs am Abend" in texts(visitor, "deutschk")
    assert "German course in the evening" in texts(visitor, "deutschk", "/en/search/suggest/")
    assert "Deutschkurs am Abend" in texts(visitor, "abend")


def test_each_leads_somewhere(visitor, region) -> None:
    answer = visitor.get(SUGGEST, {"q": "wohnu"})
    assert answer.context["suggestions"]
    for suggestion in answer.context["suggestions"]:
        assert visitor.get(suggestion.url).status_code == 200


@pytest.mark.parametrize("typed", ["", "w", " ", "\0", "…"])
def test_little_typed_offers_nothing(visitor, region, typed) -> None:
    assert texts(visitor, typed) == []


def test_what_is_not_for_everybody_is_not_offered(client_of, office, region) -> None:
    assert texts(client_of(office), "quastenfl") == []


def test_what_has_ended_is_not_offered(visitor, company) -> None:
    offer(company, State.CLOSED, title="Xylophonkurs")
    vocabulary.renew()
    assert texts(visitor, "xylopho") == []


def test_titles_follow_the_one_rule_of_languages(visitor, company) -> None:
    """Neither the reader's language nor English: the source, whichever text lies first."""
    texts_of = {"source_language": "uk", "texts": {"tr": "Yüzme"}}
    offer(company, State.PUBLISHED, title="Плавання", **texts_of)
    PostingText.objects.filter(language="uk").update(id=2_000_000)
    assert texts(visitor, "плаванн") == ["Плавання"]


def test_the_newest_titles_come_first(visitor, company) -> None:
    first = offer(company, State.PUBLISHED, title="Schwimmkurs Eins")
    for number in ("Zwei", "Drei"):
        offer(company, State.PUBLISHED, title=f"Schwimmkurs {number}")
    Offer.objects.filter(pk=first.pk).update(first_published_at=timezone.now())
    assert texts(visitor, "schwimmku") == ["Schwimmkurs Eins", "Schwimmkurs Drei"]


def asked(visitor, typed: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        texts(visitor, typed)
    return [query["sql"] for query in queries]


def test_many_words_cost_no_more_than_four(visitor, region) -> None:
    few, many = asked(visitor, "am abend im deutsch"), asked(visitor, "ab cd " * 30 + "deutsch")
    assert len(many) <= len(few)
    assert max(sql.count("INTERSECT") for sql in many) == 3


def test_single_letters_are_not_looked_up(visitor, region) -> None:
    for typed in ("s a " * 49 + "woh", "a deutschk"):
        assert not any("INTERSECT" in sql for sql in asked(visitor, typed)), typed
    assert "Deutschkurs am Abend" in texts(visitor, "a deutschk")


def test_at_most_eight_in_four_queries(visitor, company, region) -> None:
    for number in range(6):
        offer(company, State.PUBLISHED, title=f"Altenburg {'abcdef'[number]}wohnung Altenb")
    vocabulary.renew()
    for typed in ("alten", "wo", "wohnung alten"):
        assert len(texts(visitor, typed)) <= 8
        assert counted(lambda typed=typed: suggestions.suggest(typed)) <= 4


def test_the_fragment_stands_in_the_page_that_asks_for_it(visitor, region) -> None:
    page = visitor.get("/de/search/").text
    empty = visitor.get(SUGGEST, {"q": "", "box": "find"}).text
    assert empty.strip() in page
    assert 'id="find-suggestions"' in visitor.get(SUGGEST, {"q": "wohn", "box": "find"}).text
    assert "<script" not in visitor.get(SUGGEST, {"q": "wohn", "box": '"><script>'}).text


def test_known_words_are_spelled_as_people_spell_them_most(company) -> None:
    for title in ("KITAPLATZ", "Kitaplatz", "Kitaplatz frei"):
        offer(company, State.PUBLISHED, title=title)
    vocabulary.renew()
    word = KnownWord.objects.get(folded="kitaplatz")
    assert (word.text, word.number) == ("Kitaplatz", 3)
    before = KnownWord.objects.count()
    vocabulary.renew()
    assert KnownWord.objects.count() == before


def test_topics_are_known_in_every_language_they_are_named_in(db) -> None:
    vocabulary.renew()
    named = KnownWord.objects.filter(topic="housing").values_list("language", flat=True)
    stored = Term.objects.get(vocabulary="topic", slug="housing").names
    assert set(named) == set(stored.values_list("language", flat=True))
