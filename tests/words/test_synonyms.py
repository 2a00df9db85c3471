"""Whoever asks for one word asks for all that mean the same, in whatever language."""

import pytest
from django.core.exceptions import ValidationError

from offers.words import initial, synonyms
from offers.words.models import MOST_PHRASES, SynonymGroup, SynonymWords
from offers.words.normaliser import tokenise
from offers.words.questions import read
from offers.words.synonyms import Synonyms
from tests.support.queries import counted

KNOWN = Synonyms(
    [
        (1, "de", "Wohnung, Appartement"),
        (1, "en", "flat"),
        (1, "uk", "квартира"),
        (2, "de", "Deutschkurs, Deutsch lernen"),
        (2, "en", "German course"),
        (3, "de", "Kurs"),
        (3, "en", "course, class"),
        (4, "de", "Deutsch"),
        (4, "en", "German"),
        (5, "de", "Arbeit"),
        (5, "tr", "iş"),
    ]
)


def finds(query: str, text: str, language: str = "de", known: Synonyms | None = KNOWN) -> bool:
    question = read(query, known)
    assert question is not None
    return question.fits(tokenise(text, language))


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("flat", "Schöne Wohnungen", "de"),
        ("Flats", "Mietwohnung", "de"),
        ("Wohnungen", "Two flats", "en"),
        ("квартири", "Wohnung", "de"),
        ("Appartement", "квартира", "uk"),
        ("German course", "Deutschkurs", "de"),
        ("german courses", "Kurs für Anfänger in Deutsch", "de"),
        ("Deutschkurs", "A German course", "en"),
        ("Deutschkurs", "Course in German", "en"),
        ("Deutschkurse", "Wir lernen Deutsch", "de"),
        ("Deutsch lernen", "Deutschkurs", "de"),
        ("flat German course", "Wohnung mit Deutschkurs", "de"),
        ("iş", "Arbeit", "de"),
    ],
)
def test_it_is_found(query: str, text: str, language: str) -> None:
    assert finds(query, text, language)


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("German course", "Deutscher Wein", "de"),
        ("German course", "Kochkurs", "de"),
        ("course", "Deutsch für alle", "de"),
        ("flat", "Haus", "de"),
        ("Arbeit", "This is it", "en"),
    ],
)
def test_it_is_not(query: str, text: str, language: str) -> None:
    assert not finds(query, text, language)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("housing", "Wohnung", "de"),
        ("daycare", "Kita-Platz", "de"),
        ("Kita", "Nursery places from spring", "en"),
        ("дитячий садок", "Kindergarten", "de"),
        ("حضانة", "Kita", "de"),
        ("anaokulu", "Kita", "de"),
        ("driving licence", "Führerschein umschreiben", "de"),
        ("doctor", "Ärztin", "de"),
        ("registration", "Anmeldung im Rathaus", "de"),
        ("Almanca kursu", "Deutschkurs", "de"),
    ],
)
def test_the_words_that_come_with_it(query: str, text: str, language: str) -> None:
    assert finds(query, text, language, known=None)


@pytest.mark.django_db
def test_all_that_come_with_it_are_stored_and_valid() -> None:
    stored = SynonymWords.objects.all()
    assert len({row.group_id for row in stored}) == len(initial.groups()) >= 60
    for row in stored:
        row.full_clean()


@pytest.mark.django_db
def test_what_an_administrator_changes_holds_at_once() -> None:
    assert not finds("Schmatzer", "Wohnung", known=None)
    group = SynonymGroup(words=[SynonymWords(language="de", words="Schmatzer, Wohnung")])
    group.save()
    assert finds("Schmatzer", "Wohnung", known=None)
    row = group.words.get()
    row.words = "Schmatzer, Haus"
    group.words = [row]
    group.save()
    assert not finds("Schmatzer", "Wohnung", known=None)
    group.delete()
    assert not finds("Schmatzer", "Haus", known=None)


@pytest.mark.django_db
def test_reading_a_question_costs_one_query() -> None:
    synonyms.current()
    assert counted(lambda: read("Wohnung mit Deutschkurs, Kita und Garten")) == 1


@pytest.mark.parametrize(
    "words", ["", " , ", "!", "Kurs für alle in Deutsch", ",".join(["Wort"] * (MOST_PHRASES + 1))]
)
def test_rubbish_is_refused_at_its_field(words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SynonymWords(language="de", words=words).clean()
    assert "words" in refused.value.message_dict
