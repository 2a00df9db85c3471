"""A machine drafts a translation: only if the operator says so, and never without saying so."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from offers.postings import actions
from offers.postings.enums import Origin, State
from offers.postings.exceptions import MachineFailed
from offers.postings.machine import DraftThrottle, Machine
from offers.postings.models import Offer
from portal.settings.translator import machine_translator
from tests.postings.builders import offer
from tests.postings.test_translate import newest, page, text_of, typed
from tests.support.libretranslate import LibreTranslate, serving, turned

pytestmark = pytest.mark.django_db

HOSTILE = "A & B <b>fett</b>\n\n„x“ &amp; <script>alert(1)</script> 1 < 2 > 0 ' \""


@pytest.fixture
def server(settings: Settings) -> Iterator[LibreTranslate]:
    with serving() as running:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "libretranslate", running.url + "/", "key-1"
        )
        yield running


@pytest.fixture
def browser(client_of, owner):
    return client_of(owner)


def values(answer: Any) -> dict[str, str]:
    """What the fields of the page hold."""
    return {field.name: str(field.value() or "") for field in answer.context["form"]}


# --- Off, and on ---------------------------------------------------------------------------------


def test_it_is_off_by_default(browser, company, settings: Settings) -> None:
    assert settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR is None
    posting = offer(company)
    assert 'value="draft"' not in browser.get(page(posting)).text
    assert browser.post(page(posting), typed(posting, then="draft")).status_code == 404


def test_one_is_told_to_whom_the_text_goes_before_it_goes(browser, company, server) -> None:
    text = browser.get(page(offer(company))).text
    assert 'value="draft"' in text
    assert "LibreTranslate (127.0.0.1)" in text
    assert server.asked == []


@pytest.mark.parametrize("language", ["de-simple"])
def test_no_machine_writes_easy_german(browser, company, server, language: str) -> None:
    posting = offer(company)
    assert 'value="draft"' not in browser.get(page(posting, language)).text
    answer = browser.post(page(posting, language), typed(posting, then="draft"))
    assert (answer.status_code, server.asked) == (404, [])


def test_nor_is_easy_german_made_german(company, server) -> None:
    assert Machine.between("de-simple", "de") is None
    assert Machine.between("de-simple", "uk") is not None


# --- A draft -------------------------------------------------------------------------------------


def test_it_fills_the_fields_and_saves_nothing(browser, company, server) -> None:
    posting = offer(company, title="Wohnung", summary="Drei Zimmer", body="Eins.\n\nZwei.")
    answer = browser.post(page(posting), {"then": "draft"})
    filled = values(answer)
    assert (filled["title"], filled["summary"]) == ("gnunhoW", "ierD remmiZ")
    assert filled["body"] == ".sniE\n\n.iewZ"
    assert text_of(posting) is None
    (asked,) = server.asked
    assert {name: asked[name] for name in ("path", "source", "target", "api_key", "format")} == {
        "path": "/translate",
        "source": "de",
        "target": "uk",
        "api_key": "key-1",
        "format": "html",
    }


def test_saved_as_it_is_readers_are_told_of_the_machine(browser, company, server) -> None:
    posting = offer(company)
    drafted = values(browser.post(page(posting), {"then": "draft"}))
    assert browser.post(page(posting), drafted).status_code == 302
    assert text_of(posting).origin == Origin.MACHINE
    kept = values(browser.get(page(posting)))
    browser.post(page(posting), kept)
    assert text_of(posting).origin == Origin.MACHINE


def test_once_a_person_changes_it_it_is_a_persons(browser, company, server) -> None:
    posting = offer(company)
    drafted = values(browser.post(page(posting), {"then": "draft"}))
    browser.post(page(posting), drafted | {"title": "Квартира"})
    assert text_of(posting).origin == Origin.HUMAN


def test_an_edit_elsewhere_keeps_the_mark_of_the_machine(browser, company, owner, server) -> None:
    posting = offer(company)
    browser.post(page(posting), values(browser.post(page(posting), {"then": "draft"})))
    draft = newest(posting)
    changed = actions.details_of(draft) | {"link": "https://example.org"}
    actions.save(owner, posting, changed, draft.version)
    assert text_of(posting).origin == Origin.MACHINE


def test_what_was_typed_before_is_still_there_to_copy(browser, company, server) -> None:
    posting = offer(company)
    answer = browser.post(page(posting), typed(posting, then="draft", title="Моя квартира"))
    assert "Моя квартира" in answer.text
    assert values(answer)["title"] == turned("Wohnung mit Garten")


def test_signs_of_markup_survive(browser, company, server) -> None:
    posting = offer(company, title="Wohnung <b> & Hof", body=HOSTILE)
    drafted = values(browser.post(page(posting), {"then": "draft"}))
    assert "<script>" not in server.asked[0]["q"][2]
    assert drafted["body"].count("<") == HOSTILE.count("<")
    assert drafted["title"] == "gnunhoW <b> & foH"


# --- Whatever the provider does ------------------------------------------------------------------

WRONG = [
    (500, b"oops"),
    (429, b'{"error": "Slowdown"}'),
    (200, b"<html>"),
    (200, b"[]"),
    (200, b"{}"),
    (200, b'{"translatedText": null}'),
    (200, b'{"translatedText": ["one"]}'),
    (200, b'{"translatedText": [1, 2, 3]}'),
    (200, b'{"translatedText": [null, null, null]}'),
    (200, b"\xff\xfe"),
]


@pytest.mark.parametrize("answer", WRONG, ids=lambda answer: repr(answer[1][:30]))
def test_a_failing_provider_costs_nothing_that_was_typed(
    browser, company, server, answer: tuple[int, bytes]
) -> None:
    server.answer = answer
    posting = offer(company)
    shown = browser.post(page(posting), typed(posting, then="draft"))
    assert shown.status_code == 200
    assert values(shown)["title"] == "Квартира"
    assert [message.level_tag for message in shown.context["messages"]] == ["error"]
    assert text_of(posting) is None


def test_a_silent_provider_is_not_waited_for_long(company, server, settings) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR["OPTIONS"]["TIMEOUT"] = 0.2
    server.is_silent = True
    with pytest.raises(MachineFailed):
        Machine.between("de", "uk").draft({"title": "Wohnung", "summary": "", "body": ""})


def test_a_provider_that_is_not_there(company, settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator("libretranslate", url, "")
        with pytest.raises(MachineFailed):
            Machine.between("de", "uk").draft({"title": "Wohnung", "summary": "", "body": ""})


@hypothesis_settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_any_text_comes_back_whole(server: LibreTranslate, text: str) -> None:
    """Turned around by the server and once more here: nothing is dropped or taken for markup."""
    body = f"[ {text} ]"
    there = Machine.between("de", "uk").draft({"title": "x", "summary": "y", "body": body})
    words = there["body"].split()
    assert sorted("".join(words)) == sorted("".join(body.split()))


def test_so_many_drafts_an_hour_and_no_more(browser, company, server, monkeypatch) -> None:
    cache.clear()
    monkeypatch.setattr(DraftThrottle, "THROTTLE_RATES", {"machine_translation": "2/hour"})
    posting = offer(company)
    answers = [browser.post(page(posting), typed(posting, then="draft")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert values(answers[-1])["title"] == "Квартира"
    assert len(server.asked) == 2


def test_nothing_is_sent_while_the_office_looks_at_it(browser, company, server) -> None:
    posting = offer(company, State.SUBMITTED)
    assert browser.post(page(posting), typed(posting, then="draft")).status_code == 409
    assert server.asked == []


def test_the_text_goes_nowhere_from_the_other_pages(browser, company, server) -> None:
    posting = offer(company, State.PUBLISHED)
    browser.get(f"/de/postings/{posting.pk}/")
    browser.get(f"/uk/offers/{posting.pk}/")
    browser.post(page(posting), typed(posting))
    assert server.asked == []
    assert Offer.objects.get().live
