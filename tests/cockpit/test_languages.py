"""The board on which an office sees what is missing or stale in each language."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from offers.postings import actions
from offers.postings.enums import Origin, State, TextState
from offers.postings.models import Offer
from partners.accounts.models import User
from portal.cms.models import HomePage
from portal.cockpit import coverage, language_views
from tests.postings.builders import details, need, offer, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

URL = "/de/cockpit/languages/"
MACHINE = {"title": "A flat", "summary": "In short.", "body": "", "origin": Origin.MACHINE}


@pytest.fixture
def desk(client_of: Callable[[User], Client], office: User) -> Client:
    return client_of(office)


def postings_of(user: User) -> dict[str, dict[str, int]]:
    return {
        row.language: {state.value: number for state, number in row.counts if number}
        for row in coverage.of_postings(user)
    }


def pages_of(user: User) -> dict[str, dict[str, int]]:
    return {
        row.language: {state.value: number for state, number in row.counts if number}
        for row in coverage.of_pages(user)
    }


def titles(answer: Any) -> list[str]:
    return [item["title"] for item in answer.context["items"]]


def outdated(company: Any, owner: User, title: str) -> Offer:
    posting = offer(company, State.PUBLISHED, title="Alt", texts={"en": "A flat"})
    changed = details(Offer, title=title, texts={"en": "A flat"})
    publish(actions.save(owner, posting, changed, posting.version))
    return posting


# --- Postings ------------------------------------------------------------------------------------


def test_each_posting_on_show_counts_once_in_each_language(company, owner, office) -> None:
    offer(company, State.PUBLISHED, texts={"en": "A flat", "uk": MACHINE})
    need(company, State.PUBLISHED, source_language="en", texts={"de": "Wohnung"})
    outdated(company, owner, "Neu")
    for state in (State.DRAFT, State.SUBMITTED, State.EXPIRED, State.CLOSED):
        offer(company, state)
    assert postings_of(office) == {
        "de": {"source": 2, "human": 1},
        "en": {"source": 1, "human": 1, "stale": 1},
        "uk": {"machine": 1, "missing": 2},
        **{language: {"missing": 3} for language in ("de-simple", "ar", "tr")},
    }


def test_other_territories_are_not_in_it(
    company, other_company, office, office_elsewhere, administrator
) -> None:
    offer(company, State.PUBLISHED)
    offer(other_company.organisations.get(), State.PUBLISHED, place="16076079")
    counted = [
        postings_of(user)["de"].get("source", 0)
        for user in (office, office_elsewhere, administrator)
    ]
    assert counted == [1, 1, 2]


def test_the_list_names_nothing_from_elsewhere(desk, company, other_company) -> None:
    offer(company, State.PUBLISHED, title="Hier")
    offer(other_company.organisations.get(), State.PUBLISHED, title="Dort", place="16076079")
    for state in TextState:
        answer = desk.get(URL, {"language": "uk", "state": state})
        assert "Dort" not in answer.text
    assert titles(desk.get(URL, {"language": "uk"})) == ["Hier"]


def test_it_lists_by_language_and_state_and_leads_to_the_review(desk, company, owner) -> None:
    missing = offer(company, State.PUBLISHED, title="Fehlt")
    outdated(company, owner, "Veraltet")
    by_machine = offer(company, State.PUBLISHED, title="Maschine", texts={"en": MACHINE})
    answers = {
        state: titles(desk.get(URL, {"language": "en", "state": state}))
        for state in ("missing", "stale", "machine", "human")
    }
    assert answers == {
        "missing": ["Fehlt"],
        "stale": ["Veraltet"],
        "machine": ["Maschine"],
        "human": [],
    }
    text = desk.get(URL, {"language": "en", "state": "missing"}).text
    assert missing.review_url in text
    assert by_machine.review_url not in text


def test_it_begins_where_something_is_missing(desk, company) -> None:
    offer(company, State.PUBLISHED, texts={"de-simple": "Wohnung", "en": "A flat"})
    context = desk.get(URL).context
    assert (context["language"], context["state"]) == ("uk", TextState.MISSING)


@pytest.mark.parametrize(
    "query",
    [
        {"language": "xx"},
        {"state": "source"},
        {"state": "'"},
        {"what": "users"},
        {"page": "99999999999999999999"},
        {"page": "-1"},
        {"page": "a\x00"},
        {"language": "\x00", "what": "pages"},
    ],
)
def test_strange_addresses_are_answered(desk, company, query: dict) -> None:
    offer(company, State.PUBLISHED)
    assert desk.get(URL, query).status_code == 200


def test_long_lists_have_pages(desk, company, owner, monkeypatch) -> None:
    monkeypatch.setattr(language_views, "PAGE_SIZE", 2)
    for number in range(3):
        offer(company, State.PUBLISHED, title=f"Nummer {number}")
    first = desk.get(URL, {"language": "uk"})
    assert (titles(first), "page=2" in first.text) == (["Nummer 2", "Nummer 1"], True)
    assert titles(desk.get(URL, {"language": "uk", "page": 2})) == ["Nummer 0"]


def test_it_costs_the_same_however_much_there_is(desk, company, owner) -> None:
    def cost(**query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(URL, query)
        return len(queries)

    def grow(number: int) -> None:
        for _each in range(number):
            offer(company, State.PUBLISHED, texts={"en": MACHINE}, languages=["de"])
            outdated(company, owner, "Neu")

    grow(1)
    asked = [{"language": "en", "state": state} for state in ("missing", "stale", "machine")]
    few = [cost(**query) for query in asked]
    grow(4)
    assert [cost(**query) for query in asked] == few


def test_the_way_there_is_shown_to_offices_only(client_of, office, owner) -> None:
    assert URL in client_of(office).get("/de/cockpit/").text
    assert URL not in client_of(owner).get("/de/cockpit/").text


# --- Pages ---------------------------------------------------------------------------------------


def home(language: str) -> Page:
    """The start page of this language; German is the original, the others its aliases."""
    return Page.objects.get(locale__language_code=language, depth=2)


def translated_into(language: str) -> Translation:
    """The German start page is translated, every word of it."""
    source, _created = TranslationSource.update_or_create_from_instance(home("de").specific)
    locale = Locale.objects.get(language_code=language)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=f"{language}: {segment.string.data}",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    translation.save_target(publish=True)
    return translation


@pytest.fixture
def only_german(db: None) -> None:
    """One start page, and what is untranslated is an alias of it."""
    german = HomePage.objects.get(locale__language_code="de")
    for page in Page.objects.filter(depth=2).exclude(pk=german.pk):
        page.alias_of, page.translation_key = german.page_ptr, german.translation_key
        page.save(clean=False)


@pytest.mark.usefixtures("only_german")
def test_untranslated_pages_are_missing(administrator) -> None:
    counts = pages_of(administrator)
    assert counts["de"] == {"source": 1}
    assert counts["uk"] == {"missing": 1}


@pytest.mark.usefixtures("only_german")
def test_a_translated_page_is_there_until_its_original_changes(administrator) -> None:
    translated_into("en")
    assert pages_of(administrator)["en"] == {"human": 1}
    later = timezone.now() + timedelta(minutes=1)
    Page.objects.filter(pk=home("de").pk).update(last_published_at=later)
    assert pages_of(administrator)["en"] == {"stale": 1}


@pytest.mark.usefixtures("only_german")
def test_what_was_taken_over_but_not_published_is_stale(administrator) -> None:
    translation = translated_into("en")
    Page.objects.filter(pk=home("en").pk).update(last_published_at=timezone.now())
    assert pages_of(administrator)["en"] == {"human": 1}
    later = timezone.now() + timedelta(minutes=1)
    TranslationSource.objects.filter(pk=translation.source_id).update(last_updated_at=later)
    assert pages_of(administrator)["en"] == {"stale": 1}


@pytest.mark.usefixtures("only_german")
def test_a_page_with_words_still_to_translate_is_stale(administrator) -> None:
    translation = translated_into("en")
    StringTranslation.objects.filter(locale=translation.target_locale).first().delete()
    assert pages_of(administrator)["en"] == {"stale": 1}


@pytest.mark.usefixtures("only_german")
def test_a_page_with_words_of_a_machine_says_so(administrator) -> None:
    translation = translated_into("en")
    StringTranslation.objects.filter(locale=translation.target_locale).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )
    assert pages_of(administrator)["en"] == {"machine": 1}


@pytest.mark.usefixtures("only_german")
def test_missing_ones_lead_to_their_original(client_of, administrator) -> None:
    answer = client_of(administrator).get(URL, {"what": "pages", "language": "uk"})
    assert titles(answer) == [home("de").title]
    assert f"/admin/pages/{home('de').pk}/edit/" in answer.text


@pytest.mark.usefixtures("only_german")
def test_offices_see_the_pages_they_may_edit_and_no_others(
    client_of, office, office_elsewhere
) -> None:
    assert pages_of(office)["uk"] == {}
    group = Group.objects.create(name="Redaktion")
    group.user_set.add(office)
    permission = Permission.objects.get(
        codename="change_page", content_type__app_label="wagtailcore"
    )
    GroupPagePermission.objects.create(group=group, page=home("de"), permission=permission)
    office = User.objects.get(pk=office.pk)
    assert pages_of(office)["uk"] == {"missing": 1}
    assert pages_of(office_elsewhere)["uk"] == {}
    assert home("de").title in client_of(office).get(URL, {"what": "pages", "language": "uk"}).text


@pytest.mark.usefixtures("only_german")
def test_pages_cost_the_same_however_many(client_of, administrator) -> None:
    browser = client_of(administrator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(URL, {"what": "pages", "language": "uk", "state": "missing"})
        return len(queries)

    few = cost()
    for number in range(3):
        made = home("de").add_child(
            instance=Page(title=f"Seite {number}", locale=home("de").locale)
        )
        home("uk").add_child(
            instance=Page(
                title=made.title,
                locale=home("uk").locale,
                alias_of=made,
                translation_key=made.translation_key,
            )
        )
    assert cost() == few
