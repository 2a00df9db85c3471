"""An office has its pages drafted by the machine, whatever that does."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from offers.postings.machine import DraftThrottle
from partners.accounts.models import User
from portal.cms.models import RegionPage
from portal.settings.translator import machine_translator
from tests.editing.conftest import ClientOf
from tests.support.libretranslate import LibreTranslate, serving, turned

pytestmark = pytest.mark.django_db

ALLOWED = 2
TOO_MANY = "in einer Stunde"
FAILED = "Die Maschine hat keine Übersetzung geliefert"


@pytest.fixture
def server(settings: Settings) -> Iterator[LibreTranslate]:
    with serving() as running:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "libretranslate", running.url, "key-1"
        )
        yield running


@pytest.fixture(autouse=True)
def allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = {"machine_translation": f"{ALLOWED}/hour"}
    monkeypatch.setattr(DraftThrottle, "THROTTLE_RATES", rates)
    cache.clear()


@pytest.fixture
def page(region: RegionPage) -> RegionPage:
    region.promise = "Wir helfen Ihnen."
    region.save_revision().publish()
    return region


def begun(page: RegionPage, language: str = "en") -> Translation:
    translate_object(page, [Locale.objects.get(language_code=language)])
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )


def editor_of(translation: Translation) -> str:
    page = translation.get_target_instance()
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def ask(desk: Client, translation: Translation) -> Any:
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    return desk.post(address, {"next": editor_of(translation)}, follow=True)


def update(desk: Client, translation: Translation, **fields: str) -> Any:
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return desk.post(address, {"use_machine_translation": "on"} | fields, follow=True)


def said(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def promise_in(language: str) -> str | None:
    found = StringTranslation.objects.filter(
        context__path="promise", locale__language_code=language
    )
    return found.values_list("data", flat=True).first()


# --- A draft ------------------------------------------------------------------------------


def test_it_fills_what_is_missing(desk: Client, page: RegionPage, server: LibreTranslate) -> None:
    translation = begun(page)
    answer = ask(desk, translation)
    assert answer.redirect_chain[-1][0] == editor_of(translation)
    assert promise_in("en") == turned("Wir helfen Ihnen.")
    (asked,) = server.asked
    assert (asked["source"], asked["target"]) == ("de", "en")


@pytest.mark.parametrize("way", [ask, update])
def test_so_many_an_hour_and_no_more(
    desk: Client, page: RegionPage, server: LibreTranslate, way: Callable[..., Any]
) -> None:
    """What is drafted along with a changed source counts, too."""
    translation = begun(page)
    for drafted in (True, True, False):
        StringTranslation.objects.all().delete()
        answer = way(desk, translation)
        assert StringTranslation.objects.exists() is drafted
        assert (TOO_MANY in said(answer)) is not drafted
    assert "erfolgreich" in said(update(desk, translation, use_machine_translation=""))


def test_strangers_use_up_nobodys_drafts(
    desk: Client,
    page: RegionPage,
    server: LibreTranslate,
    office_elsewhere: User,
    client_of: ClientOf,
) -> None:
    translation = begun(page)
    theirs = client_of(office_elsewhere)
    assert [ask(theirs, translation).status_code for _number in range(3)] == [404] * 3
    assert update(theirs, translation).status_code == 404
    assert server.asked == []
    assert not StringTranslation.objects.exists()


# --- Whatever the provider does -----------------------------------------------------------

WRONG = [
    (500, b"oops"),
    (503, b""),
    (429, b'{"error": "Slowdown"}'),
    (403, b'{"error": "Invalid API key"}'),
    (400, b'{"error": "en is not supported"}'),
    (200, b"<html>"),
    (200, b"{}"),
    (200, b'{"translatedText": [1, 2, 3]}'),
    (200, b'{"translatedText": ["one"]}'),
]


def nothing_is_lost(desk: Client, translation: Translation) -> None:
    """Pressed more often than is allowed, and the editor opens with what was written there."""
    segment = translation.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data="Altenburg County",
    )
    for _turn in range(ALLOWED + 1):
        answer = ask(desk, translation)
        assert answer.redirect_chain[-1][0] == editor_of(translation)
        assert answer.status_code == 200
        assert FAILED in said(answer)
        assert "Altenburg County" in answer.text
    assert promise_in("en") is None


@pytest.mark.parametrize("answer", WRONG, ids=str)
def test_one_that_fails_costs_a_message(
    desk: Client, page: RegionPage, server: LibreTranslate, answer: tuple[int, bytes]
) -> None:
    server.answer = answer
    translation = begun(page)
    nothing_is_lost(desk, translation)
    server.answer = None
    assert "LibreTranslate" in said(ask(desk, translation))
    assert promise_in("en") == turned("Wir helfen Ihnen.")


def test_one_that_is_silent(
    desk: Client, page: RegionPage, server: LibreTranslate, settings: Settings
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR["OPTIONS"]["TIMEOUT"] = 0.2
    server.is_silent = True
    nothing_is_lost(desk, begun(page))


def test_one_that_is_not_there(desk: Client, page: RegionPage, settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator("libretranslate", url, "")
        nothing_is_lost(desk, begun(page))


def test_one_is_told_in_ones_own_language(
    desk: Client, office: User, page: RegionPage, server: LibreTranslate
) -> None:
    server.answer = (500, b"")
    User.objects.filter(pk=office.pk).update(language="en")
    assert "The machine gave no translation" in said(ask(desk, begun(page)))


def test_a_changed_source_waits_for_the_machine(
    desk: Client, page: RegionPage, server: LibreTranslate
) -> None:
    """The form comes back; without the machine it is taken over all the same."""
    server.answer = (500, b"")
    translation = begun(page)
    for _turn in range(ALLOWED + 1):
        answer = update(desk, translation, publish_translations="on")
        assert FAILED in said(answer)
        assert 'name="use_machine_translation"' in answer.text
    assert "erfolgreich" in said(update(desk, translation, use_machine_translation=""))


# --- Languages that it does not know ------------------------------------------------------


def test_no_machine_writes_easy_german(
    desk: Client, page: RegionPage, server: LibreTranslate
) -> None:
    translation = begun(page, "de-simple")
    assert "machine_translate" not in desk.get(editor_of(translation)).text
    assert ask(desk, translation).status_code == 404
    assert server.asked == []


def test_it_is_offered_where_it_can_be_asked(
    desk: Client, page: RegionPage, server: LibreTranslate
) -> None:
    assert "machine_translate" in desk.get(editor_of(begun(page))).text


def test_a_changed_source_is_drafted_in_the_languages_that_it_knows(
    desk: Client, page: RegionPage, server: LibreTranslate
) -> None:
    begun(page, "de-simple")
    translation = begun(page)
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    form = desk.get(address).text
    assert "Diese Sprachen kann die Maschine nicht: Leichte Sprache." in form
    assert "erfolgreich" in said(update(desk, translation))
    assert [asked["target"] for asked in server.asked] == ["en"]
    assert promise_in("en") == turned("Wir helfen Ihnen.")
    assert promise_in("de-simple") is None
