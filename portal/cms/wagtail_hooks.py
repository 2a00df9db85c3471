from django.http import HttpRequest
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.synctree import create_aliases_for_new_page


@hooks.register("register_admin_urls")
def register_story_urls() -> list[URLResolver]:
    return [path("region-pages/", include("portal.cms.urls"))]


@hooks.register("after_copy_page")
def show_copies_in_every_language(_request: HttpRequest, _page: Page, copy: Page) -> None:
    """As wagtail-localize does for new pages; those copied along come after those above them."""
    for page in copy.get_descendants(inclusive=True).order_by("path").specific():
        create_aliases_for_new_page(page)
