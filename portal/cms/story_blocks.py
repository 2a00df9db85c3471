"""What a municipality's page keeps of the county's common story: own copies, and what is off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.cms.blocks import CONTENT


class KeyBlock(blocks.CharBlock):
    """A value that nobody types or translates."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.field.widget = forms.HiddenInput()

    def get_translatable_segments(self, _value: str) -> list[Any]:
        return []

    def restore_translated_segments(self, value: str, _segments: Any) -> str:
        return value


class OffBlock(blocks.StructBlock):
    """Says that the county's block `source` is not shown."""

    source = KeyBlock(label=" ")

    class Meta:
        icon = "cross"
        label = _("Not shown here")


class AdaptedBlock(blocks.StructBlock):
    """An own copy of the county's block `source`, made when that had this `version`."""

    source = KeyBlock(label=" ")
    version = KeyBlock(label=" ")
    content = blocks.StreamBlock(CONTENT, label=_("content"), min_num=1)

    class Meta:
        icon = "copy"
        label = _("Own copy")


STORY: list[tuple[str, blocks.Block]] = [("adapted", AdaptedBlock()), ("off", OffBlock())]
