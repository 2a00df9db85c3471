"""An office puts its pages into other languages, in wagtail-localize's editor."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from partners.accounts.models import User
from portal.cms.models import RegionPage
from portal.rest import WriteThrottle
from tests.editing.conftest import ClientOf, picture_in

pytestmark = pytest.mark.django_db


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def begin(desk: Client, page: Page, **fields: Any) -> Any:
    """Presses "Translate this page" for English."""
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return desk.post(address, {"locales": [english().pk], **fields})


@dataclass
class Editor:
    """What the script of the editor sends: forms, with PUT and DELETE."""

    browser: Client
    translation: Translation

    def write(self, part: str, value: str) -> Any:
        segment = self.translation.source.stringsegment_set.get(context__path=part)
        return self._put("edit_string_translation", segment, value)

    def exchange(self, part: str, value: Any) -> Any:
        segment = self.translation.source.overridablesegment_set.get(context__path=part)
        return self._put("edit_override", segment, value)

    def empty(self, part: str) -> Any:
        segment = self.translation.source.stringsegment_set.get(context__path=part)
        return self.browser.delete(self._address("edit_string_translation", segment))

    def _put(self, view: str, segment: Any, value: Any) -> Any:
        return self.browser.put(
            self._address(view, segment),
            encode_multipart(BOUNDARY, {"value": value}),
            content_type=MULTIPART_CONTENT,
        )

    def _address(self, view: str, segment: Any) -> str:
        return reverse(f"wagtail_localize:{view}", args=[self.translation.pk, segment.pk])


@pytest.fixture
def editor(desk: Client, region: RegionPage, django_capture_on_commit_callbacks) -> Editor:
    """Anna has published her region's page, with a picture, and begins to translate it."""
    region.lead_image = picture_in("16077")
    region.promise = "Wir helfen Ihnen."
    region.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        begin(desk, region)
    translation = Translation.objects.get(source__object_id=region.translation_key)
    return Editor(desk, translation)


def test_a_sentence_is_saved_changed_and_taken_back(editor: Editor) -> None:
    assert editor.write("promise", "We help.").status_code == 201
    assert editor.write("promise", "We help you.").json()["data"] == "We help you."
    assert StringTranslation.objects.get(context__path="promise").data == "We help you."
    assert editor.empty("promise").status_code == 200
    assert not StringTranslation.objects.filter(context__path="promise").exists()


def test_a_picture_is_exchanged_for_another(editor: Editor) -> None:
    other = picture_in("16077", "Marketplace")
    assert editor.exchange("lead_image", other.pk).status_code == 201
    assert SegmentOverride.objects.get(context__path="lead_image").data == str(other.pk)


def test_what_is_translated_is_published(
    editor: Editor, region: RegionPage, client: Client, django_capture_on_commit_callbacks
) -> None:
    for segment in editor.translation.source.stringsegment_set.exclude(context__path="slug"):
        editor.write(segment.context.path, f"[en] {segment.string.data}")
    page = region.get_translation(english())
    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        editor.browser.post(address, {"action": "publish"})
    page.refresh_from_db()
    assert "[en] Wir helfen Ihnen." in client.get(page.url).text


def test_an_office_elsewhere_translates_nothing_of_it(
    editor: Editor, office_elsewhere: User, foreign_region: RegionPage, client_of: ClientOf
) -> None:
    theirs = Editor(client_of(office_elsewhere), editor.translation)
    editor.write("promise", "We help.")
    picture = picture_in("16076")
    assert theirs.write("promise", "They do not.").status_code == 404
    assert theirs.empty("promise").status_code == 404
    assert theirs.exchange("lead_image", picture.pk).status_code == 404
    assert StringTranslation.objects.get(context__path="promise").data == "We help."
    assert not SegmentOverride.objects.exists()


def test_fast_writers_are_not_taken_for_programs(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rates of the API are not those of the editor."""
    monkeypatch.setattr(WriteThrottle, "THROTTLE_RATES", {"write": "1/min"})
    assert [editor.write("promise", words).status_code for words in ("a", "b")] == [201, 200]
