"""A posting is written in further languages, beside its original."""

from typing import Any

import pytest

from offers.postings import actions
from offers.postings.enums import Origin, State, TextState
from offers.postings.exceptions import EditConflict, UnderReview
from offers.postings.models import Offer
from offers.postings.texts import standings
from tests.postings.builders import details, need, offer, publish, send_back

pytestmark = pytest.mark.django_db

TYPED = {"title": "Квартира", "summary": "Три кімнати.", "body": "Перше.\r\n\r\n* Потім."}


def page(posting: Offer, language: str = "uk", then: str = "") -> str:
    return f"/de/postings/{posting.pk}/languages/{language}/{then}"


def newest(posting: Offer) -> Offer:
    return Offer.objects.get(pk=posting.pk).get_latest_revision_as_object()


def typed(posting: Offer, **changes: Any) -> dict[str, Any]:
    """What somebody sends who opened the page now."""
    draft = newest(posting)
    return TYPED | {"version": draft.version, "seen": draft.source_text.digest} | changes


def text_of(posting: Offer, language: str = "uk") -> Any:
    return next((t for t in newest(posting).texts.all() if t.language == language), None)


def states(posting: Offer) -> dict[str, str]:
    return {one.language: one.state for one in standings(newest(posting))}


def rewrite(posting: Offer, user: Any, title: str = "Ein ganzes Haus") -> None:
    """A new original; the translations stay as they are."""
    draft = newest(posting)
    texts = actions.details_of(draft)["texts"]
    texts["de"]["title"] = title
    actions.save(user, posting, actions.details_of(draft) | {"texts": texts}, draft.version)


@pytest.fixture
def browser(client_of, owner):
    return client_of(owner)


# --- Writing -------------------------------------------------------------------------------------


def test_the_source_stands_beside_fields_that_know_their_language(browser, company) -> None:
    posting = offer(company, title="Wohnung <b>", summary="Mit Garten & Hof")
    text = browser.get(page(posting, "ar")).text
    assert "Wohnung &lt;b&gt;" in text
    assert "Mit Garten &amp; Hof" in text
    field = text[text.index('id="id_title"') - 200 : text.index('id="id_title"') + 300]
    assert ('lang="ar"' in field, 'dir="rtl"' in field) == (True, True)


def test_it_is_saved_as_a_persons_translation(browser, company) -> None:
    posting = offer(company)
    answer = browser.post(page(posting), typed(posting))
    assert answer["Location"] == f"/de/postings/{posting.pk}/"
    text = text_of(posting)
    assert (text.title, text.body) == ("Квартира", "Перше.\n\n* Потім.")
    assert (text.origin, text.source_hash) == (Origin.HUMAN, newest(posting).source_text.digest)
    assert states(posting) == {
        "de": TextState.SOURCE,
        "de-simple": TextState.MISSING,
        "en": TextState.MISSING,
        "uk": TextState.HUMAN,
        "ar": TextState.MISSING,
        "tr": TextState.MISSING,
    }


def test_nothing_else_of_the_posting_changes(browser, company) -> None:
    posting = need(company, headcount=5, audiences=["women"], languages=[("de", "B1")])
    before = actions.details_of(posting)
    answer = browser.post(
        f"/de/postings/{posting.pk}/languages/uk/",
        TYPED | {"version": posting.version, "seen": posting.source_text.digest},
    )
    assert answer.status_code == 302
    after = actions.details_of(type(posting).objects.get())
    assert after["texts"].pop("uk")["title"] == "Квартира"
    assert after == before


def test_what_is_on_show_changes_only_through_the_office(browser, company, owner) -> None:
    posting = offer(company, State.PUBLISHED)
    browser.post(page(posting), typed(posting))
    stored = Offer.objects.get()
    assert [text.language for text in stored.texts.all()] == ["de"]
    assert stored.has_unpublished_changes
    actions.submit(owner, stored)
    assert Offer.objects.get().review_state == State.SUBMITTED
    publish(Offer.objects.get())
    assert {text.language for text in Offer.objects.get().texts.all()} == {"de", "uk"}


def test_the_own_page_says_what_is_there_and_leads_on(browser, company, owner) -> None:
    posting = offer(company, texts={"en": "A flat"})
    rewrite(posting, owner)
    text = browser.get(f"/de/postings/{posting.pk}/").text
    assert page(posting) in text
    assert page(posting, "en") in text
    assert page(posting, "de") not in text
    assert "sehen Sie Englisch noch einmal an" in text


def test_readers_see_the_languages_without_links(client_of, reader, company) -> None:
    posting = offer(company)
    text = client_of(reader).get(f"/de/postings/{posting.pk}/").text
    assert "Українська" in text
    assert "/languages/uk/" not in text


