from django.urls import URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_story_urls() -> list[URLResolver]:
    return [path("region-pages/", include("portal.cms.urls"))]
