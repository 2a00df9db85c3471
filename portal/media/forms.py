"""What an uploaded file must be."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.media.contents import FILMS, ending, is_what_it_says

# Some cameras and phones put a small second picture into a photo; that does not move.
STILL = ("MPO",)


class PictureField(WagtailImageField):
    """Takes only what can be drawn: Wagtail reads the head of the file and trusts the rest."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
            f.seek(0)
            with Image.open(f) as picture:
                moves = getattr(picture, "is_animated", False) and picture.format not in STILL
                if not moves:
                    picture.load()
        except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        finally:
            f.seek(0)
        if moves:
            raise ValidationError(
                _("Pictures that move are not taken. Please choose one that stands still."),
                code="animated",
            )


class PictureForm(BaseImageForm):
    """A name of a file describes nothing: cameras give it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given := self.fields.get("file"):
            self.fields["file"] = PictureField(
                required=given.required, label=given.label, widget=given.widget
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file") or self.instance.file
        description = cleaned.get("description", "").casefold()
        name = str(getattr(file, "name", "") or "").rpartition("/")[2].casefold()
        if description and description in (name, name.rpartition(".")[0]):
            self.add_error(
                "description",
                _("This is the name of the file. Please say what is to be seen in the picture."),
            )
        return cleaned


HEAVIEST_BUT_FILMS = 20 * 1024 * 1024  # bytes


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> File:
        file: File = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file.size > HEAVIEST_BUT_FILMS and ending(file) not in FILMS:
            raise forms.ValidationError(
                _("This file has %(size)s. Only films may have more than %(most)s.")
                % {
                    "size": filesizeformat(file.size),
                    "most": filesizeformat(HEAVIEST_BUT_FILMS),
                }
            )
        if not is_what_it_says(file):
            raise forms.ValidationError(
                _(
                    "The content of this file does not fit its name, or holds macros or too much "
                    "data. Please save it anew in the program you made it with."
                )
            )
        return file
