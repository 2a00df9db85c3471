"""A document is what its name says, and nothing in it runs where it is opened."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import UploadedFile

from portal.cms.models import RegionPage
from portal.desk.models import TerritoryCollection
from portal.media.models import PortalDocument
from tests.editing.conftest import document_in

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def office_file(member: str, **others: bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", member: b"<x/>", **others})


ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
FINE = {
    "pdf": b"%PDF-1.7 text",
    "docx": office_file("word/document.xml"),
    "xlsx": office_file("xl/workbook.xml"),
    "pptx": office_file("ppt/presentation.xml"),
    "odt": zipped(**ODT),
    "csv": "Ort;Plätze\nWeida;12\n".encode("cp1252"),
    "txt": "Öffnungszeiten".encode(),
    "ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
    "webm": b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm",
    "vtt": b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\nWillkommen\n",
}


def send(desk: Client, name: str, content: bytes) -> object:
    file = SimpleUploadedFile(name, content)
    return desk.post(reverse("wagtaildocs:add"), {"title": "Wegweiser", "file": file})


@pytest.mark.parametrize("kind", FINE)
def test_it_lies_in_the_offices_collection(kind: str, desk: Client) -> None:
    send(desk, f"Wegweiser.{kind}", FINE[kind])
    assert PortalDocument.objects.get().collection == TerritoryCollection.objects.get().collection


def bomb() -> bytes:
    return office_file("xl/workbook.xml", **{"xl/worksheets/sheet1.xml": bytes(300 * MEGABYTE)})


HTML = b"<!doctype html><script>alert(1)</script>"
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "page": ("a.html", lambda: HTML),
    "vector": ("a.svg", lambda: HTML),
    "page named text": ("a.txt", lambda: b"\xef\xbb\xbf \n" + HTML),
    "page named pdf": ("a.pdf", lambda: HTML),
    "page named table": ("a.csv", lambda: HTML),
    "program": ("a.exe", lambda: b"MZ"),
    "program named text": ("a.txt", lambda: b"MZ\x90\0\x03"),
    "program named pdf": ("a.pdf", lambda: b"MZ\x90\0"),
    "two endings": ("a.pdf.exe", lambda: b"%PDF-1.7"),
    "archive": ("a.zip", lambda: zipped(x=b"x")),
    "archive named docx": ("a.docx", lambda: zipped(x=b"x")),
    "table named docx": ("a.docx", lambda: FINE["xlsx"]),
    "macros": ("a.docx", lambda: office_file("word/document.xml", **{"word/vbaProject.bin": b"x"})),
    "file for macros": ("a.docm", lambda: FINE["docx"]),
    "bomb": ("a.xlsx", bomb),
    "many members": (
        "a.xlsx",
        lambda: office_file("xl/workbook.xml", **{f"xl/{n}": b"" for n in range(6000)}),
    ),
    "cut off": ("a.docx", lambda: FINE["docx"][:60]),
    "other kind of odt": ("a.odt", lambda: zipped(mimetype=b"text/html")),
    "odt without a kind": ("a.odt", lambda: zipped(x=b"x")),
    "too heavy": ("a.pdf", lambda: b"%PDF-1.7" + bytes(21 * MEGABYTE)),
    "empty": ("a.pdf", lambda: b""),
    "page named film": ("a.mp4", lambda: HTML),
    "page named subtitles": ("a.vtt", lambda: HTML),
    "other film named webm": ("a.webm", lambda: b"\x1a\x45\xdf\xa3\x42\x82\x88matroska"),
    "text named subtitles": ("a.vtt", lambda: b"Willkommen"),
}


@pytest.mark.once
@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_hostile_is_accepted(case: str, desk: Client) -> None:
    name, make = HOSTILE[case]
    content = make()
    response = send(desk, name, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    several = desk.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "a", "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert not several.json()["success"]
    assert not PortalDocument.objects.exists()
    assert not UploadedFile.objects.exists()


def test_a_film_may_be_heavier_than_a_text(desk: Client) -> None:
    send(desk, "Rundgang.mp4", FINE["mp4"] + bytes(21 * MEGABYTE))
    assert PortalDocument.objects.get().is_film


def test_a_file_can_be_replaced_by_a_fine_one_only(desk: Client) -> None:
    document = document_in("16077")
    url = reverse("wagtaildocs:edit", args=[document.pk])
    bad = {"title": "Wegweiser", "file": SimpleUploadedFile("a.pdf", HTML)}
    assert desk.post(url, bad).context["form"].errors["file"]
    assert desk.post(url, {"title": "Neuer Titel"}).status_code == 302


def test_nothing_in_it_runs(
    region: RegionPage, client: Client, settings: Settings, tmp_path: Path
) -> None:
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": disk | {"OPTIONS": {"location": tmp_path}}}
    document = document_in("16077")
    response = client.get(document.url)
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    table = PortalDocument.objects.create(
        title="Tabelle",
        file=SimpleUploadedFile("tabelle.csv", b"a;b"),
        collection=document.collection,
    )
    response = client.get(table.url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    list(response.streaming_content)
