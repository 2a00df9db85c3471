"""Two offices at their desks: Altenburger Land with Anna, Greiz with Emil."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Locale

from partners.accounts.models import User
from portal.cms.models import ArticlePage, RegionPage
from portal.desk.actions import equip
from portal.desk.models import TerritoryCollection
from portal.media.models import PortalDocument, PortalImage
from tests.cast import territory

ClientOf = Callable[[User | None], Client]

# What leads to a page of Anna's: who finds it in the admin.
WHO_REACHES_OWN = {
    "newcomer": 404,
    "owner": 404,
    "reader": 404,
    "office_elsewhere": 404,
    "office": 200,
    "administrator": 200,
}


def region_page(ags: str, language: str = "de") -> RegionPage:
    return RegionPage.objects.get(territory__ags=ags, locale__language_code=language)


def equipped(ags: str) -> RegionPage:
    equip(territory(ags))
    return region_page(ags)


def article_below(page: RegionPage, title: str = "Ankommen leicht gemacht") -> ArticlePage:
    article = page.add_child(instance=ArticlePage(title=title, locale=Locale.get_default()))
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def picture_file(name: str = "markt.jpg", size: tuple[int, int] = (120, 80)) -> SimpleUploadedFile:
    stream = io.BytesIO()
    kind = {"jpg": "JPEG"}.get(name.rpartition(".")[2], name.rpartition(".")[2].upper())
    Image.new("RGB", size, "seagreen").save(stream, kind)
    return SimpleUploadedFile(name, stream.getvalue(), f"image/{kind.lower()}")


def picture_in(ags: str, title: str = "Marktplatz") -> PortalImage:
    return PortalImage.objects.create(
        title=title,
        file=picture_file(),
        description="Menschen sitzen auf dem Marktplatz",
        collection=TerritoryCollection.objects.get(territory__ags=ags).collection,
    )


def document_in(ags: str, title: str = "Wegweiser") -> PortalDocument:
    return PortalDocument.objects.create(
        title=title,
        file=SimpleUploadedFile("wegweiser.pdf", b"%PDF-1.7 Wegweiser"),
        collection=TerritoryCollection.objects.get(territory__ags=ags).collection,
    )


@pytest.fixture
def region(office: User) -> RegionPage:
    """The region page of Anna's office."""
    return equipped("16077")


@pytest.fixture
def foreign_region(office_elsewhere: User) -> RegionPage:
    """The region page of Emil's office."""
    return equipped("16076")


@pytest.fixture
def desk(office: User, region: RegionPage, client_of: ClientOf) -> Client:
    """Anna's browser, in the admin."""
    return client_of(office)
