"""Photos tell where they were taken. Nothing of that is kept, whichever way a picture comes in."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.models import UploadedFile

from portal.cms.models import RegionPage
from portal.desk.models import TerritoryCollection
from portal.media.bare import bare
from portal.media.fields import PictureField
from portal.media.models import PortalImage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_renditions_of_pictures_before() -> None:
    """Wagtail keeps them by the number of the picture, which every test begins anew."""
    cache.clear()


CAMERA = b"Kamera von Anna"
REMARK = b"zu Hause bei Anna"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><p>' + REMARK + b"</p></x:xmpmeta>"
TURNED_LEFT = 6  # lies on its side: the camera was held upright
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
AJAX = {"x-requested-with": "XMLHttpRequest"}


def where_and_when() -> Image.Exif:
    """What a phone writes: 50° 59' 24" N, 12° 26' 24" E, and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = TURNED_LEFT
    exif[0x0110] = CAMERA.decode()
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (50.0, 59.0, 24.0), 3: "E", 4: (12.0, 26.0, 24.0), 29: "2026:11:24"}
    )
    return exif


def lying() -> Image.Image:
    """Sixty wide and forty high; turned upright, what is red comes to stand at the top."""
    picture = Image.new("RGB", (60, 40), "blue")
    picture.paste("red", (0, 0, 30, 40))
    return picture


def photo(kind: str) -> bytes:
    stream = io.BytesIO()
    extra: dict[str, object] = {"xmp": XMP}
    if kind == "png":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", REMARK.decode())
        extra = {"pnginfo": notes}
    elif kind == "jpg":
        extra["comment"] = REMARK
    lying().save(stream, KINDS[kind], exif=where_and_when(), icc_profile=PROFILE, **extra)
    return stream.getvalue()


def upload(kind: str = "jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"photo.{kind}", photo(kind), "image/jpeg")


def single(desk: Client, kind: str) -> None:
    fields = {"title": "Haus", "description": "Ein Haus", "file": upload(kind)}
    desk.post(reverse("wagtailimages:add"), fields)


def chooser(desk: Client, kind: str) -> None:
    fields = {"title": "Haus", "description": "Ein Haus", "file": upload(kind)}
    desk.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{name}": value for name, value in fields.items()},
    )


def several(desk: Client, kind: str) -> None:
    sent = {"title": "Haus", "files[]": upload(kind)}
    desk.post(reverse("wagtailimages:add_multiple"), sent, headers=AJAX)
    waiting = UploadedFile.objects.get()
    with waiting.file.open() as file:
        assert_bare(file.read())
    prefix = f"uploaded-image-{waiting.pk}-"
    desk.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]),
        {f"{prefix}title": "Haus", f"{prefix}description": "Ein Haus"},
        headers=AJAX,
    )


def program(_desk: Client, kind: str) -> None:
    PortalImage.objects.create(
        title="Haus",
        description="Ein Haus",
        file=ContentFile(photo(kind), f"photo.{kind}"),
        collection=TerritoryCollection.objects.get().collection,
    )


def other_file(desk: Client, kind: str) -> None:
    """A new file for a picture that is there."""
    picture = PortalImage.objects.create(
        title="Haus",
        description="Ein Haus",
        file=ContentFile(clean(kind), f"clean.{kind}"),
        collection=TerritoryCollection.objects.get().collection,
    )
    fields = {"title": "Haus", "description": "Ein Haus", "file": upload(kind)}
    desk.post(reverse("wagtailimages:edit", args=[picture.pk]), fields)


WAYS: list[Callable[[Client, str], None]] = [single, chooser, several, program, other_file]


def clean(kind: str) -> bytes:
    stream = io.BytesIO()
    lying().save(stream, KINDS[kind], icc_profile=PROFILE)
    return stream.getvalue()


def assert_bare(content: bytes) -> None:
    assert CAMERA not in content
    assert REMARK not in content
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment"} & picture.info.keys()


def assert_upright(content: bytes) -> None:
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.width < picture.height) is True
        above, below = (
            picture.convert("RGB").getpixel((picture.width // 2, picture.height * part // 8))
            for part in (1, 7)
        )
    assert above[0] > 200 > 60 > above[2]
    assert below[2] > 200 > 60 > below[0]


def content_of(file: File) -> bytes:
    with file.open() as opened:
        return opened.read()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_neither_the_original_nor_a_rendition_tells_the_place(
    way: Callable[[Client, str], None], kind: str, desk: Client, region: RegionPage
) -> None:
    assert CAMERA in photo(kind)
    way(desk, kind)
    picture = PortalImage.objects.get()
    assert (picture.width, picture.height) == (40, 60)
    assert picture.get_file_size() == picture.file.size
    renditions = [
        picture.get_rendition(spec).file
        for spec in ("original", "width-20", "width-20|format-webp", "width-20|format-avif")
    ]
    for file in (picture.file, *renditions):
        assert_bare(content_of(file))
        assert_upright(content_of(file))
    with Image.open(io.BytesIO(content_of(picture.file))) as stored:
        assert stored.info["icc_profile"] == PROFILE
        assert stored.format == KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_tells_nothing_stays_byte_for_byte(kind: str, desk: Client) -> None:
    assert bare(io.BytesIO(clean(kind))) is None
    assert bare(io.BytesIO(bare(io.BytesIO(photo(kind))) or b"")) is None


def test_a_large_photo_on_its_way_through_the_disk(desk: Client) -> None:
    """Django keeps large uploads in a file of its own, and moves that into the storage."""
    content = photo("jpg")
    file = TemporaryUploadedFile("photo.jpg", "image/jpeg", len(content), None)
    file.write(content)
    file.seek(0)
    taken = PictureField().clean(file)
    on_disk = Path(taken.temporary_file_path()).read_bytes()
    assert_bare(on_disk)
    assert taken.size == len(on_disk)
    file.close()


def test_a_second_picture_inside_goes_too() -> None:
    """A preview in the file shows what was cut away from the picture."""
    stream = io.BytesIO()
    first, preview = lying(), Image.new("RGB", (60, 40), "white")
    first.save(stream, "MPO", save_all=True, append_images=[preview], exif=where_and_when())
    content = bare(stream) or b""
    assert_bare(content)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.format == "JPEG"


def test_what_hangs_behind_a_picture_goes_too() -> None:
    film = clean("jpg") + b"ftypmp42" + REMARK
    assert_bare(bare(io.BytesIO(film)) or film)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_picture_with_broken_notes_is_taken_without_them() -> None:
    stream = io.BytesIO()
    lying().save(stream, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + REMARK)
    assert_bare(bare(stream) or stream.getvalue())


def test_see_through_parts_stay_so() -> None:
    stream = io.BytesIO()
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Anna")
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(stream, "PNG", pnginfo=notes)
    with Image.open(io.BytesIO(bare(stream) or b"")) as picture:
        assert picture.getpixel((1, 1)) == (0, 0, 0, 0)
        assert "Author" not in picture.info


def test_a_film_keeps_its_frames_or_is_refused() -> None:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), (shade, 0, 0)) for shade in (0, 100, 200)]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], xmp=XMP)
    with pytest.raises(ValueError, match="moves"):
        bare(stream)
