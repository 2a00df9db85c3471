"""A page in its languages is one page: taken off, deleted and moved as one.

The page that was written first leads. Its translations may be taken off or deleted alone, with the
aliases that show them. Whatever takes a page off or away (the editor, many at once, the clock) ends
in Wagtail's signals and in no method that all of it calls, so these are what is listened to.
"""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail.signals import page_unpublished, post_page_move

from portal.cms.models import RegionPage
from portal.cms.originals import original, translations
from portal.cms.story import versions


def connect() -> None:
    page_unpublished.connect(take_off)
    page_unpublished.connect(end_story, sender=RegionPage)
    pre_delete.connect(delete, sender=Page)
    post_page_move.connect(move)


def take_off(instance: Page, **_signal: Any) -> None:
    """Its translations go off with it, and none comes by a schedule of its own.

    As with aliases, Wagtail's history names it at the original only.
    """
    for page in translations(instance).specific():
        page.unpublish(set_expired=instance.expired, log_action=False)
        page.revisions.update(approved_go_live_at=None)


def end_story(instance: RegionPage, **_signal: Any) -> None:
    """Those who showed what this county tells are told that it has ended, once for each time."""
    instance.tell_heirs(f"end:{instance.last_published_at}", versions(instance))


def delete(instance: Page, **_signal: Any) -> None:
    """What was made of a page does not outlive it; a translation takes its own aliases along."""
    versions = Page.objects.translation_of(instance)
    if original(instance).pk != instance.pk:
        versions = versions.filter(alias_of=instance.pk)
    for key in list(versions.order_by("pk").values_list("pk", flat=True)):
        # The deletion of another may have reached it.
        page = Page.objects.filter(pk=key).first()
        if page:
            page.delete()


def move(instance: Page, parent_page_after: Page, **_signal: Any) -> None:
    """Every language lies below the same page, which is whose editors look after it."""
    place = parent_page_after
    if place.is_root() or place.locale_id != instance.locale_id:
        return
    others = Page.objects.translation_of(instance).order_by("pk")
    for key in list(others.values_list("pk", flat=True)):
        # Each move changes the paths of others, so each is read anew.
        _move_below(Page.objects.select_related("locale").get(pk=key), place)


def _move_below(page: Page, place: Page) -> None:
    place = original(place).specific
    target = place.get_translation_or_none(page.locale)
    if target is None:
        target = place.copy_for_translation(page.locale, copy_parents=True, alias=True)
    if page.get_parent().pk == target.pk:
        return
    slug = find_available_slug(target, page.slug, ignore_page_id=page.pk)
    if slug != page.slug:
        page.slug = slug
        page.save(clean=False)
    page.move(target, pos="last-child")
