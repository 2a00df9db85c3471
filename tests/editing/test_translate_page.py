"""An office puts its pages into other languages, in wagtail-localize's editor."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation
from wagtail_localize.synctree import create_aliases_for_new_page

from partners.accounts.models import User
from partners.organisations.models import Office
from portal.cms.models import RegionPage
from portal.rest import WriteThrottle
from tests.cast import member, organisation, territory
from tests.editing.conftest import ClientOf, article_below, picture_in

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


# --- Pages below --------------------------------------------------------------------------


@pytest.fixture
def town(region: RegionPage) -> RegionPage:
    """Meuselwitz lies below the county in the tree of every language, with an article."""
    page = region.add_child(
        instance=RegionPage(title="Meuselwitz", territory=territory("16077032"))
    )
    create_aliases_for_new_page(page)
    article = article_below(page)
    create_aliases_for_new_page(article)
    return RegionPage.objects.get(pk=page.pk)


def open_town_hall() -> User:
    town_hall = organisation("Stadt Meuselwitz", "municipality", "16077032")
    Office.objects.create(organisation=town_hall, territory=territory("16077032"))
    return member(town_hall, "Martha")


def test_pages_below_are_taken_along_where_they_are_ones_own(
    desk: Client, region: RegionPage, town: RegionPage, django_capture_on_commit_callbacks
) -> None:
    address = reverse("wagtail_localize:submit_page_translation", args=[region.pk])
    assert 'name="include_subtree"' in desk.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        assert begin(desk, region, include_subtree="on").status_code == 302
    assert town.get_translation(english()).alias_of is None


def test_those_of_a_towns_own_office_are_not(
    desk: Client, region: RegionPage, town: RegionPage, django_capture_on_commit_callbacks
) -> None:
    open_town_hall()
    address = reverse("wagtail_localize:submit_page_translation", args=[region.pk])
    assert 'name="include_subtree"' not in desk.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        assert begin(desk, region, include_subtree="on").status_code == 404
        assert begin(desk, region).status_code == 302
    assert region.get_translation(english()).alias_of is None
    for page in (town, *town.get_children()):
        assert page.get_translation(english()).alias_of
