"""What an uploaded file must be."""

from typing import Any

from django import forms
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.media.contents import FILMS, ending, is_what_it_says
from portal.media.fields import PictureField


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
