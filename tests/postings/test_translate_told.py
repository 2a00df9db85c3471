"""Wherever a posting's words are shown, the reader learns when they are a translation."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from offers.postings import actions, texts
from offers.postings.enums import Origin, State, TextState
from offers.postings.models import Offer, PostingText
from offers.postings.notifications import ReviewWanted
from partners.taxonomy.languages import interface_languages
from tests.postings.builders import details, offer, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

MACHINE = {"title": "A flat", "summary": "In short.", "body": "", "origin": Origin.MACHINE}
HUMAN = MACHINE | {"origin": Origin.HUMAN}
LANGUAGES = [code for code, _name in interface_languages()]


def on_show(company: Any, **translations: dict[str, str]) -> Offer:
    return offer(company, State.PUBLISHED, texts=translations)


def outdated(company: Any, owner: Any, **translations: dict[str, str]) -> Offer:
    """The original was changed and published after its translations."""
    posting = on_show(company, **translations)
    words = {code: {n: text[n] for n in ("title", "summary", "body")}
             for code, text in translations.items()}  # fmt: skip
    changed = details(Offer, title="Ein Haus", texts=words)
    publish(actions.save(owner, posting, changed, posting.version))
    return Offer.objects.get(pk=posting.pk)


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def said(posting: Offer, language: str) -> str:
    with translation.override(language):
        return texts.note(posting)


# --- The rule ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "reader", "shown"),
    [
        ({"de"}, "uk", "de"),
        ({"de", "en"}, "uk", "en"),
        ({"de", "en", "uk"}, "uk", "uk"),
        ({"de", "en"}, "de-simple", "de"),
        ({"de", "de-simple"}, "de-simple", "de-simple"),
        ({"de", "tr"}, "ar", "de"),
    ],
)
def test_each_reader_gets_a_text_by_the_one_rule(company, there, reader, shown) -> None:
    posting = on_show(company, **dict.fromkeys(there - {"de"}, HUMAN))
    with translation.override(reader):
        assert posting.text.language == shown


def test_easy_german_of_what_was_written_in_english(company) -> None:
    posting = offer(company, State.PUBLISHED, source_language="en", texts={"de": "Eine Wohnung"})
    with translation.override("de-simple"):
        assert posting.text.language == "de"


@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_database_and_python_agree_how_a_text_stands(company, data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(LANGUAGES))
    others = data.draw(st.sets(st.sampled_from(LANGUAGES))) - {source}
    origins = {code: data.draw(st.sampled_from(["", *Origin.values])) for code in others}
    seen = {code: data.draw(st.sampled_from(["", "0" * 64])) for code in others}
    words = {
        code: HUMAN | {"origin": origins[code] or Origin.SOURCE, "source_hash": seen[code]}
        for code in others
    }
    posting = offer(company, State.PUBLISHED, source_language=source, texts=words)
    stored = texts.with_state(PostingText.objects.filter(posting=posting))
    expected = {one.text.pk: one.state for one in texts.standings(posting) if one.text}
    assert {text.pk: text.state for text in stored} == expected


def test_what_was_saved_long_ago_is_marked_once(company) -> None:
    """Sources that were stored before they knew their digest get it by the migration."""
    from importlib import import_module

    from django.apps import apps

    posting = on_show(company, en=HUMAN)
    source = posting.source_text
    PostingText.objects.filter(pk=source.pk).update(source_hash="")
    migration = import_module("offers.postings.migrations.0004_source_knows_its_digest")
    migration.mark_sources(apps, None)
    assert PostingText.objects.get(pk=source.pk).source_hash == source.digest


# --- On pages ------------------------------------------------------------------------------------


def test_originals_carry_no_note(visitor, company) -> None:
    posting = on_show(company, en=HUMAN)
    assert said(posting, "de") == ""
    text = visitor.get(f"/de/offers/{posting.pk}/").text
    assert "Read the original" not in text
    assert "Übersetzung" not in text


@pytest.mark.parametrize(
    ("words", "note"), [(HUMAN, "Translation"), (MACHINE, "Machine translation")]
)
def test_card_and_page_say_what_it_is(visitor, company, words, note) -> None:
    posting = on_show(company, en=words)
    assert said(posting, "en") == note
    assert note in visitor.get("/en/offers/").text
    page = visitor.get(f"/en/offers/{posting.pk}/").text
    assert f'href="/de/offers/{posting.pk}/" hreflang="de"' in page
    told = "Translated by a machine" in page
    assert told == (words is MACHINE)


def test_both_say_that_it_is_outdated(visitor, company, owner) -> None:
    posting = outdated(company, owner, en=MACHINE)
    assert said(posting, "en") == "Machine translation · outdated"
    assert "Machine translation · outdated" in visitor.get("/en/offers/").text
    page = visitor.get(f"/en/offers/{posting.pk}/").text
    assert "Machine translation · outdated" in page
    assert "The original has changed since" in page


def test_the_search_over_everything_says_it(visitor, company) -> None:
    on_show(company, en=MACHINE)
    text = visitor.get("/en/search/", {"q": "flat"}).text
    assert "A flat" in text
    assert "Machine translation" in text


def test_a_reader_of_a_third_language_learns_both(visitor, company) -> None:
    posting = on_show(company, en=MACHINE)
    page = visitor.get(f"/uk/offers/{posting.pk}/").text
    assert 'lang="en"' in page
    assert 'hreflang="de"' in page
    assert said(posting, "uk") != ""


def test_a_list_costs_the_same_however_many_are_translated(visitor, company) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/en/offers/")
        return len(queries)

    on_show(company, en=MACHINE)
    few = cost()
    for _each in range(5):
        on_show(company, en=MACHINE, uk=HUMAN)
    assert cost() == few


# --- In mails ------------------------------------------------------------------------------------


def test_the_office_is_told_which_title_a_machine_wrote(company, owner, office) -> None:
    posting = offer(company, State.SUBMITTED, texts={"en": MACHINE})
    payload = {"posting": posting.pk, "version": posting.version}
    with translation.override("en"):
        facts = dict(ReviewWanted().content(payload).facts)
    assert facts["Title"] == "A flat (Machine translation)"


# --- In the search -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "query"),
    [
        ("uk", "Затишна квартира біля парку", "квартира"),
        ("uk", "Затишна квартира біля парку", "БІЛЯ"),
        ("ar", "شقة قرب الحديقة", "شقة"),
        ("tr", "Güzel daire", "daire"),
        ("de-simple", "Eine Wohnung am Park. Sie ist günstig.", "guenstig"),
    ],
)
def test_every_language_is_found(visitor, company, language, title, query) -> None:
    words = {"title": title, "summary": title, "body": ""}
    found = offer(company, State.PUBLISHED, texts={language: words})
    offer(company, State.PUBLISHED, title="Anderes")
    rows = visitor.get("/de/offers/", {"q": query}).context["result"].rows
    assert [row.pk for row in rows] == [found.pk]


def test_a_removed_translation_is_found_no_more(visitor, company, owner) -> None:
    posting = on_show(company, uk=HUMAN | {"title": "Бузковий"})
    publish(actions.translate(owner, posting, "uk", None, posting.version))
    assert visitor.get("/de/offers/", {"q": "бузковий"}).context["result"].rows == []


def test_states_have_names_of_their_own() -> None:
    assert len({str(state.label) for state in TextState}) == len(TextState)