# --- Bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "ї" * 121}, "title"),
        ({"summary": " "}, "summary"),
        ({"summary": "x" * 301}, "summary"),
        ({"body": "x" * 8001}, "body"),
        ({"title": "a\x00b"}, "title"),
        ({"version": "abc"}, "version"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(browser, company, changes, field) -> None:
    posting = offer(company)
    answer = browser.post(page(posting), typed(posting, **changes))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "Потім." in answer.text or field == "body"
    assert text_of(posting) is None


@pytest.mark.parametrize("language", ["xx", "de", "fr", "de-DE", "en%00"])
def test_other_languages_are_not_there(browser, company, language: str) -> None:
    posting = offer(company)
    assert browser.get(page(posting, language)).status_code == 404
    assert browser.post(page(posting, language), typed(posting)).status_code == 404


def test_strangers_learn_nothing(client_of, other_company, company, owner) -> None:
    posting = offer(company, texts={"uk": "Квартира"})
    stranger = client_of(other_company)
    for then in ("", "remove/"):
        assert stranger.get(page(posting, then=then)).status_code == 404
        assert stranger.post(page(posting, then=then), typed(posting)).status_code == 404
    assert text_of(posting).title == "Квартира"


# --- Two people, and the office ------------------------------------------------------------------


def test_a_colleagues_version_is_not_overwritten_unawares(browser, company, colleague) -> None:
    posting = offer(company)
    begun = typed(posting)
    actions.translate(colleague, posting, "uk", TYPED | {"title": "Дім"}, posting.version)
    answer = browser.post(page(posting), begun)
    assert answer.status_code == 409
    assert ("Дім" in answer.text, "Квартира" in answer.text) == (True, True)
    assert text_of(posting).title == "Дім"
    again = {field.name: field.value() or "" for field in answer.context["form"]}
    assert browser.post(page(posting), again).status_code == 302
    assert text_of(posting).title == "Квартира"


def test_a_new_original_in_between_is_shown_before_one_saves(browser, company, colleague) -> None:
    posting = offer(company)
    begun = typed(posting)
    rewrite(posting, colleague)
    answer = browser.post(page(posting), begun)
    assert (answer.status_code, "Ein ganzes Haus" in answer.text) == (409, True)


def test_while_the_office_looks_at_it_nothing_is_written(browser, company, owner) -> None:
    posting = offer(company, State.SUBMITTED)
    assert browser.get(page(posting))["Location"] == f"/de/postings/{posting.pk}/"
    answer = browser.post(page(posting), typed(posting))
    assert (answer.status_code, "Квартира" in answer.text) == (409, True)
    assert text_of(posting) is None
    with pytest.raises(UnderReview):
        actions.translate(owner, posting, "uk", TYPED, posting.version)


def test_what_was_returned_can_be_translated(browser, company) -> None:
    posting = offer(company, State.SUBMITTED)
    send_back(posting)
    assert browser.post(page(posting), typed(posting)).status_code == 302
    assert text_of(posting).title == "Квартира"


# --- Growing old ---------------------------------------------------------------------------------


def test_a_new_original_makes_translations_stale_until_they_are_written_again(
    browser, company, owner
) -> None:
    posting = offer(company, texts={"en": "A flat"})
    rewrite(posting, owner)
    assert states(posting)["en"] == TextState.STALE
    words = {"title": "A whole house", "summary": "In short.", "body": ""}
    browser.post(page(posting, "en"), typed(posting, **words))
    assert states(posting)["en"] == TextState.HUMAN


def test_what_still_fits_is_saved_as_it_is_and_counts_as_current(browser, company, owner) -> None:
    posting = offer(company, texts={"en": "A flat"})
    rewrite(posting, owner)
    words = {"title": "A flat", "summary": "In short.", "body": ""}
    browser.post(page(posting, "en"), typed(posting, **words))
    assert states(posting)["en"] == TextState.HUMAN


def test_the_original_as_it_was_makes_it_current_again(company, owner) -> None:
    posting = offer(company, title="Wohnung", texts={"en": "A flat"})
    rewrite(posting, owner, "Haus")
    rewrite(posting, owner, "Wohnung")
    assert states(posting)["en"] == TextState.HUMAN


def test_a_change_elsewhere_ages_nothing(company, owner) -> None:
    posting = offer(company, texts={"en": "A flat"})
    changed = details(Offer, texts={"en": "A flat"}, link="https://example.org")
    actions.save(owner, posting, changed, posting.version)
    assert states(posting)["en"] == TextState.HUMAN


# --- Removing ------------------------------------------------------------------------------------


def test_it_is_removed_after_a_question(browser, company) -> None:
    posting = offer(company, texts={"uk": "Квартира", "en": "A flat"})
    asked = browser.get(page(posting, then="remove/"))
    assert "Квартира" in asked.text
    assert f'action="?version={posting.version}"' in asked.text
    browser.post(f"{page(posting, then='remove/')}?version={posting.version}")
    assert (text_of(posting), text_of(posting, "en").title) == (None, "A flat")


@pytest.mark.parametrize("query", ["", "?version=0", "?version=abc", "?version=" + "9" * 40])
def test_without_the_version_seen_nothing_is_removed(browser, company, query: str) -> None:
    posting = offer(company, texts={"uk": "Квартира"})
    assert browser.post(page(posting, then="remove/") + query).status_code == 302
    assert text_of(posting).title == "Квартира"


def test_what_a_colleague_wrote_since_is_not_removed(company, owner, colleague) -> None:
    posting = offer(company, texts={"uk": "Квартира"})
    actions.translate(colleague, posting, "uk", TYPED | {"title": "Дім"}, posting.version)
    with pytest.raises(EditConflict):
        actions.translate(owner, posting, "uk", None, posting.version)


def test_what_is_not_there_cannot_be_removed(browser, company) -> None:
    posting = offer(company)
    assert browser.get(page(posting, then="remove/")).status_code == 404
    assert browser.post(page(posting, then="remove/")).status_code == 404
