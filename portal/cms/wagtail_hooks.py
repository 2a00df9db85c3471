from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import URLResolver, include, path
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.synctree import create_aliases_for_new_page

from portal.cms.originals import translations


@hooks.register("register_admin_urls")
def register_story_urls() -> list[URLResolver]:
    return [path("region-pages/", include("portal.cms.urls"))]


@hooks.register("after_copy_page")
def show_copies_in_every_language(_request: HttpRequest, _page: Page, copy: Page) -> None:
    """As wagtail-localize does for new pages; those copied along come after those above them."""
    for page in copy.get_descendants(inclusive=True).order_by("path").specific():
        create_aliases_for_new_page(page)


@hooks.register("construct_translated_pages_to_cascade_actions")
def count_translations(pages: Iterable[Page], action: str) -> dict[Page, Iterable[Page]]:
    """Whoever unpublishes a page reads beforehand how many translations go off with it."""
    if action != "unpublish":
        return {}
    return {page: translations(page).live() for page in pages}


@hooks.register("before_delete_page")
def warn_of_translations(request: HttpRequest, page: Page) -> None:
    """Wagtail's own words come only with its own deletion of translations, which bulk has not."""
    if request.method == "GET" and translations(page).exists():
        messages.warning(
            request, _("The page is deleted in every language, with its translations.")
        )


@hooks.register("after_publish_page")
def tell_what_stays_off(request: HttpRequest, page: Page) -> None:
    """A translation that went off with its source does not come back with it."""
    off = translations(page).filter(live=False).select_related("locale")
    codes = [one.locale.language_code for one in off]
    names = [str(get_language_info(code)["name_translated"]) for code in codes]
    if names:
        words = _("Translations that are not on show: %(languages)s. Look at each and publish it.")
        messages.warning(request, words % {"languages": ", ".join(names)})
