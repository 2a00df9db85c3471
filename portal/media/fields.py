"""The ways of a picture into the portal: a form, and the field that every other way ends in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from wagtail.images import fields, models

from portal.media.bare import bare, moves


class PictureField(fields.WagtailImageField):
    """Takes only what can be drawn: Wagtail reads the head of the file and trusts the rest."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
            f.seek(0)
            with Image.open(f) as picture:
                moving = moves(picture)
            if not moving and (content := bare(f)) is not None:
                _overwrite(f, content)
        except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        finally:
            f.seek(0)
        if moving:
            raise ValidationError(
                _("Pictures that move are not taken. Please choose one that stands still."),
                code="animated",
            )


def _overwrite(file: Any, content: bytes) -> None:
    """In its place: of several pictures at once, Wagtail keeps what was sent, not what is clean."""
    file.seek(0)
    file.truncate()
    file.write(content)
    file.flush()
    file.size = len(content)


class BareImageFile(models.WagtailImageFieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Whoever stores it, an import too: nothing but the picture reaches the storage."""
        if (clean := bare(content)) is not None:
            content = ContentFile(clean, name)
        super().save(name, content, save)


class BareImageField(models.WagtailImageField):
    attr_class = BareImageFile
