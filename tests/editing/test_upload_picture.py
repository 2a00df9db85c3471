"""A picture says what is to be seen on it, and nothing hostile comes in, wherever one uploads."""

import io
import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from partners.accounts.models import User
from portal.cms.models import RegionPage
from portal.desk.models import TerritoryCollection
from portal.media.models import PortalImage
from tests.editing.conftest import picture_file, picture_in

pytestmark = pytest.mark.django_db

PAGE = "wagtailimages:add"
CHOOSER = "wagtailimages_chooser:create"
MEGABYTE = 1024 * 1024


def form(name: str, **fields: object) -> dict[str, object]:
    values = {"title": "Marktplatz", "file": picture_file(), "description": "", **fields}
    prefix = "image-chooser-upload-" if name == CHOOSER else ""
    return {f"{prefix}{key}": value for key, value in values.items()}


@pytest.mark.parametrize("name", [PAGE, CHOOSER])
def test_with_a_description_it_lies_in_the_offices_collection(
    name: str, desk: Client, office: User
) -> None:
    desk.post(reverse(name), form(name, description="Menschen auf dem Markt", credit="Foto: Kim"))
    picture = PortalImage.objects.get()
    assert picture.collection == TerritoryCollection.objects.get().collection
    assert picture.uploaded_by_user == office
    assert picture.credit == "Foto: Kim"


@pytest.mark.parametrize("name", [PAGE, CHOOSER])
@pytest.mark.parametrize("description", ["", "   "])
def test_without_a_description_it_is_refused(name: str, description: str, desk: Client) -> None:
    response = desk.post(reverse(name), form(name, description=description))
    assert not PortalImage.objects.exists()
    content = response.content.decode("unicode-escape" if name == CHOOSER else "utf-8")
    assert "Dieses Feld muss ausgefüllt werden" in content


@pytest.mark.parametrize("description", ["markt.jpg", "Markt", "MARKT.JPG"])
def test_the_name_of_the_file_describes_nothing(description: str, desk: Client) -> None:
    response = desk.post(reverse(PAGE), form(PAGE, description=description))
    assert not PortalImage.objects.exists()
    assert list(response.context["form"].errors) == ["description"]


def test_several_at_once_wait_for_their_descriptions(desk: Client) -> None:
    response = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Markt", "files[]": picture_file()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.json()["success"]
    assert not PortalImage.objects.exists()
    upload = UploadedFile.objects.get()
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk])
    fields = {"title": "Markt", "description": ""}

    def send(description: str) -> dict[str, object]:
        prefix = f"uploaded-image-{upload.pk}-"
        sent = {f"{prefix}{k}": v for k, v in (fields | {"description": description}).items()}
        return desk.post(url, sent, headers={"x-requested-with": "XMLHttpRequest"}).json()

    assert not send("")["success"]
    assert not PortalImage.objects.exists()
    assert send("Menschen auf dem Markt")["success"]
    assert PortalImage.objects.get().description == "Menschen auf dem Markt"


def test_a_description_cannot_be_taken_away_again(desk: Client) -> None:
    picture = picture_in("16077")
    url = reverse("wagtailimages:edit", args=[picture.pk])
    response = desk.post(url, {"title": "Markt", "description": ""})
    assert response.context["form"].errors["description"]
    picture.refresh_from_db()
    assert picture.description


def test_the_focal_point_is_kept_and_counts(desk: Client) -> None:
    picture = picture_in("16077")
    point = {
        "focal_point_x": 100,
        "focal_point_y": 40,
        "focal_point_width": 20,
        "focal_point_height": 20,
    }
    desk.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Markt", "description": "Menschen auf dem Markt", **point},
    )
    picture.refresh_from_db()
    assert picture.focal_point_x == 100
    assert picture.get_rendition("fill-40x40").focal_point_key


def test_it_is_shown_in_modern_formats_and_sizes_without_a_jump(region: RegionPage) -> None:
    picture = picture_in("16077")
    template = Template(
        "{% load wagtailimages_tags %}"
        '{% picture picture format-{avif,webp,jpeg} width-{60,100} sizes="100vw" loading="lazy" %}'
    )
    html = template.render(Context({"picture": picture}))
    for part in (
        'type="image/avif"',
        'type="image/webp"',
        ".jpg 60w",
        'sizes="100vw"',
        'loading="lazy"',
        'alt="Menschen sitzen auf dem Marktplatz"',
        'width="60"',
        'height="40"',
    ):
        assert part in html, html


# --- What does not come in ------------------------------------------------------------------


def chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int) -> bytes:
    """A picture of any size in a few bytes: its lines are all the same."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * 1000, 9)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def gif(frames: int) -> bytes:
    stream = io.BytesIO()
    pictures = [Image.new("P", (400, 400), number % 256) for number in range(frames)]
    pictures[0].save(stream, "GIF", save_all=True, append_images=pictures[1:])
    return stream.getvalue()


def webp(frames: int) -> bytes:
    stream = io.BytesIO()
    pictures = [Image.new("RGB", (2000, 2000), (number, 0, 0)) for number in range(frames)]
    pictures[0].save(stream, "WEBP", save_all=True, append_images=pictures[1:], lossless=True)
    return stream.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "vector with script": ("a.svg", lambda: SVG),
    "vector named png": ("a.png", lambda: SVG),
    "vector named jpg": ("a.jpg", lambda: b'<?xml version="1.0"?>' + SVG),
    "compressed vector": ("a.svgz", lambda: zlib.compress(SVG)),
    "page named jpg": ("a.jpg", lambda: HTML),
    "page": ("a.html", lambda: HTML),
    "script": ("a.js", lambda: b"alert(1)"),
    "program": ("a.png", lambda: b"MZ\x90\0" + b"\0" * 500),
    "archive named png": ("a.png", lambda: b"PK\x03\x04" + b"\0" * 500),
    "document named png": ("a.png", lambda: b"%PDF-1.7\n" + b"\0" * 500),
    "bomb of 900 million points": ("a.png", lambda: png(30_000, 30_000)),
    "bomb of 4 billion points": ("a.png", lambda: png(65_535, 65_535)),
    "long thin bomb": ("a.png", lambda: png(2_000_000_000, 1)),
    "just too many points": ("a.png", lambda: png(5_001, 5_000)),
    "many frames": ("a.gif", lambda: gif(100)),
    "many frames named png": ("a.png", lambda: gif(3)),
    "many large frames": ("a.webp", lambda: webp(8)),
    "too heavy": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\0" * (11 * MEGABYTE)),
    "cut off": ("a.jpg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "empty": ("a.png", lambda: b""),
    "format of a design program": ("a.jpg", lambda: b"8BPS\0\x01" + b"\0" * 500),
    "path in its name": ("../../a.php", lambda: b"<?php"),
}


@pytest.mark.once
@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_hostile_is_accepted(case: str, desk: Client) -> None:
    name, make = HOSTILE[case]
    content = make()
    tracemalloc.start()
    for view in (PAGE, CHOOSER):
        file = SimpleUploadedFile(name, content, "image/png")
        response = desk.post(reverse(view), form(view, file=file, description="Ein Bild"))
        assert response.status_code == 200
    response = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "a", "files[]": SimpleUploadedFile(name, content, "image/png")},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not response.json()["success"]
    assert not PortalImage.objects.exists()
    assert not UploadedFile.objects.exists()
    assert most < 200 * MEGABYTE
