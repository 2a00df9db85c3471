"""Every term a portal starts with has a name in each language, and nobody's own name is lost."""

import pytest
from django.conf import settings
from django.utils import translation

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.initial import INITIAL, add_missing_names, initial_names
from partners.taxonomy.models import Term, TermName

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TERMS = {
    (vocabulary, slug) for vocabulary, entries in INITIAL.items() for slug, _de, _en in entries
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_initial_term_has_a_name_in_every_language_of_the_portal(language: str) -> None:
    names = initial_names()[language]
    assert set(names) == TERMS
    longest = TermName._meta.get_field("name").max_length
    assert [n for n in names.values() if not n.strip() or len(n) > (longest or 0)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("vocabulary", INITIAL)
def test_two_terms_of_a_list_are_never_called_the_same(language: str, vocabulary: str) -> None:
    names = [n for (of, _slug), n in initial_names()[language].items() if of == vocabulary]
    assert len(set(names)) == len(names)


@pytest.mark.django_db
def test_a_new_database_knows_them_all() -> None:
    assert TermName.objects.count() == len(TERMS) * len(LANGUAGES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Wohnen und Wohnumfeld"),
        ("de-simple", "Wohnen"),
        ("uk", "Житло та сусідство"),
        ("ar", "السكن ومحيطه"),
        ("tr", "Konut ve çevresi"),
    ],
)
def test_readers_see_a_topic_in_their_language(language: str, name: str) -> None:
    with translation.override(language):
        assert Term.objects.of(Vocabulary.TOPIC).get(slug="housing").name == name


@pytest.mark.django_db
def test_adding_what_is_missing_keeps_what_administrators_wrote() -> None:
    """The migration for databases that are in use: they may have names of their own by then."""
    housing = Term.objects.of(Vocabulary.TOPIC).get(slug="housing")
    housing.names.filter(language="uk").delete()
    TermName.objects.filter(term=housing, language="tr").update(name="Ev ve mahalle")
    own = Term.objects.create(vocabulary=Vocabulary.TOPIC, slug="hobby")

    add_missing_names(Term, TermName)

    names = dict(TermName.objects.filter(term=housing).values_list("language", "name"))
    assert names["uk"] == "Житло та сусідство"
    assert names["tr"] == "Ev ve mahalle"
    assert not own.names.exists()


@pytest.mark.django_db
def test_a_term_that_was_deleted_does_not_come_back() -> None:
    Term.objects.of(Vocabulary.TOPIC).get(slug="family").delete()
    add_missing_names(Term, TermName)
    assert not Term.objects.of(Vocabulary.TOPIC).filter(slug="family").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "left", "name"),
    [
        ("de-simple", ["de", "en"], "Wohnen und Wohnumfeld"),
        ("de-simple", ["en"], "Housing and neighbourhood"),
        ("uk", ["de", "en"], "Housing and neighbourhood"),
        ("uk", ["de"], "Wohnen und Wohnumfeld"),
        ("uk", [], "housing"),
    ],
)
def test_a_missing_name_falls_back_by_the_one_rule(
    language: str, left: list[str], name: str
) -> None:
    housing = Term.objects.of(Vocabulary.TOPIC).get(slug="housing")
    housing.names.exclude(language__in=left).delete()
    with translation.override(language):
        assert Term.objects.get(pk=housing.pk).name == name
