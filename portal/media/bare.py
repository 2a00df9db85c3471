"""Takes out of a picture what it tells beside itself: place, time, camera, preview, editor's notes.

Phones write where a photo was taken, to a few metres. What goes on show is the picture alone.
"""

import struct
from io import BytesIO
from typing import IO, Any

from PIL import Image, ImageOps

# Some cameras and phones put a small second picture into a photo; that does not move.
STILL = ("MPO",)
# All of it says how the picture is to be drawn. What is not named here goes.
DRAWING = {
    "adobe",
    "adobe_transform",
    "aspect",
    "background",
    "chromaticity",
    "dpi",
    "duration",
    "gamma",
    "icc_profile",
    "interlace",
    "jfif",
    "jfif_density",
    "jfif_unit",
    "jfif_version",
    "loop",
    "progression",
    "progressive",
    "srgb",
    "timestamp",
    "transparency",
}
SEGMENTS = (b"JFIF\0", b"JFXX\0", b"ICC_PROFILE\0", b"Adobe")
END_OF_JPEG = b"\xff\xd9"
# Nobody sees a difference to what came in.
QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95},
    "WEBP": {"quality": 95, "method": 4},
    "AVIF": {"quality": 92},
    "PNG": {},
}


def moves(picture: Image.Image) -> bool:
    return bool(getattr(picture, "is_animated", False)) and picture.format not in STILL


def bare(file: IO[bytes]) -> bytes | None:
    """The picture alone and upright, or nothing if that is what the file is already."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    with Image.open(BytesIO(content)) as picture:
        picture.load()  # what stands behind the picture is found only then
        if _is_bare(picture, content):
            return None
        if moves(picture):
            raise ValueError("A picture that moves would lose all but its first frame.")
        return _drawn_anew(picture)


def _is_bare(picture: Image.Image, content: bytes) -> bool:
    if picture.format in STILL or not {str(key) for key in picture.info} <= DRAWING:
        return False
    if getattr(picture, "private_chunks", []):
        return False
    if picture.format != "JPEG":
        return True
    segments = [body for _name, body in getattr(picture, "applist", [])]
    return all(body.startswith(SEGMENTS) for body in segments) and content.endswith(END_OF_JPEG)


def _drawn_anew(picture: Image.Image) -> bytes:
    kind = "JPEG" if picture.format in STILL else str(picture.format)
    upright = _upright(picture)
    # Pillow would write some of it again by itself.
    upright.info = {
        key: picture.info[key] for key in ("icc_profile", "transparency") if key in picture.info
    }
    stream = BytesIO()
    profile = upright.info.get("icc_profile")
    upright.save(stream, kind, icc_profile=profile, **QUALITY.get(kind, {}))
    return stream.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """As the camera was held; what cannot be read says nothing about that."""
    try:
        return ImageOps.exif_transpose(picture)
    except (KeyError, OSError, SyntaxError, TypeError, ValueError, struct.error):
        return picture.copy()
