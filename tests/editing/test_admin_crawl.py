"""Every address of the Wagtail admin, asked for one's own and for foreign pages and files.

All that is foreign bears the same word in all its texts. So a leak is seen wherever it comes from:
a list, a search, a chooser, a filter, a message.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page, PageLogEntry, UploadedFile
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from partners.accounts.models import User
from portal.access import OFFICE_ADMIN_VIEWS
from portal.cms.models import ArticlePage, FormPage, RegionPage
from portal.desk.borders import NARROWED, anybody
from portal.media.models import PortalDocument, PortalImage
from tests.editing.conftest import ClientOf, document_in, picture_in
from tests.house.test_admin_crawl import ADMIN
from tests.support.routes import Route

pytestmark = pytest.mark.django_db

SECRET = "Zaunkoenig"
SOUGHT = "Zaun"  # what is typed comes back with the answer
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# They log out, or fail on purpose.
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test"}
ROUTES = [route for route in ADMIN if route.name not in LEFT_OUT]
REACHED = [route for route in ROUTES if route.name in NARROWED.keys() | OFFICE_ADMIN_VIEWS]

# Shown to every office; `tests/house/test_admin_crawl.py` asks them about organisations.
SHOWN = OFFICE_ADMIN_VIEWS | {""}
# Answer to POST only.
FOR_POST = {
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:set_page_position",
    "wagtail_localize:edit_string_translation",
    "wagtail_localize:edit_override",
    "wagtail_localize:upload_pofile",
    "desk:draft_translation",
    "wagtail_localize:stop_translation",
    "wagtaildocs:edit_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_multiple",
    "wagtaildocs:delete_upload_multiple",
    "wagtailimages:edit_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_multiple",
    "wagtailimages:delete_upload_multiple",
}
# Need a page in another state than the one asked about: of another type, live, an alias.
OF_OTHER_PAGES = {
    "wagtail_bulk_action",
    "wagtailadmin_block_preview",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:unpublish",
    "cms_story:story",
    "cms_story:adapt_example",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_pages:revisions_index",
    "wagtail_localize:convert_to_alias",
    "wagtailforms:list_submissions",
    "wagtailforms:list_submissions_results",
    "wagtailforms:delete_submissions",
}
# Where an administrator must meet the word.
TELLING = {
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:history",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_api:pages:detail",
    "desk:update_translations",
    "wagtailimages:index",
    "wagtailimages:edit",
    "wagtailimages_chooser:choose",
    "wagtaildocs:index",
    "wagtaildocs_chooser:choose",
    "desk_redirects:index",
    "desk_redirects:edit",
    "desk_redirects:delete",
    "desk_promotions:index",
    "desk_promotions:edit",
}


@dataclass
class Things:
    """What addresses can lead to: of one side of the border."""

    region: RegionPage
    article: Page
    form: Page
    numbers: dict[str, int]


def lay_out(region: RegionPage, user: User, word: str) -> Things:
    """A region with all that an office may have, in each the word. Nothing is published."""
    RegionPage.objects.filter(translation_key=region.translation_key).update(
        title=f"{word} Region", draft_title=f"{word} Region"
    )
    region = RegionPage.objects.get(pk=region.pk)
    article, form = (
        region.add_child(
            instance=model(title=f"{word} {model.__name__}", live=False, owner=user, **fields)
        )
        for model, fields in ((ArticlePage, {}), (FormPage, {}))
    )
    for page in (region, article, form):
        revision = page.save_revision(user=user)
        PageLogEntry.objects.log_action(page, "wagtail.edit", user=user, revision=revision)
    translate_object(article, [Locale.objects.get(language_code="en")])
    translation = Translation.objects.get(source__object_id=article.translation_key)
    image = picture_in(region.territory.ags, f"{word} Bild")
    document = document_in(region.territory.ags, f"{word} Dokument")
    upload = UploadedFile.objects.create(
        file=SimpleUploadedFile(f"{word}.jpg", b"x"), uploaded_by_user=user
    )
    address = f"{region.url}{word}-alt"
    redirect = Redirect.objects.create(old_path=address, redirect_page=article)
    query = Query.get(f"{word} Wort")
    for sought in (query, Query.get(SOUGHT)):
        SearchPromotion.objects.create(query=sought, page=article, description=word, sort_order=0)
    numbers = {
        "redirect_id": redirect.pk,
        "query_id": query.pk,
        "translation_id": translation.pk,
        "translation_source_id": translation.source_id,
        "string_segment_id": translation.source.stringsegment_set.first().pk,
        "image_id": image.pk,
        "document_id": document.pk,
        "doc_id": document.pk,
        "uploaded_file_id": upload.pk,
        "revision_id": article.latest_revision.pk,
        "collection_id": image.collection_id,
    }
    return Things(region, article, form, numbers)


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
    "mode": "default",
    "object_id": "1",
    "session_id": "1",
}


def address(route: Route, things: Things, page: Page) -> str:
    numbers = things.numbers

    def value(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name == "pk" and "image" in route.name:
            name = "image_id"
        elif name == "pk" and "doc" in route.name:
            name = "document_id"
        return WORDS.get(name) or str(numbers.get(name, page.pk))

    path = PARAMETER.sub(value, route.path).replace("^.*/$", "unknown/").replace("\\.", ".")
    path = "/" + re.sub(r"[\^$]", "", path)
    if "_api:" in route.name:
        return path + ("" if "detail" in route.name else f"?search={SOUGHT}")
    chosen = things.article.pk
    if route.name.endswith("chooser:chosen_multiple"):
        chosen = numbers["image_id" if "images" in route.name else "document_id"]
    query = {
        "id": [chosen, *(["all"] if "bulk" in route.name else [])],
        "childOf": things.region.pk,
        "target_pages[]": things.article.pk,
        "collection_id": numbers["collection_id"],
        "q": SOUGHT,
        "term": SOUGHT,
        "search_all": 1,
    }
    return f"{path}?{urlencode(query, doseq=True)}"


@pytest.fixture
def own(office: User, region: RegionPage) -> Things:
    return lay_out(region, office, "Kranich")


@pytest.fixture
def foreign(foreign_region: RegionPage, office_elsewhere: User) -> Things:
    User.objects.filter(pk=office_elsewhere.pk).update(first_name=SECRET)
    return lay_out(foreign_region, office_elsewhere, SECRET)


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def test_all_that_is_narrowed_exists() -> None:
    assert NARROWED.keys() <= {route.name for route in ADMIN}
    assert not NARROWED.keys() & OFFICE_ADMIN_VIEWS


def leak_of(response: Any) -> str:
    shown = body_of(response)
    at = shown.find(SECRET)
    return shown[max(0, at - 120) : at + 80] if at >= 0 else ""


def state() -> dict[str, list[Any]]:
    """All that a view could have changed for somebody else."""
    models = (
        *(Page, PortalImage, PortalDocument, StringTranslation, Translation),
        *(Redirect, Query, SearchPromotion),
    )
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.once
def test_nothing_foreign_is_shown_found_or_changed(
    own: Things, foreign: Things, desk: Client, plain_404: None
) -> None:
    leaks, found = {}, {}
    before = state()
    desk.raise_request_exception = False  # Wagtail's form for links fails where a field is missing
    for route in ROUTES:
        for page in (foreign.article, foreign.region):
            url = address(route, foreign, page)
            for response in (desk.get(url), desk.post(url, {"value": "x", "name": "x"})):
                if leak := leak_of(response):
                    leaks[route.name] = (url, leak)
                closed = NARROWED.get(route.name) is not anybody
                if closed and route.name not in SHOWN and response.status_code != 404:
                    found[route.name] = (url, response.status_code)
    assert leaks == {}
    assert found == {}
    assert state() == before


def test_the_page_for_what_is_foreign_says_nothing_of_it(
    own: Things, foreign: Things, desk: Client
) -> None:
    for page in (foreign.article, foreign.region):
        response = desk.get(f"/admin/pages/{page.pk}/edit/")
        assert response.status_code == 404
        assert "<main" in body_of(response)
        assert leak_of(response) == ""


@pytest.mark.once
def test_one_works_with_ones_own_and_meets_nothing_foreign(
    own: Things, foreign: Things, desk: Client
) -> None:
    leaks, answers = {}, {}
    for route in REACHED:
        url = address(route, own, own.article)
        response = desk.get(url)
        answers.setdefault(route.name, response.status_code)
        if leak := leak_of(response):
            leaks[route.name] = (url, leak)
    assert leaks == {}
    assert {name for name, status in answers.items() if status == 405} >= FOR_POST
    unfit = FOR_POST | OF_OTHER_PAGES
    assert {name for name in NARROWED.keys() - unfit if answers[name] != 200} == set()


def test_an_administrator_meets_the_word(
    own: Things, foreign: Things, administrator: User, client_of: ClientOf
) -> None:
    """Otherwise the crawl would prove nothing: it is there to be found."""
    client = client_of(administrator)
    routes = [route for route in ROUTES if route.name in TELLING]
    met = {r.name for r in routes if leak_of(client.get(address(r, foreign, foreign.article)))}
    assert met == TELLING
