"""A number typed by hand brings no picture, document or draft of others onto one's own page."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation
from wagtail_localize.operations import translate_object

from partners.accounts.models import User
from portal.cms.models import ArticlePage, FormPage, MaterialPage, RegionPage
from portal.media.models import PortalDocument, PortalImage
from tests.editing.conftest import article_below, document_in, picture_in
from tests.editing.test_publish_page import filled, save, write

pytestmark = pytest.mark.django_db

SECRET = "Zaunkoenig"


@pytest.fixture
def picture(foreign_region: RegionPage) -> PortalImage:
    return picture_in("16076", f"{SECRET} Bild")


@pytest.fixture
def document(foreign_region: RegionPage) -> PortalDocument:
    document = document_in("16076", f"{SECRET} Dokument")
    document.file.save(f"{SECRET}.pdf", ContentFile(b"%PDF-1.7"))
    return document


@pytest.fixture
def draft(foreign_region: RegionPage) -> Page:
    page = article_below(foreign_region, f"{SECRET} Entwurf")
    page.unpublish()
    return page


def text(**entity: Any) -> str:
    """What Draftail sends for a text with one link."""
    kind = {"data": entity, "type": entity.pop("kind"), "mutability": "MUTABLE"}
    range_ = {"key": 0, "offset": 0, "length": 4}
    block = {
        "key": "a",
        "text": "Hier steht mehr",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [range_],
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": kind}})


def link(page: Page) -> dict[str, Any]:
    call = {"title": "Mehr", "text": "", "label": "Hier", "target": {"page": page.pk, "url": ""}}
    return {"body": streamfield([("call", call)])}


def foreign_things(picture: PortalImage, document: PortalDocument, draft: Page) -> dict[str, Any]:
    """Each way to name something foreign in the form of an article."""
    described = {"image": picture.pk, "caption": "", "description": ""}
    file = {"title": "Plan", "document": document.pk}
    return {
        "field": {"lead_image": picture.pk},
        "block": {"body": streamfield([("picture", described)])},
        "file": {"body": streamfield([("download", file)])},
        "page": link(draft),
        "file in a text": {"body": streamfield([("text", text(kind="DOCUMENT", id=document.pk))])},
        "page in a text": {"body": streamfield([("text", text(kind="LINK", id=draft.pk))])},
    }


@pytest.mark.parametrize(
    "way", ["field", "block", "file", "page", "file in a text", "page in a text"]
)
def test_it_is_refused_at_the_field_and_shows_nothing(
    way: str,
    desk: Client,
    region: RegionPage,
    picture: PortalImage,
    document: PortalDocument,
    draft: Page,
) -> None:
    fields = foreign_things(picture, document, draft)[way]
    article = article_below(region)
    for response in (save(desk, article, **fields), write(desk, region, **fields)):
        errors = response.context["form"].errors
        assert list(errors) == list(fields)
        shown = response.content.decode()
        assert SECRET.casefold() not in shown.casefold()
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().lead_image is None
    assert ArticlePage.objects.filter(locale=region.locale).count() == 2  # theirs and ours


def test_the_words_of_a_refused_text_are_kept(
    desk: Client, region: RegionPage, document: PortalDocument
) -> None:
    body = streamfield([("text", text(kind="DOCUMENT", id=document.pk))])
    response = write(desk, region, body=body)
    assert "Hier steht mehr" in response.content.decode()


def test_ones_own_and_what_is_public_is_taken(
    desk: Client, region: RegionPage, foreign_region: RegionPage
) -> None:
    public = article_below(foreign_region, "Für alle")
    for page in (foreign_region, region):
        page.get_latest_revision().publish()
    response = write(desk, region, lead_image=picture_in("16077").pk, **link(public))
    assert response.status_code == 302
    article = ArticlePage.objects.child_of(region).get()
    assert article.lead_image.title == "Marktplatz"


def test_what_the_page_shows_already_may_stay(
    desk: Client, region: RegionPage, picture: PortalImage
) -> None:
    """An adapted example and the county's story bring pictures of others."""
    article = article_below(region)
    article.lead_image = picture
    article.save_revision()
    assert save(desk, article, lead_image=picture.pk).status_code == 302


def test_an_administrator_chooses_from_all(
    administrator: User, region: RegionPage, picture: PortalImage, client_of: Any
) -> None:
    client = client_of(administrator)
    assert write(client, region, lead_image=picture.pk).status_code == 302


def test_the_same_holds_for_material_and_forms(
    desk: Client, region: RegionPage, picture: PortalImage, document: PortalDocument
) -> None:
    material = region.add_child(instance=MaterialPage(title="Heft", link="https://example.org/"))
    form = region.add_child(instance=FormPage(title="Frage"))
    sent = filled(topics=[], document=document.pk, link="", publisher="", edition="")
    url = reverse("wagtailadmin_pages:edit", args=[material.pk])
    assert "document" in desk.post(url, sent).context["form"].errors
    fields = {
        "button": "Senden",
        "retention_days": 90,
        "thanks": rich_text("Danke"),
        "lead_image": picture.pk,
        "form_fields-TOTAL_FORMS": 0,
        "form_fields-INITIAL_FORMS": 0,
    }
    url = reverse("wagtailadmin_pages:edit", args=[form.pk])
    response = desk.post(url, filled(**nested_form_data(fields)))
    assert list(response.context["form"].errors) == ["lead_image"]


@pytest.mark.parametrize("part", ["lead_image", "body"])
def test_a_translation_takes_no_other_either(
    part: str, desk: Client, region: RegionPage, picture: PortalImage
) -> None:
    own = picture_in("16077")
    article = article_below(region)
    article.lead_image = own
    article.body = [("picture", {"image": own, "caption": "", "description": ""})]
    article.save_revision().publish()
    translate_object(article, [Locale.objects.get(language_code="en")])
    translation = Translation.objects.get(source__object_id=article.translation_key)
    segment = OverridableSegment.objects.get(context__path__startswith=part)
    url = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])

    def send(pk: int, kind: str) -> int:
        if kind == "form":
            sent = {"data": f"value={pk}", "content_type": "application/x-www-form-urlencoded"}
        else:
            part = f'--x\r\nContent-Disposition: form-data; name="value"\r\n\r\n{pk}\r\n--x--\r\n'
            sent = {"data": part, "content_type": "multipart/form-data; boundary=x"}
        return desk.put(url, **sent).status_code

    for kind in ("form", "multipart"):
        assert send(picture.pk, kind) == 404
        assert not SegmentOverride.objects.exists()
        assert send(own.pk, kind) in (200, 201)
        SegmentOverride.objects.all().delete()
