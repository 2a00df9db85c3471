"""Pictures and documents of the pages, as models of ours: what they must say cannot be left out."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, get_upload_to

from portal.media.contents import FILMS, SUBTITLES, ending
from portal.media.fields import BareImageField


class PortalImage(AbstractImage):
    """A picture with what it shows, for those who do not see it, and who made it."""

    # Wagtail's, but for the kind of the first. Its size stands below it, for it may be turned when
    # it is stored, and fields are stored in the order they stand in.
    file = BareImageField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    width = models.IntegerField("width", editable=False)
    height = models.IntegerField("height", editable=False)
    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("What is to be seen, for people who do not see it."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made it, and under which licence; shown below the picture."),
    )

    # Without tags: a list of words of all offices would be offered, and nobody asks for them.
    admin_form_fields: ClassVar[tuple[str, ...]] = (
        *(name for name in Image.admin_form_fields if name != "tags"),
        "credit",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PortalRendition(AbstractRendition):
    """A size and format of a picture, made once and kept."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            )
        ]


class PortalDocument(AbstractDocument):
    """A file to download, a film, or the subtitles of one."""

    admin_form_fields: ClassVar[tuple[str, ...]] = tuple(
        name for name in Document.admin_form_fields if name != "tags"
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def is_film(self) -> bool:
        return ending(self.file) in FILMS

    @property
    def is_subtitles(self) -> bool:
        return ending(self.file) == SUBTITLES
