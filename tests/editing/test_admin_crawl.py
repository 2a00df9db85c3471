"""Every address of the Wagtail admin, asked for one's own and for foreign pages and files.

All that is foreign bears the same word in all its texts. So a leak is seen wherever it comes from:
a list, a search, a chooser, a filter, a message.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from wagtail.models import Locale, Page, PageLogEntry, Revision, UploadedFile
from wagtail_localize.operations import translate_object

from partners.accounts.models import User
from portal.access import OFFICE_ADMIN_VIEWS
from portal.cms.models import FormPage, RegionPage
from portal.desk.borders import NARROWED
from portal.media.models import PortalDocument, PortalImage
from tests.editing.conftest import ClientOf, article_below, document_in, picture_in
from tests.house.test_admin_crawl import ADMIN
from tests.support.routes import Route

pytestmark = pytest.mark.django_db

SECRET = "Zaunkoenig"
SOUGHT = "Zaun"  # what is typed comes back with the answer
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# They log out, or fail on purpose.
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test"}
ROUTES = [route for route in ADMIN if route.name not in LEFT_OUT]

# Answers an office gets for what is its own; what is not listed shows a page (200).
GOES_ON = {
    # A page that is live, and one that is not locked or scheduled, has nothing to be asked about.
    "wagtailadmin_pages:revisions_index": 301,
    "wagtailadmin_pages:unlock": 405,
    "wagtailadmin_pages:lock": 405,
}


@dataclass
class Things:
    """What addresses can lead to: of one side of the border."""

    region: RegionPage
    article: Page
    form: Page
    image: PortalImage
    document: PortalDocument
    upload: UploadedFile
    translated: Page
    numbers: dict[str, int] = field(default_factory=dict)


def lay_out(region: RegionPage, user: User, word: str) -> Things:
    """A region with all an office may have, each named by the word."""
    ags = region.territory.ags
    for page in RegionPage.objects.filter(translation_key=region.translation_key):
        RegionPage.objects.filter(pk=page.pk).update(
            title=f"{word} Region", draft_title=f"{word} Region", slug=f"{word.lower()}-region"
        )
    region = RegionPage.objects.get(pk=region.pk)
    region.title = f"{word} Region"
    region.save_revision(user=user).publish(user=user)
    article = article_below(RegionPage.objects.get(pk=region.pk), f"{word} Artikel")
    article.owner = user
    article.save()
    PageLogEntry.objects.log_action(article, "wagtail.edit", user=user)
    form = RegionPage.objects.get(pk=region.pk).add_child(
        instance=FormPage(title=f"{word} Formular", locale=Locale.get_default())
    )
    form.save_revision()
    english = Locale.objects.get(language_code="en")
    for page in (region, article):
        translate_object(page, [english])
    translated = article.get_translation(english)
    image = picture_in(ags, f"{word} Bild")
    document = document_in(ags, f"{word} Dokument")
    PortalImage.objects.filter(pk=image.pk).update(description=f"{word} Beschreibung")
    upload = UploadedFile.objects.create(
        file=SimpleUploadedFile(f"{word}.jpg", b"x"), uploaded_by_user=user
    )
    things = Things(region, article, form, image, document, upload, translated)
    from wagtail_localize.models import OverridableSegment, StringSegment, Translation

    translation = Translation.objects.get(source__object_id=article.translation_key)
    things.numbers = {
        "translation_id": translation.pk,
        "translation_source_id": translation.source_id,
        "string_segment_id": StringSegment.objects.filter(source=translation.source).first().pk,
        "overridable_segment_id": getattr(
            OverridableSegment.objects.filter(source=translation.source).first(), "pk", 0
        ),
        "image_id": image.pk,
        "document_id": document.pk,
        "doc_id": document.pk,
        "uploaded_file_id": upload.pk,
        "revision_id": Revision.objects.for_instance(article).latest("pk").pk,
        "user_id": user.pk,
    }
    return things


WORDS = {
    "content_type_app_name": "cms",
    "content_type_model_name": "articlepage",
    "app_label": "wagtailcore",
    "model_name": "page",
    "action": "delete",
    "action_name": "publish",
    "filter_spec": "original",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "token": "a-b",
    "uidb64": "MQ",
    "app_name": "taggit",
    "mode": "",
    "object_id": "1",
    "session_id": "1",
}


def address(route: Route, things: Things, page: Page) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name in WORDS:
            return WORDS[name]
        if name in things.numbers:
            return str(things.numbers[name])
        if name == "pk" and "image" in route.name:
            return str(things.image.pk)
        if name == "pk" and "doc" in route.name:
            return str(things.document.pk)
        return str(page.pk)

    path = PARAMETER.sub(value, route.path).replace("^.*/$", "unknown/").replace("\\.", ".")
    if "_api:" in route.name:
        return "/" + re.sub(r"[\^$]", "", path) + ("" if "detail" in route.name else f"?search={SOUGHT}")
    query = (
        f"?id={page.pk}&id=all&childOf={page.pk}&q={SOUGHT}&term={SOUGHT}&search_all=1"
        f"&target_pages[]={page.pk}&collection_id={things.image.collection_id}"
    )
    return "/" + re.sub(r"[\^$]", "", path) + query


@pytest.fixture
def own(office: User, region: RegionPage) -> Things:
    return lay_out(region, office, "Kranich")


@pytest.fixture
def foreign(foreign_region: RegionPage, office_elsewhere: User) -> Things:
    User.objects.filter(pk=office_elsewhere.pk).update(first_name=SECRET)
    return lay_out(foreign_region, office_elsewhere, SECRET)


def crawl(
    client: Client, things: Things, ask: Callable[[Client, str], HttpResponse]
) -> dict[str, dict[str, HttpResponse]]:
    answers: dict[str, dict[str, HttpResponse]] = {}
    for page in (things.article, things.region, things.form, things.translated):
        for route in ROUTES:
            url = address(route, things, page)
            if url not in answers.get(route.name, {}):
                answers.setdefault(route.name, {})[url] = ask(client, url)
    return answers


def get(client: Client, url: str) -> HttpResponse:
    client.raise_request_exception = False  # TODO
    return client.get(url)


def post(client: Client, url: str) -> HttpResponse:
    return client.post(
        url, {"name": "x", "title": "x", "new_parent_page": url.split("/")[3], "value": "x"}
    )


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def test_all_that_is_narrowed_exists() -> None:
    assert NARROWED.keys() <= {route.name for route in ADMIN}
    assert not NARROWED.keys() & OFFICE_ADMIN_VIEWS


def test_an_office_meets_nothing_foreign(own: Things, foreign: Things, desk: Client) -> None:
    leaks = []
    for things in (own, foreign):
        for name, answers in crawl(desk, things, get).items():
            for url, response in answers.items():
                shown = body_of(response)
                if SECRET in shown:
                    leaks.append((name, url, shown[max(0, shown.find(SECRET) - 120) :][:200]))
    assert leaks == []


def test_what_is_foreign_is_not_found(own: Things, foreign: Things, desk: Client) -> None:
    found = {
        (name, url): response.status_code
        for name, answers in crawl(desk, foreign, get).items()
        for url, response in answers.items()
        if response.status_code != 404 and re.search(r"\d", url.split("?")[0])
    }
    assert found == {}
