"""The common story: a county's blocks on the pages of its municipalities.

A municipality shows each block as the county has it, as an own copy, or not at all. A copy knows
the version of the block it was made from.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from portal.cms.originals import original

if TYPE_CHECKING:
    from portal.cms.models.region import RegionPage

# Where a block says by which words it is known.
NAMES = ("heading", "title", "text", "table_caption", "name", "caption")


class Choice(models.TextChoices):
    INHERITED = "inherited", _("As the county tells it")
    ADAPTED = "adapted", _("Own copy")
    OFF = "off", _("Not shown")


@dataclass(frozen=True)
class Chapter:
    """One block of the county, and what this municipality makes of it.

    `block` is the county's, or nothing where the county does not tell it any more; `own` holds the
    municipality's blocks where it has a copy.
    """

    key: str
    block: Any
    version: str
    choice: Choice = Choice.INHERITED
    own: Any = None
    is_stale: bool = False

    @property
    def is_gone(self) -> bool:
        return self.block is None

    @property
    def title(self) -> str:
        return title_of(self.own[0] if self.is_gone else self.block)


def title_of(block: Any) -> str:
    """What editors know a block by: its kind and its first words."""
    value = block.value
    if hasattr(value, "get"):
        value = next((value.get(name) for name in NAMES if value.get(name)), "")
    words = " ".join(strip_tags(str(value)).split())
    return f"{block.block.label}: {words[:60]}" if words else str(block.block.label)


def version_of(block: Any) -> str:
    """Changes with whatever the block says, and with nothing else."""
    content = {"type": block.block_type, "value": block.block.get_prep_value(block.value)}
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(said.encode()).hexdigest()[:16]


def versions(page: "RegionPage | None") -> dict[str, str]:
    """Key and version of every shared block."""
    return {str(block.id): version_of(block) for block in page.shared} if page else {}


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Keys of the blocks that came, went or say something else."""
    return [key for key in before | after if before.get(key) != after.get(key)]


def chapters(page: "RegionPage") -> list[Chapter]:
    """What the county tells, in its order, with this page's choices; then copies that outlived it.

    A version is that of the county's text as it was first written: a copy in another language is
    made of a copy, and has grown old when the source has.
    """
    county = page.county_page
    known = versions(original(county)) if county else {}
    choices = {block.value["source"]: block for block in page.story}
    told = [
        _chapter(
            block, known.get(str(block.id)) or version_of(block), choices.pop(str(block.id), None)
        )
        for block in (county.shared if county else ())
    ]
    return told + [
        Chapter(key, None, choice.value["version"], Choice.ADAPTED, choice.value["content"])
        for key, choice in choices.items()
        if choice.block_type == Choice.ADAPTED
    ]


def _chapter(block: Any, version: str, choice: Any) -> Chapter:
    key = str(block.id)
    if choice is None:
        return Chapter(key, block, version)
    if choice.block_type == Choice.OFF:
        return Chapter(key, block, version, Choice.OFF)
    is_stale = choice.value["version"] != version
    return Chapter(key, block, version, Choice.ADAPTED, choice.value["content"], is_stale)
