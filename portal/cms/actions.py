"""What editors do with pages beyond writing them. Permission is checked already."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page
from wagtail_localize.synctree import create_aliases_for_new_page

from partners.accounts.models import User
from portal.cms.models import ExamplePage, RegionPage
from portal.cms.story import Chapter, Choice


@transaction.atomic
def adapt(page: RegionPage, chapter: Chapter, user: User | None) -> None:
    """An own copy of the county's block, as it is now, in a new draft; replaces an older copy."""
    copied = (chapter.block.block_type, chapter.block.value)
    value = {"source": chapter.key, "version": chapter.version, "content": [copied]}
    _choose(page, chapter, user, Choice.ADAPTED, value)


@transaction.atomic
def switch_off(page: RegionPage, chapter: Chapter, user: User) -> None:
    _choose(page, chapter, user, Choice.OFF, {"source": chapter.key})


@transaction.atomic
def inherit(page: RegionPage, chapter: Chapter, user: User) -> None:
    """Shows the block as the county tells it, and drops an own copy."""
    _choose(page, chapter, user, None, {})


@transaction.atomic
def keep(page: RegionPage, chapter: Chapter, user: User) -> None:
    """The own copy stays as it is, though the county has changed its block."""
    draft = page.get_latest_revision_as_object()
    for block in draft.story:
        if block.block_type == Choice.ADAPTED and block.value["source"] == chapter.key:
            block.value["version"] = chapter.version
    draft.save_revision(user=user)


def _choose(
    page: RegionPage,
    chapter: Chapter,
    user: User | None,
    choice: Choice | None,
    value: dict[str, Any],
) -> None:
    draft = page.get_latest_revision_as_object()
    places = [i for i, block in enumerate(draft.story) if block.value["source"] == chapter.key]
    for place in reversed(places):
        del draft.story[place]
    if choice:
        draft.story.append((choice.value, value))
    draft.save_revision(user=user)


@transaction.atomic
def adapt_example(example: ExamplePage, region: RegionPage, user: User) -> ExamplePage:
    """A draft below the office's own page, to be rewritten; it says where it comes from.

    In the language of that page, if the example is on show in it; drafts are their office's.
    """
    shown = example.get_translations(inclusive=True).live()
    found = shown.filter(locale=region.locale).first() or example
    while found.alias_of_id:
        found = found.alias_of.specific
    copied = found.copy(
        to=region,
        user=user,
        keep_live=False,
        copy_revisions=False,
        reset_translation_key=True,
        update_attrs={
            "slug": _free_slug(region, found.slug),
            "locale": region.locale,
            "territory": region.territory,
            "adapted_from": found,
        },
    )
    create_aliases_for_new_page(copied)
    return copied


def _free_slug(parent: Page, wanted: str) -> str:
    slug, number = slugify(wanted), 2
    while not Page._slug_is_available(slug, parent):
        slug, number = f"{slugify(wanted)}-{number}", number + 1
    return slug
